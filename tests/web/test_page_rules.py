"""Rules every template, style sheet and script keeps: nothing inline, nothing foreign, nothing missing."""

import re
from collections import Counter
from pathlib import Path

import pytest

import attune.web
from attune.web.components.icons import icon_shapes

WEB = Path(attune.web.__file__).parent
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
STYLES = sorted((WEB / "static" / "web" / "css").rglob("*.css"))
SCRIPTS = sorted((WEB / "static" / "web" / "js").glob("*.js"))
# A block of type application/ld+json is data: no browser runs it, and the policy has nothing to refuse.
INLINE = re.compile(
    r"""\sstyle\s*=|\son[a-z]+\s*=\s*["']|<style[\s>]|<script(?![^>]*\s(?:src=|type="application/ld\+json"))|javascript:""",
    re.I,
)
FOREIGN = re.compile(r"""(?:https?:)?//[\w-]+\.[\w.-]+|["'(]//""")
LINES_MAX = 150


def named(path: Path) -> str:
    """Return a file's name inside the pages."""
    return str(path.relative_to(WEB))


def without_comments(css: str) -> str:
    """Return a style sheet's rules alone."""
    return re.sub(r"/\*.*?\*/", "", css, flags=re.S)


@pytest.mark.parametrize(
    "planted",
    [
        '<p style="color:red">',
        "<script>alert(1)</script>",
        '<a onclick="x()">',
        "<style>",
        '<a href="javascript:x">',
    ],
)
def test_the_rule_finds_what_is_written_inline(planted: str) -> None:
    assert INLINE.search(planted) is not None


@pytest.mark.parametrize("planted", ["https://cdn.example.com/x.js", 'url("//cdn.example.com")', "http://a.example"])
def test_the_rule_finds_a_foreign_origin(planted: str) -> None:
    assert FOREIGN.search(planted) is not None


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_template_has_nothing_inline_and_nothing_foreign(path: Path) -> None:
    text = path.read_text()

    assert INLINE.findall(text) == []
    assert FOREIGN.findall(text.replace("http://www.w3.org/2000/svg", "")) == []


@pytest.mark.parametrize("path", [*STYLES, *SCRIPTS], ids=named)
def test_styles_and_scripts_take_nothing_from_elsewhere(path: Path) -> None:
    text = without_comments(path.read_text())
    code = "\n".join(line for line in text.splitlines() if not line.strip().startswith("//"))

    assert FOREIGN.findall(code.replace("${scheme}://${location.host}", "")) == []


@pytest.mark.parametrize("path", STYLES, ids=named)
def test_a_style_sheet_is_short_and_never_shouts(path: Path) -> None:
    text = path.read_text()

    assert len(text.splitlines()) <= LINES_MAX
    assert "!important" not in text


def test_every_style_sheet_is_imported_exactly_once() -> None:
    entry = WEB / "static" / "web" / "css" / "attune.css"

    imported = re.findall(r'@import url\("([\w./-]+)"\)', entry.read_text())

    assert sorted(imported) == [str(p.relative_to(entry.parent)) for p in STYLES if p != entry]


def test_two_style_sheets_never_draw_the_same_class() -> None:
    drawn = Counter(name for path in STYLES for name in set(re.findall(r"^\.([\w-]+) \{", path.read_text(), re.M)))

    assert [name for name, sheets in drawn.items() if sheets > 1] == []


def test_every_token_a_style_uses_is_defined() -> None:
    rules = "\n".join(without_comments(path.read_text()) for path in STYLES)

    used, defined = set(re.findall(r"var\(--([\w-]+)[),]", rules)), set(re.findall(r"--([\w-]+):", rules))

    assert used - defined == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_every_icon_a_template_names_is_drawn(path: Path) -> None:
    named_icons = set(re.findall(r'\{% icon "([\w-]+)"', path.read_text()))

    assert named_icons - set(icon_shapes()) == set()


def test_every_script_is_loaded_by_another_or_by_a_page() -> None:
    scripts = "\n".join(path.read_text() for path in SCRIPTS)
    pages = "\n".join(path.read_text() for path in TEMPLATES)

    by_scripts = re.findall(r'(?:import|from) "\./([\w.-]+)";', scripts)
    by_pages = re.findall(r'"web/js/([\w.-]+)"', pages)

    assert {*by_scripts, *by_pages} == {path.name for path in SCRIPTS}
