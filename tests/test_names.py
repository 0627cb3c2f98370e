"""One name, one thing: a class name means the same wherever it stands in the program."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

from harness import ROOT

PROGRAM = ROOT / "plugins" / "mingbai"


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
    assert {name: files for name, files in classes().items() if len(files) > 1} == {}
