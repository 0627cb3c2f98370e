"""One name, one thing: a class name means the same wherever it stands in the program."""

from __future__ import annotations

import ast
from collections import defaultdict
from functools import cache
from pathlib import Path

from harness import ROOT

PROGRAM = ROOT / "plugins" / "mingbai"
POSITIONAL = 5  # values that a reader of a call still tells apart by their order


@cache
def trees() -> dict[Path, ast.Module]:
    """Every module of the program, its scripts and its tests -> what it says."""
    files = (file for top in ("plugins", "scripts", "tests") for file in (ROOT / top).rglob("*.py"))
    return {file.relative_to(ROOT): ast.parse(file.read_text("utf-8")) for file in sorted(files)}


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


def positions() -> dict[str, int | None]:
    """What is called by its name -> how many values it takes by position; None: any number."""
    taken: dict[str, int | None] = {}
    for tree in trees().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                number = None if node.args.vararg else len(node.args.args)
            elif isinstance(node, ast.ClassDef):
                number = sum(isinstance(part, ast.AnnAssign) for part in node.body)
            else:
                continue
            known = taken.get(node.name, 0)
            taken[node.name] = None if None in (number, known) else max(number or 0, known or 0)
    return taken


def test_no_call_hands_over_six_values_by_position() -> None:
    """What takes a fixed number of values is told by name which is which, from the sixth on."""
    taken = positions()
    calls = [
        f"{file}:{node.lineno}"
        for file, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and len(node.args) > POSITIONAL
        if (taken.get(ast.unparse(node.func).rpartition(".")[2]) or 0) > POSITIONAL
    ]
    assert calls == []
