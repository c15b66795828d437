"""Static files under names that carry their content's hash; the styles in one file, the modules linked."""

import re
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

STYLES = "web/css/attune.css"
_IMPORT = re.compile(r'@import url\("(?P<path>[\w./-]+)"\)(?: layer\((?P<layer>\w+)\))?;')
_MODULE_IMPORTS = (
    (r"""(?P<matched>import "(?P<url>\./[\w.-]+)";)""", 'import "%(url)s";'),
    (r"""(?P<matched>from "(?P<url>\./[\w.-]+)";)""", 'from "%(url)s";'),
)


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Puts the style sheets into one and rewrites the imports inside our ES modules.

    Only our own modules: Django's rewriting of all of them stumbles over texts inside
    vendors' files. Imported style sheets with a `url()` must stand beside the entry.
    """

    patterns = (*CompressedManifestStaticFilesStorage.patterns, ("web/js/*.js", _MODULE_IMPORTS))

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Yield what became of each collected file, after joining the style sheets."""
        if not dry_run and STYLES in paths:
            joined = joined_styles(lambda name: _text(*paths[name]))
            self.delete(STYLES)
            self.save(STYLES, ContentFile(joined.encode()))
            paths = {**paths, STYLES: (self, STYLES)}
        yield from super().post_process(paths, dry_run, **options)  # type: ignore[no-untyped-call]


def joined_styles(text_of: Callable[[str], str]) -> str:
    """Return the entry style sheet with every imported one in its place, inside its layer.

    `text_of` gives a static file's text by its name.
    """

    def inlined(found: re.Match[str]) -> str:
        content = text_of(str(PurePosixPath(STYLES).parent / found["path"]))
        return f"@layer {found['layer']} {{\n{content}}}" if found["layer"] else content

    return _IMPORT.sub(inlined, text_of(STYLES))


def _text(storage: Storage, path: str) -> str:
    with storage.open(path) as file:
        content: bytes = file.read()
    return content.decode()
