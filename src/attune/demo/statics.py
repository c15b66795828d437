"""Static files as in production: joined, hashed and compressed, made anew only when one of them changed."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import attune
from attune.demo.errors import DemoError
from attune.embedded.home import checkout

PACKAGE = Path(attune.__file__).parent


class StaticFilesFailed(DemoError):
    """The static files could not be collected."""

    def __init__(self, last_line: str) -> None:
        super().__init__(last_line)
        self.last_line = last_line

    def __str__(self) -> str:
        return f"The pages' styles and scripts could not be collected: {self.last_line}"


def collected(folder: Path, environment: Mapping[str, str]) -> bool:
    """Collect into the folder unless it holds the present files; return whether that was needed.

    Raises StaticFilesFailed.
    """
    stamp, present = folder / ".collected-from", _fingerprint()
    if stamp.is_file() and stamp.read_text() == present:
        return False
    folder.mkdir(parents=True, exist_ok=True)
    # The htmx extensions name files that they do not bring; the calendar is linked whole and needs not its parts.
    command = [sys.executable, "-m", "django", "collectstatic", "--noinput", "--clear", "--verbosity", "0"]
    done = subprocess.run(
        [*command, "--ignore", "ext", "--ignore", "chunks", "--ignore", "locales*", "--ignore", "*.d.ts"],
        env={**os.environ, **environment, "ATTUNE_STATIC_FOLDER": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        lines = [line for line in done.stderr.splitlines() if line.strip()] or ["no reason given"]
        raise StaticFilesFailed(lines[-1])
    stamp.write_text(present)
    return True


def _fingerprint() -> str:
    """Return a text that changes with any of our static files and with the pinned packages."""
    digest = hashlib.sha256()
    files = [*PACKAGE.glob("**/static/**/*"), *checkout().glob("*.lock"), checkout() / "package-lock.json"]
    for path in sorted(path for path in files if path.is_file()):
        seen = path.stat()
        digest.update(f"{path} {seen.st_mtime_ns} {seen.st_size}\n".encode())
    return digest.hexdigest()
