"""The generated reference pages are as the code is."""

import subprocess
import sys

import pytest

from attune.cli.documents.editions import editions_page
from attune.cli.documents.permissions import permissions_page
from attune.foundation.authorization import every_permission


@pytest.mark.edition
def test_the_pages_in_the_repository_are_current():
    # In a process of its own: tests declare permissions, too.
    told = subprocess.run(
        [sys.executable, "-m", "attune.cli", "documents", "all", "--check"], capture_output=True, text=True, check=False
    )

    assert (told.returncode, told.stderr) == (0, "")


def test_every_permission_stands_on_its_page():
    told = permissions_page()

    missing = [one.name for one in every_permission() if f"`{one.name}`" not in told]

    assert missing == []


def test_the_editions_differ_where_their_policies_do():
    rows = [line for line in editions_page().splitlines() if line.startswith("| **How many practices")]

    assert rows == ["| **How many practices there are** | any number | 1 |"]
