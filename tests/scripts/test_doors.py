"""Only what a door names is imported from outside: counted by hand in a small house."""

from __future__ import annotations

from pathlib import Path

import grimp
import pytest

from doors import DoorsContract, offered, passes

HOUSE = {
    "__init__": "",
    "ground": "",
    "kitchen/__init__": "from house.kitchen.stove import heat\n__all__ = ['cellar', 'heat']\n",
    "kitchen/stove": "def heat(): ...\n",
    "kitchen/knives": "import house.kitchen.stove\n",
    "kitchen/cellar/__init__": "__all__ = ['shelf']\n",
    "kitchen/cellar/shelf": "import house.kitchen.knives\nimport house.ground\n",
    "kitchen/cellar/mouse": "",
    "hall/__init__": "from house import kitchen\n",
    "hall/table": "import house.kitchen.cellar.shelf\n",
}


@pytest.fixture(autouse=True)
def _house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package `house` that Python finds; its modules are never run."""
    _write(tmp_path, HOUSE)
    monkeypatch.syspath_prepend(str(tmp_path))
    offered.cache_clear()


def _write(folder: Path, modules: dict[str, str]) -> None:
    for name, text in modules.items():
        path = folder / "house" / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def _breaches() -> list[tuple[str, str]]:
    graph = grimp.build_graph("house", cache_dir=None)
    contract = DoorsContract("doors", {}, {"root": "house"})
    check = contract.check(graph, verbose=False)
    breaches: list[tuple[str, str]] = check.metadata["breaches"]
    assert check.kept == (not breaches)
    return breaches


@pytest.mark.parametrize(
    ("package", "names"),
    [
        ("house.kitchen", {"cellar", "heat"}),
        ("house.hall", set()),
        ("house.ground", set()),
        ("house.attic", set()),
        ("nobody", set()),
    ],
)
def test_a_door_offers_what_it_names(package: str, names: set[str]) -> None:
    """The names in `__all__`; none of a folder without, of a module, of what is not there."""
    assert offered(package) == names


@pytest.mark.parametrize(
    ("importer", "imported", "is_allowed"),
    [
        ("house.hall.table", "house.ground", True),  # beside a folder that the importer is in
        ("house.hall.table", "house.kitchen", True),
        ("house.hall.table", "house.kitchen.cellar", True),
        ("house.hall.table", "house.kitchen.cellar.shelf", True),
        ("house.hall.table", "house.kitchen.cellar.mouse", False),
        ("house.hall.table", "house.kitchen.stove", False),
        ("house.kitchen.knives", "house.kitchen.stove", True),
        ("house.kitchen.cellar.mouse", "house.kitchen.stove", True),
        ("house.kitchen.stove", "house.kitchen.cellar.mouse", False),
        ("house.kitchen", "house.kitchen.stove", True),
        ("house.kitchens", "house.kitchen.stove", False),  # a longer name is another folder
    ],
)
def test_an_import_passes_every_door_on_its_way(
    importer: str, imported: str, is_allowed: bool
) -> None:
    """Who is inside a folder needs no door to it; all others pass each that they are not in."""
    assert passes(importer, imported) is is_allowed


def test_the_contract_is_kept_where_every_import_passes() -> None:
    """No breach in the house as it is."""
    assert _breaches() == []


def test_the_contract_names_every_import_beside_a_door(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Importer and imported, sorted; each is one line of the report."""
    hall = "import house.kitchen.stove\nimport house.kitchen.cellar.mouse\n"
    _write(tmp_path, {"hall/table": hall})
    assert _breaches() == [
        ("house.hall.table", "house.kitchen.cellar.mouse"),
        ("house.hall.table", "house.kitchen.stove"),
    ]
    contract = DoorsContract("doors", {}, {"root": "house"})
    contract.render_broken_contract(
        contract.check(grimp.build_graph("house", cache_dir=None), verbose=False)
    )
    lines = " ".join(capsys.readouterr().out.split())
    assert "house.hall.table imports house.kitchen.stove, which its door does not name." in lines
