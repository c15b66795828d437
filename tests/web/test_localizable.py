"""Wording in Python is marked for translation: what a person reads goes through gettext."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import attune.web

WEB = Path(attune.web.__file__).parent
MARKS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
PROSE = re.compile(r"[A-Za-z’']+[,:;]? [A-Za-z’']+")
"""Two words beside each other; single words are found where they label something."""
LABELED = {"Action", "Alert", "Badge", "Cell", "Column", "Count", "EmptyState", "Fact", "Figure", "Table"}
LABELS = {"label", "help_text", "heading", "title", "subtitle", "why", "summary", "told", "busy_label", "under"}
NOT_READ = {
    "style_samples.py": "shows components; its wording is nobody's",
    "style_samples_large.py": "shows components; its wording is nobody's",
    "style_sample_form.py": "shows components; its wording is nobody's",
    "permissions.py": "what a permission allows, for the reference",
    "middleware.py": "headers",
    "access.py": "headers",
    "downloads.py": "headers",
    "health.py": "for machines",
    "icons.py": "drawings",
    "static_storage.py": "patterns",
    "choice_rows.py": "elements",
    "formats.py": "elements",
    "bus.py": "statements",
}


def test_what_pages_say_is_marked_for_translation():
    modules = [path for path in sorted(WEB.rglob("*.py")) if path.name not in NOT_READ]

    found = [
        f"{path.relative_to(WEB)}:{line}: {text}" for path in modules for line, text in _unmarked(path.read_text())
    ]

    assert found == []


def test_plain_wording_is_found():
    source = '"""Say a thing."""\nBadge("Done"), f"{n} people work here", _("Marked words are fine")\n'

    assert [text for _, text in _unmarked(source)] == ["Done", " people work here"]


def _unmarked(source: str) -> Iterator[tuple[int, str]]:
    tree = ast.parse(source)
    fine = {id(part) for node in ast.walk(tree) for part in _left_alone(node)}
    for node in ast.walk(tree):
        for part, text in _labels(node):
            if id(part) not in fine and re.search("[A-Za-z]{2}", text):
                fine.add(id(part))
                yield part.lineno, text
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in fine:
            yield from [(node.lineno, node.value)] if PROSE.search(node.value) else []


def _left_alone(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what need not be marked: docstrings, assertions and errors for developers, and what is marked."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        yield node.value
    is_marked = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS
    if isinstance(node, ast.Subscript | ast.Dict):
        yield from [node.slice] if isinstance(node, ast.Subscript) else [key for key in node.keys if key]
    if is_marked or isinstance(node, ast.Assert | ast.Raise):
        yield from ast.walk(node)


def _labels(node: ast.AST) -> Iterator[tuple[ast.Constant, str]]:
    """Yield the texts that a component or a form's field is given to show."""
    if not isinstance(node, ast.Call):
        return
    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    shown = list(node.args[:1]) if name in LABELED else []
    shown += [keyword.value for keyword in node.keywords if keyword.arg in LABELS]
    for value in shown:
        for part in ast.walk(value) if isinstance(value, ast.IfExp | ast.JoinedStr) else [value]:
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                yield part, part.value
