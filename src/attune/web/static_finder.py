"""Which files of the packages from npm are served: those that pages use, and not all that a package brings."""

from collections.abc import Iterable
from typing import Any, Final

from django.contrib.staticfiles.finders import FileSystemFinder

WANTED: Final = {"vendor/echarts": frozenset({"echarts.common.min.js"})}
"""By the folder they are served from; of a folder that is not here everything is."""


class UsedFiles(FileSystemFinder):
    """Finds what Django's own finder does, without what no page asks for."""

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[Any]:
        """Yield path and storage of each file to collect."""
        for path, storage in super().list(ignore_patterns):
            wanted = WANTED.get(getattr(storage, "prefix", "") or "")
            if wanted is None or path in wanted:
                yield path, storage

    def find_location(self, root: str, path: str, prefix: str | None = None) -> str | None:
        """Return where a file lies, if it is one that is served."""
        wanted = WANTED.get(prefix or "")
        if wanted is not None and path.removeprefix(f"{prefix}/") not in wanted:
            return None
        found: str | None = super().find_location(root, path, prefix)
        return found
