"""What the documentation says is there: links, files, commands, settings, layers, the license's text."""

import argparse
import hashlib
import re
from importlib import import_module
from pathlib import Path
from urllib.parse import unquote

import pytest

from attune.cli import GROUPS
from tests.docs.pages import ROOT, VARIABLE, Page, pages

PAGES = {page.name: page for page in pages()}
SETTINGS = PAGES["docs/reference/settings.md"]

# The places of the project that a code span may name a file of.
TOP = ("src/", "tests/", "docs/", "scripts/", ".ci/")
# Set for the database's own image, and by those who make a migration: Attune reads neither by that name.
NOT_OURS = {"POSTGRES_PASSWORD"}


@pytest.fixture(scope="module")
def parser() -> argparse.ArgumentParser:
    """Give the real command line's parser."""
    made = argparse.ArgumentParser(prog="attune")
    commands = made.add_subparsers()
    for group in GROUPS:
        import_module(f"attune.cli.{group}").register(commands)
    return made


def read_variables() -> set[str]:
    """Return each variable that the package names."""
    return {name for path in (ROOT / "src/attune").rglob("*.py") for name in VARIABLE.findall(path.read_text())}


def broken_links(page: Page) -> list[str]:
    """Return the links that lead nowhere in the project; addresses elsewhere are not asked."""
    broken = []
    for link in page.links():
        if re.match(r"[a-z]+:", link):
            continue
        where, _, fragment = unquote(link).partition("#")
        target = (page.path.parent / where).resolve() if where else page.path
        known = PAGES.get(target.relative_to(ROOT).as_posix()) if target.is_relative_to(ROOT) else None
        if not target.exists() or (fragment and known is not None and fragment not in known.anchors()):
            broken.append(link)
    return broken


def unknown_part(parser: argparse.ArgumentParser, line: str) -> str | None:
    """Return the first word of a command line that the parser does not know."""
    for word in line.split():
        choices = next(
            (one.choices for one in parser._actions if isinstance(one, argparse._SubParsersAction)),
            None,
        )
        if word.startswith("--"):
            if word.partition("=")[0].strip("[]") not in parser._option_string_actions:
                return word
        elif choices is not None:
            if word not in choices:
                return word if re.fullmatch(r"[a-z-]+", word) else None
            parser = choices[word]
    return None


def test_every_page_can_be_reached_from_the_index():
    reached, waiting = set(), ["docs/README.md"]
    while waiting:
        name = waiting.pop()
        reached.add(name)
        page = PAGES[name]
        targets = {(page.path.parent / link.partition("#")[0]).resolve() for link in page.links() if ":" not in link}
        found = {path.relative_to(ROOT).as_posix() for path in targets if path.is_relative_to(ROOT)}
        waiting += sorted((found & set(PAGES)) - reached - set(waiting))

    assert {name for name in PAGES if name.startswith("docs/")} - reached == set()


def test_there_are_pages_with_links_commands_and_files():
    text = [page for page in PAGES.values() if page.links()]

    assert len(text) >= 10
    assert sum(len(list(page.command_lines())) for page in PAGES.values()) >= 30


@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_somewhere(name):
    assert broken_links(PAGES[name]) == []


@pytest.mark.parametrize("name", PAGES)
def test_every_file_that_is_named_exists(name):
    named = {span.split(":")[0] for span in PAGES[name].spans() if span.startswith(TOP) and " " not in span}

    assert {path for path in named if "<" not in path and not (ROOT / path).exists()} == set()


@pytest.mark.parametrize("name", PAGES)
def test_every_command_that_is_named_can_be_given(name, parser):
    unknown = {line: word for line in PAGES[name].command_lines() if (word := unknown_part(parser, line))}

    assert unknown == {}


def test_every_command_has_a_place_in_the_documentation(parser):
    (commands,) = (one for one in parser._actions if isinstance(one, argparse._SubParsersAction))
    named = {line.split()[0] for page in PAGES.values() for line in page.command_lines()}

    assert set(commands.choices) - named == set()


