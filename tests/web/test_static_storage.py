"""Collected files: one style sheet, modules that name each other by hash, no address that leads nowhere."""

import re
from pathlib import Path

from django.core.management import call_command
from django.test import override_settings

import attune.web
from attune.web.static_storage import STYLES

WEB = Path(attune.web.__file__).parent
FONTS = WEB.parents[2] / "node_modules" / "@fontsource-variable"


def test_styles_are_joined_and_every_address_in_them_leads_to_a_file(tmp_path: Path) -> None:
    with override_settings(
        STATIC_ROOT=tmp_path,
        STATICFILES_DIRS=[("vendor/fonts", FONTS)],
        STORAGES={"staticfiles": {"BACKEND": "attune.web.static_storage.HashedStaticFiles"}},
    ):
        call_command("collectstatic", interactive=False, verbosity=0)

    (styles,) = (tmp_path / STYLES).parent.glob("attune.????????????.css")
    text = styles.read_text()
    addresses = re.findall(r'url\("([^"]+)"\)', text)
    assert len(addresses) == 5
    assert [address for address in addresses if not (styles.parent / address).is_file()] == []
    assert "@import" not in text
    assert text.index("@layer tokens, base, layout, components, pages, visibility;") == 0
    assert text.count("@layer components {") == len(list((WEB / "static/web/css/components").glob("*.css")))

    (entry,) = (tmp_path / "web/js").glob("attune.????????????.js")
    modules = re.findall(r'import "\./([\w.-]+)";', entry.read_text())
    assert len(modules) == (WEB / "static/web/js/attune.js").read_text().count("import ")
    assert [module for module in modules if not re.fullmatch(r"[\w-]+\.[0-9a-f]{12}\.js", module)] == []
    assert [module for module in modules if not (entry.parent / module).is_file()] == []
