"""Every import contract of pyproject.toml refuses an import that it forbids: each was seen to fail.

The wrong imports are computed from the contracts and from the folders as they are, so that a new
room, a new kind or a new folder is tried unedited. A contract of a sort that nothing here knows how
to break fails `test_every_contract_has_a_breach`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import pytest

import sizes
from doors import offered
from harness import ROOT
from planted_imports import Import, broken_contracts, copy_of_program, lint, planted

Contract = Mapping[str, Any]
CONTRACTS: dict[str, Contract] = {
    contract["name"]: contract
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"][
        "importlinter"
    ]["contracts"]
}
PLUGINS = ROOT / "plugins"


def _modules(package: str) -> list[str]:
    """The modules and folders directly inside a folder, sorted."""
    folder = PLUGINS.joinpath(*package.split("."))
    names = [p.stem for p in folder.glob("*.py") if p.stem != "__init__"]
    names += [p.parent.name for p in folder.glob("*/__init__.py")]
    return sorted(f"{package}.{name}" for name in names)


def _folders(package: str) -> Iterator[str]:
    """Every folder inside a folder, however deep."""
    for module in _modules(package):
        if _modules(module):
            yield module
            yield from _folders(module)


def _upward(contract: Contract) -> Iterator[Import]:
    """From each room one layer up, and from each to its neighbour in the same layer."""
    for container in contract["containers"]:
        layers = [
            [f"{container}.{n.strip()}" for n in row.split("|")] for row in contract["layers"]
        ]
        for above, below in pairwise(layers):
            yield from ((room, above[0]) for room in below)
        for rooms in layers:
            yield from pairwise(rooms)
            yield from ((b, a) for a, b in pairwise(rooms))


def _beside_the_door(contract: Contract) -> Iterator[Import]:
    """Into each folder at a module that its door does not name: from the folder around it.

    A folder of the root is tried from the highest room, which may know all others.
    """
    root = contract["root"]
    for folder in _folders(root):
        hidden = [m for m in _modules(folder) if m.rpartition(".")[2] not in offered(folder)]
        parent = folder.rpartition(".")[0]
        importer = f"{root}.cli" if parent == root else parent
        if hidden and importer != folder:  # the highest room has nobody above it
            yield importer, hidden[0]


def _to_each_other(contract: Contract) -> Iterator[Import]:
    """Each kind imports the next."""
    (pattern,) = contract["modules"]
    package = pattern.removesuffix(".*")
    members = [m for m in _modules(package) if _modules(m)]
    yield from pairwise([*members, members[0]])


def _to_what_is_forbidden(contract: Contract) -> Iterator[Import]:
    """Each forbidden module from the deepest module of each source, and from its own door."""
    for pattern in contract["source_modules"]:
        source = pattern.removesuffix(".**").removesuffix(".*")
        deepest = max(
            (m for folder in (source, *_folders(source)) for m in _modules(folder)),
            key=lambda module: (module.count("."), module),
        )
        for forbidden in contract["forbidden_modules"]:
            yield deepest, forbidden
            if pattern == source:
                yield source, forbidden


BREACHES: Mapping[str, Callable[[Contract], Iterator[Import]]] = {
    "layers": _upward,
    "doors": _beside_the_door,
    "independence": _to_each_other,
    "forbidden": _to_what_is_forbidden,
}
# Of the breaches of each contract every fifth is tried, in deep tests every one.
EACH = 1 if sizes.PROFILE == "deep" else 5
TRIALS = [
    (name, breach)
    for name, contract in CONTRACTS.items()
    for breach in islice(
        BREACHES.get(contract["type"], lambda _: iter(()))(contract), 0, None, EACH
    )
]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program, to be spoiled and mended."""
    return copy_of_program(tmp_path_factory.mktemp("program"))


def test_every_contract_has_a_breach() -> None:
    """A contract that nobody tried to break is none."""
    assert {name for name, _ in TRIALS} == CONTRACTS.keys()


def test_a_wrong_import_is_refused_by_its_contract_and_by_no_other(copy: Path) -> None:
    """Each wrong import alone: one contract is broken, the one that forbids it."""
    names = broken_contracts(copy, [[breach] for _, breach in TRIALS])
    refused = dict(zip(TRIALS, names, strict=True))
    assert refused == {trial: [trial[0]] for trial in TRIALS}


def test_what_the_rooms_may_do_is_not_refused(copy: Path) -> None:
    """No import, a lower room by its door, and a name that a door gives."""
    allowed = [[], [("mingbai.cli", "mingbai.read")], [("mingbai.cli", "mingbai.read.tables")]]
    assert broken_contracts(copy, allowed) == [[], [], []]


def test_a_room_that_no_layer_names_is_refused(copy: Path) -> None:
    """The layers are all that there is: a module beside them must be put into one."""
    (layers,) = (name for name, contract in CONTRACTS.items() if contract["type"] == "layers")
    assert broken_contracts(copy, [[("mingbai.attic", "json")]]) == [[layers]]


def test_the_command_says_which_contract_is_broken(copy: Path) -> None:
    """`lint-imports`: exit 1, the contract's name, the import; nothing of the kind before."""
    before = lint(copy)
    assert before.returncode == 0, before.stdout
    name, (importer, imported) = next(t for t in TRIALS if CONTRACTS[t[0]]["type"] == "doors")
    with planted(copy, [(importer, imported)]):
        after = lint(copy)
    assert after.returncode == 1
    assert f"{name} BROKEN" in after.stdout
    assert f"{importer} imports {imported}, which its door does not name." in after.stdout
