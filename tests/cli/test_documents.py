"""The generated reference pages are as the code is."""

import pytest

from attune.cli.documents import FOLDER, PAGES, page_text
from attune.cli.documents.editions import editions_page
from attune.cli.documents.permissions import permissions_page
from attune.foundation.authorization import every_permission


@pytest.mark.edition
@pytest.mark.parametrize("page", PAGES)
def test_the_page_in_the_repository_is_current(page: str):
    assert (FOLDER / f"{page}.md").read_text() == page_text(page), f"run: attune documents {page}"


def test_every_permission_stands_on_its_page():
    told = permissions_page()

    missing = [one.name for one in every_permission() if f"`{one.name}`" not in told]

    assert missing == []


def test_the_editions_differ_where_their_policies_do():
    rows = [line for line in editions_page().splitlines() if line.startswith("| **How many practices")]

    assert rows == ["| **How many practices there are** | any number | 1 |"]
