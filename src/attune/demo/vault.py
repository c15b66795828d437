"""The authenticator secrets of the demonstration's people, kept in the state folder and nowhere else."""

import json
from pathlib import Path


class Vault:
    """Secrets by address. A secret is kept before it is used, so that a crash loses none."""

    def __init__(self, folder: Path, edition: str) -> None:
        """Use ``demo-<edition>.json`` in the folder."""
        self._path = folder / f"demo-{edition}.json"
        self._secrets: dict[str, str] = json.loads(self._path.read_text()) if self._path.is_file() else {}

    def secret_of(self, email: str) -> str | None:
        """Return the secret (base 32) of an address, if there is one."""
        return self._secrets.get(email)

    def keep(self, email: str, secret: str) -> None:
        """Write a secret down."""
        self._secrets[email] = secret
        draft = self._path.with_suffix(".new")
        draft.touch(mode=0o600)
        draft.write_text(json.dumps(self._secrets, indent=1))
        draft.replace(self._path)
