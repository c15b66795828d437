"""What the access log calls things."""

import ast
from pathlib import Path

import pytest

import attune
from attune.web.access_log.wording import WORDS, action_words, short_id

SOURCES = Path(attune.__file__).parent


def recorded_names() -> set[str]:
    """Return every action that the source hands to the trail as plain text."""
    found: set[str] = set()
    for path in SOURCES.rglob("*.py"):
        if "bench" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "record":
                found |= {str(arg.value) for arg in node.args[1:2] if isinstance(arg, ast.Constant)}
    return found


def test_every_recorded_action_has_words() -> None:
    names = recorded_names()

    assert "identity.member.invited" in names
    assert names - set(WORDS) == set()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("identity.member.invited", "Member invited"),
        ("identity.member.see", "See who works in the practice, and as what"),
        ("care.note.locked_again", "Note locked again"),
    ],
)
def test_an_action_is_told_in_words(name: str, words: str) -> None:
    assert action_words(name) == words


def test_a_long_id_is_shown_by_its_end_and_others_whole() -> None:
    assert short_id("01a1f8ef-d585-72b3-b2b2-bd3705eca4fd") == "…05eca4fd"
    assert short_id("d55f864c1e87f5002c1826baa42096082d62b6f9f2c50ef412078860e8ce9870") == "…e8ce9870"
    assert short_id("members") == "members"
