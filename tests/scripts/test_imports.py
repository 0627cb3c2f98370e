"""The packages below scripts/ import each other in one direction."""

from __future__ import annotations

from graphlib import TopologicalSorter

import grimp
import pytest


@pytest.mark.parametrize("package", ["demo", "patterns"])
def test_no_module_imports_itself_by_a_detour(package: str) -> None:
    """Every module can be read after those that it imports; type-only imports count too."""
    graph = grimp.build_graph(package, cache_dir=None)
    imports = {
        module: graph.find_modules_directly_imported_by(module) - {module}
        for module in graph.modules
    }
    order = list(TopologicalSorter(imports).static_order())
    assert set(order) == graph.modules
