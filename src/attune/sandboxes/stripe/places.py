"""Where sandboxes of this machine keep their stores, and where those that run are reached."""

import shutil
from pathlib import Path

from attune.embedded.home import state_home
from attune.sandboxes.stripe.control import Control, SandboxSilent


def folder_of(name: str) -> Path:
    """Return the folder of the sandbox of a name."""
    return state_home() / "sandbox" / "stripe" / name


def forget(name: str) -> None:
    """Remove everything a sandbox has stored."""
    shutil.rmtree(folder_of(name), ignore_errors=True)


def tell_address(name: str, address: str) -> None:
    """Write down where a sandbox answers."""
    folder = folder_of(name)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "address").write_text(address)


def known_control(name: str) -> Control:
    """Return how a running sandbox is steered. Raises SandboxSilent where none of that name has run here."""
    written = folder_of(name) / "address"
    if not written.is_file():
        raise SandboxSilent(f"no sandbox of the name {name} has run here")
    return Control(written.read_text())
