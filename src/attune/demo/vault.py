"""The authenticator secrets of the demonstration's people, kept in the state folder and nowhere else."""

import fcntl
import json
from pathlib import Path


class Vault:
    """Secrets by address, which several processes may keep. One is kept before it is used: a crash loses none."""

    def __init__(self, folder: Path, edition: str) -> None:
        """Use ``demo-<edition>.json`` in the folder."""
        self._path = folder / f"demo-{edition}.json"
        self._secrets = self._read()

    def secret_of(self, email: str) -> str | None:
        """Return the secret (base 32) of an address, if there is one."""
        return self._secrets.get(email)

    def keep(self, email: str, secret: str) -> None:
        """Write a secret down."""
        with self._path.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self._secrets = self._read() | {email: secret}
            self._write()

    def _read(self) -> dict[str, str]:
        found: dict[str, str] = json.loads(self._path.read_text()) if self._path.is_file() else {}
        return found

    def _write(self) -> None:
        draft = self._path.with_suffix(".new")
        draft.touch(mode=0o600)
        draft.write_text(json.dumps(self._secrets, indent=1))
        draft.replace(self._path)