def test_every_make_target_that_is_named_exists():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {
        target
        for page in PAGES.values()
        for span in [*page.spans(), *page.text.splitlines()]
        for target in re.findall(r"^make ([a-z-]+)", span)
    }

    assert {"demo", "test"} <= named
    assert named - targets == set()


def test_every_variable_the_package_names_is_documented():
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", SETTINGS.text, re.MULTILINE))

    assert read_variables() - documented == set()
    assert documented - read_variables() == set()


@pytest.mark.parametrize("name", PAGES)
def test_every_variable_a_page_names_is_read_somewhere(name):
    assert set(VARIABLE.findall(PAGES[name].text)) - read_variables() - {"ATTUNE_SHARED_DATA"} == set()


def test_the_compose_file_sets_no_variable_that_nothing_reads():
    set_there = set(re.findall(r"^ +([A-Z_]+):", (ROOT / "compose.yaml").read_text(), re.MULTILINE))

    assert "DATABASE_URL" in set_there
    assert set_there - read_variables() - NOT_OURS == set()


def test_the_two_commands_stand_first_in_the_readme():
    example = re.search(r"^```\n(.*?)^```", PAGES["README.md"].text, re.MULTILINE | re.DOTALL)

    assert example is not None
    assert [line.split("  ")[0] for line in example[1].splitlines()] == ["make demo EDITION=marketplace", "make test"]


def test_the_layers_of_the_architecture_are_those_that_are_checked():
    def names(text: str) -> list[str]:
        return [re.sub(r"[()\s]", "", line) for line in text.splitlines() if line.strip()]

    contract = (ROOT / ".importlinter").read_text()
    checked = re.search(r"contract:house\].*?^layers =\n(.*?)^\[", contract, re.MULTILINE | re.DOTALL)
    drawn = re.search(r"^```\n(cli\n.*?)^```", PAGES["ARCHITECTURE.md"].text, re.MULTILINE | re.DOTALL)

    assert checked is not None
    assert drawn is not None
    assert names(drawn[1]) == names(checked[1])


def test_what_the_architecture_draws_as_planned_is_not_there():
    drawn = re.search(r"^```\n(cli\n.*?)^```", PAGES["ARCHITECTURE.md"].text, re.MULTILINE | re.DOTALL)

    assert drawn is not None
    planned = set(re.findall(r"\((\w+)\)", drawn[1]))
    built = set(re.findall(r"\w+", drawn[1])) - planned
    package = ROOT / "src/attune"
    assert {name for name in planned if (package / name).exists()} == set()
    assert {name for name in built if not (package / name).exists()} == set()


def test_every_decision_is_listed_and_told_in_three_parts():
    decisions = [page for name, page in PAGES.items() if name.startswith("docs/decisions/")]
    listed = {link for link in PAGES["docs/README.md"].links() if link.startswith("decisions/")}

    assert {f"decisions/{page.path.name}" for page in decisions} == listed
    parts = ("**Context.**", "**Decision.**", "**Consequences.**")
    assert [page.name for page in decisions if not all(part in page.text for part in parts)] == []


def test_the_license_is_the_text_its_publisher_gives():
    digest = hashlib.sha256((ROOT / "LICENSE").read_bytes()).hexdigest()

    # Source: the checksum of the Free Software Foundation's agpl-3.0.txt.
    assert digest == "0d96a4ff68ad6d4b6f1f30f713b18d5184912ba8dd389f86aa7710db079abcb0"


def test_a_broken_link_a_wrong_command_and_a_missing_heading_are_found(tmp_path: Path, parser):
    wrong = Page(ROOT / "docs" / "wrong.md", "[a](nowhere.md) [b](../README.md#no-such-heading) `attune fly --high`")

    assert broken_links(wrong) == ["nowhere.md", "../README.md#no-such-heading"]
    assert [unknown_part(parser, line) for line in wrong.command_lines()] == ["fly"]
    assert unknown_part(parser, "keys rotate --sideways") == "--sideways"
