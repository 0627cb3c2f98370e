"""Once it is in the log, no table of any kind loses or changes a row in silence."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import remembered
import sizes
from harness import ROOT
from mingbai.issues import Severity
from mingbai.kinds import KINDS
from mingbai.model import Kind
from mingbai.schema import Schema
from remembered import LATER, keep, look, rewrite, rows

DATA = ROOT / "data"


@pytest.fixture(params=KINDS, ids=lambda kind: kind.name, scope="module")
def released(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Kind, Path]:
    """One kind of the demo county, released; the packages that are tried are kept as they were.

    In deep tests all packages of the kind are there, else those that are tried.
    """
    kind: Kind = request.param
    root = tmp_path_factory.mktemp(kind.name)
    tried = sorted({path for path, _ in _tried(DATA, kind)})
    for path in [kind.name] if sizes.PROFILE == "deep" else tried:
        shutil.copytree(DATA / path, root / path)
    for descriptor in sorted(root.rglob("datapackage.json")):  # nothing was withdrawn in this log
        if "withdrawn" in json.loads(descriptor.read_text("utf-8")):
            shutil.rmtree(descriptor.parent)
    remembered.release(root, (kind.name,))
    keep(root, *tried)
    return kind, root


def _tried(root: Path, kind: Kind) -> Iterator[tuple[str, Schema]]:
    """The first package that has a row of each table."""
    for table in kind.schemas:
        for file in sorted((root / kind.name).glob(f"*/*/{table.name}.csv")):
            path = file.parent.relative_to(root).as_posix()
            if rows(root, f"{path}/{table.name}.csv"):
                yield path, table
                break


def _assert_noticed(root: Path, kind: Kind, path: str, table: Schema) -> None:
    """A change that is sealed is refused, or will be logged as the change of a register."""
    memory, issues = look(root, (kind.name,))
    if any(issue.severity is Severity.ERROR for issue in issues):
        return
    assert table.nature == "register", f"{path}/{table.name} changed and nothing is said"
    standing = memory.standings[path]
    assert {change.table for change in standing.changes} == {table.name}
    assert not standing.is_released


def test_a_row_that_is_lost(released: tuple[Kind, Path], tmp_path: Path) -> None:
    """The last row of every table in turn: an error, or, of a register, a change in the log."""
    kind, root = released
    tried = list(_tried(root, kind))
    assert tried
    for path, table in tried:
        file = f"{path}/{table.name}.csv"
        before = shutil.copytree(root / path, tmp_path / table.name)
        rewrite(root, file, rows(root, file)[:-1])
        _assert_noticed(root, kind, path, table)
        shutil.rmtree(root / path)
        shutil.copytree(before, root / path)
    assert not look(root, (kind.name,), LATER)[1]


def test_a_text_that_is_changed(released: tuple[Kind, Path], tmp_path: Path) -> None:
    """A free text of every table in turn, in a row that stays otherwise as it is."""
    kind, root = released
    for path, table in _tried(root, kind):
        file = f"{path}/{table.name}.csv"
        table_rows = rows(root, file)
        free = [
            field.name
            for field in table.at(path.rpartition("/")[2]).fields
            if field.type == "string"
            and not field.enum
            and not field.constraints.get("pattern")
            and field.name not in table.primary_key
            and table_rows[0].get(field.name)
        ]
        if free:
            before = shutil.copytree(root / path, tmp_path / table.name)
            table_rows[0][free[-1]] = "某" + table_rows[0][free[-1]][1:]
            rewrite(root, file, table_rows)
            _assert_noticed(root, kind, path, table)
            shutil.rmtree(root / path)
            shutil.copytree(before, root / path)


def test_every_table_of_the_program_is_tried() -> None:
    """The demo county has a row of each, but for those it has no use for."""
    tried = {(kind.name, table.name) for kind in KINDS for _, table in _tried(DATA, kind)}
    every = {(kind.name, table.name) for kind in KINDS for table in kind.schemas}
    assert len(every - tried) <= 3, every - tried
    assert len(tried) >= 60
