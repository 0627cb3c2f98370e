"""An import contract: outside a folder only what its door names is imported.

A door is a folder's `__init__`. What stands in its `__all__` may be used by everyone: objects, or
modules and folders inside it; the same holds again for a folder that is named there. A module that
lies directly beside the importer, or beside a folder that the importer is in, is its own door.
"""

from __future__ import annotations

import ast
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import grimp
from importlinter import Contract, ContractCheck, fields, output


@cache
def offered(package: str) -> frozenset[str]:
    """The names in `__all__` of a package, read from its text; empty where it has none.

    Nothing is run: only where the outermost package lies is asked of Python.
    """
    root, *folders = package.split(".")
    spec = find_spec(root)
    if spec is None or spec.origin is None:
        return frozenset()
    door = Path(spec.origin).parent.joinpath(*folders, "__init__.py")
    if not door.exists():
        return frozenset()
    tree = ast.parse(door.read_text("utf-8"))
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return frozenset(ast.literal_eval(node.value))
    return frozenset()


def passes(importer: str, imported: str) -> bool:
    """Whether every folder that the importer is not in itself offers the next step of the way."""
    parts = imported.split(".")
    for depth in range(1, len(parts)):
        folder = ".".join(parts[:depth])
        is_inside = importer == folder or importer.startswith(f"{folder}.")
        if not is_inside and parts[depth] not in offered(folder):
            return False
    return True


class DoorsContract(Contract):  # type: ignore[misc]  # import-linter's base is untyped here
    """Modules of `root` import each other through doors only."""

    root = fields.StringField()

    def check(self, graph: grimp.ImportGraph, verbose: bool) -> ContractCheck:
        """Every import between modules of `root`."""
        del verbose
        root = str(self.root)
        breaches = [
            (importer, imported)
            for importer in sorted(graph.find_descendants(root))
            for imported in sorted(graph.find_modules_directly_imported_by(importer))
            if imported.startswith(f"{root}.") and not passes(importer, imported)
        ]
        return ContractCheck(kept=not breaches, metadata={"breaches": breaches})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """One line an import that climbs in beside the door."""
        for importer, imported in check.metadata["breaches"]:
            output.print_error(f"{importer} imports {imported}, which its door does not name.")
