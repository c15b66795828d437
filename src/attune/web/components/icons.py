"""The drawn icons, read once from the brand's set."""

import re
from functools import cache
from pathlib import Path

_SET = Path(__file__).parent.parent / "static" / "web" / "brand" / "icons.svg"
_SYMBOL = re.compile(r'<symbol id="([\w-]+)" viewBox="0 0 24 24">(.*?)</symbol>')


class NoSuchIcon(LookupError):
    """The brand's set has no icon of this name."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@cache
def icon_shapes() -> dict[str, str]:
    """Return the inside of each icon's SVG by the icon's name."""
    return dict(_SYMBOL.findall(_SET.read_text(encoding="utf-8")))


def icon_svg(name: str, *, large: bool = False) -> str:
    """Return one icon as inline SVG, hidden from screen readers.

    Raises NoSuchIcon for a name the set does not have.
    """
    shape = icon_shapes().get(name)
    if shape is None:
        raise NoSuchIcon(name)
    css_class = "icon icon-lg" if large else "icon"
    return f'<svg class="{css_class}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{shape}</svg>'
