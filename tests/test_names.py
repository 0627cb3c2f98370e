"""One name, one thing: a class name means the same wherever it stands in the program."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

from harness import ROOT

PROGRAM = ROOT / "plugins" / "mingbai"
# Still shared by several classes; the list may only become shorter.
SHARED: frozenset[str] = frozenset(
    {
        "Column",
    }
)


def classes() -> dict[str, list[Path]]:
    """Class name -> the modules that define it."""
    modules: defaultdict[str, list[Path]] = defaultdict(list)
    for file in sorted(PROGRAM.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                modules[node.name].append(file.relative_to(PROGRAM))
    return modules


def test_no_two_classes_have_one_name() -> None:
    """Whoever reads a class name need not ask which one is meant."""
    shared = {name: files for name, files in classes().items() if len(files) > 1}
    assert {name: files for name, files in shared.items() if name not in SHARED} == {}


def test_the_list_of_shared_names_is_no_longer_than_needed() -> None:
    """A name that no longer stands for two classes leaves the list."""
    assert {name for name in SHARED if len(classes()[name]) < 2} == set()
