"""A permission that nothing asks for promises what no code keeps."""

import re
from pathlib import Path

import attune

SOURCES = {path: path.read_text() for path in Path(attune.__file__).parent.rglob("*.py")}
DECLARED = re.compile(r"^([A-Z_]+) = permission\(", re.MULTILINE)


def test_every_permission_is_asked_for_somewhere():
    declared = {name for text in SOURCES.values() for name in DECLARED.findall(text)}
    words = re.findall(r"\b[A-Z_]+\b", "\n".join(DECLARED.sub("", text) for text in SOURCES.values()))

    assert declared
    assert sorted(declared - set(words)) == []
