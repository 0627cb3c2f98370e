"""A form changes: the schema of each period, and what a new field does to a whole county."""

from __future__ import annotations

import dataclasses
import json
import pickle
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from harness import ROOT, cases, data_folder
from mingbai import build, schema
from mingbai.dates import Span
from mingbai.issues import Issue
from mingbai.kinds import KINDS, by_name
from mingbai.model import Kind
from mingbai.read import Tables, package, tables
from mingbai.schema import Schema

DATA = ROOT / "data"
PURPOSE = {
    "name": "purpose",
    "title": "用途",
    "title_en": "Purpose",
    "description": "钱用在哪",
    "type": "string",
    "since": "2027-01",
}


def _field(name: str, **more: Any) -> dict[str, Any]:
    raw = {"name": name, "title": f"{name}列", "title_en": name, "description": name}
    return {**raw, "type": "string", **more}


def _table(*fields: dict[str, Any], **more: Any) -> Schema:
    raw = {"title": "表", "title_en": "Table", "description": "表", "fields": list(fields)}
    return schema.parse("table", {**raw, **more})


KEY = _field("key", constraints={"required": True})
NEW = _field("new", since="2026-04", constraints={"required": True})
OLD = _field("old", until="2026-12")
MODE = _field(
    "mode",
    constraints={"required": True, "enum": ["租", "借", "赠"]},
    codes={"赠": {"since": "2027-01"}, "借": {"until": "2026-12"}},
)
TABLE = _table(
    KEY,
    NEW,
    OLD,
    MODE,
    primaryKey="key",
    foreignKeys=[{"fields": "new", "reference": {"resource": "", "fields": "key"}}],
)


def test_a_table_that_never_changes_is_itself_at_any_time() -> None:
    """Nothing is paid for versions where there are none."""
    table = _table(KEY, primaryKey="key")
    assert table.at("2026-06") is table
    assert table.versions == ()


@pytest.mark.parametrize(
    ("period", "fields", "modes"),
    [
        ("2026-03", ["key", "old", "mode"], ("租", "借")),
        ("2026", ["key", "old", "mode"], ("租", "借")),
        ("2026q2", ["key", "new", "old", "mode"], ("租", "借")),
        ("2026-12", ["key", "new", "old", "mode"], ("租", "借")),
        ("2027-01", ["key", "new", "mode"], ("租", "赠")),
        ("2030-plans", ["key", "new", "mode"], ("租", "赠")),
    ],
)
def test_a_period_has_the_fields_and_the_codes_of_its_first_month(
    period: str, fields: list[str], modes: tuple[str, ...]
) -> None:
    """Fields in their order, lists in theirs; the standard's descriptor says the same."""
    version = TABLE.at(period)
    assert [field.name for field in version.fields] == fields
    assert version["mode"].enum == modes
    raw = version.descriptor["fields"]
    assert [one["name"] for one in raw] == fields
    assert tuple(raw[-1]["constraints"]["enum"]) == modes


def test_one_version_is_one_object() -> None:
    """So packages of one version can be told by it, and are read together."""
    assert TABLE.changes == ("2026-04", "2027-01")
    assert TABLE.at("2026-04") is TABLE.at("2026-11") is TABLE.versions[1]
    assert TABLE.at("2026-04").at("2027-01") is TABLE.versions[1]


def test_what_a_version_lacks_it_still_knows() -> None:
    """Which fields and values have ended or are yet to come, and the month of each."""
    first, second, third = TABLE.versions
    assert [[f.name for f in own.early] for own in TABLE.versions] == [["new"], [], []]
    assert [[f.name for f in own.ended] for own in TABLE.versions] == [[], [], ["old"]]
    assert first.early[0].span == Span("2026-04")
    assert (first["mode"].early, first["mode"].ended) == ({"赠": "2027-01"}, {})
    assert (third["mode"].early, third["mode"].ended) == ({}, {"借": "2027-01"})
    assert second["mode"] == first["mode"]


def test_required_binds_only_the_periods_that_have_the_field() -> None:
    """In the table of all periods it may be absent, also for the standard."""
    assert TABLE.at("2026-04")["new"].required
    assert not TABLE["new"].required
    assert "required" not in TABLE.descriptor["fields"][1]["constraints"]
    assert [TABLE.is_required(field.name) for field in TABLE.fields] == [True, True, False, True]


def test_a_stretch_of_time_has_the_fields_of_any_of_its_months() -> None:
    """What a file over a year holds."""
    years = {year: TABLE.between(f"{year}-01", f"{year}-12") for year in ("2025", "2026", "2027")}
    assert {year: [f.name for f in table.fields] for year, table in years.items()} == {
        "2025": ["key", "old", "mode"],
        "2026": ["key", "new", "old", "mode"],
        "2027": ["key", "new", "mode"],
    }
    assert years["2026"] is TABLE


def test_a_foreign_key_is_asked_of_the_periods_that_have_its_fields() -> None:
    """The first version has no `new`, so nothing can refer by it."""
    assert [len(own.foreign_keys) for own in TABLE.versions] == [0, 1, 1]
    assert [len(own.descriptor["foreignKeys"]) for own in TABLE.versions] == [0, 1, 1]


def test_a_schema_with_versions_goes_to_other_processes() -> None:
    """Tasks run in processes: what they read pickles."""
    assert pickle.loads(pickle.dumps(TABLE)) == TABLE


FAULTS = {
    "a year": ({**NEW, "since": "2026"}, "new: since is 2026, not a month"),
    "a number": ({**NEW, "until": 202604}, "new: until is 202604, not a month"),
    "no such month": ({**NEW, "since": "2026-13"}, "new: since is 2026-13"),
    "ends before it begins": ({**NEW, "until": "2026-03"}, "new: until 2026-03 lies before"),
    "a key": ({**KEY, "name": "key", "since": "2026-01"}, "key: a key, or the end"),
    "unknown code": ({**MODE, "codes": {"送": {}}}, "mode: code 送 is not in its enum"),
    "code of a year": ({**MODE, "codes": {"租": {"since": "2026"}}}, "mode: code 租: since is"),
    "code with a note": (
        {**MODE, "codes": {"租": {"note": "x"}}},
        "mode: code 租: .* is not since",
    ),
    "code as a month": ({**MODE, "codes": {"租": "2026-01"}}, "mode: code 租: .* is not since"),
    "codes as a list": ({**MODE, "codes": ["租"]}, "mode: codes is not an object"),
    "no code left": (
        {**MODE, "codes": {v: {"since": "2026-01"} for v in "租借赠"}},
        "mode: no code exists in",
    ),
}


@pytest.mark.parametrize(("field", "words"), FAULTS.values(), ids=FAULTS)
def test_a_malformed_span_is_a_fault_of_the_code(
    tmp_path: Path, field: dict[str, Any], words: str
) -> None:
    """Raised when the kind is imported, with the file and the field."""
    other = [] if field["name"] == "key" else [KEY]
    raw = {"title": "表", "title_en": "t", "description": "d", "fields": [*other, field]}
    (tmp_path / "table.json").write_text(json.dumps({**raw, "primaryKey": "key"}), "utf-8")
    with pytest.raises(ValueError, match=rf"table\.json: table: field {words}"):
        schema.load(tmp_path, "table")


def test_an_unknown_nature_is_a_fault_of_the_code(tmp_path: Path) -> None:
    """A word that means nothing is never taken for one that does."""
    raw = {"title": "表", "title_en": "t", "description": "d", "fields": [KEY], "nature": "diary"}
    (tmp_path / "table.json").write_text(json.dumps({**raw, "primaryKey": "key"}), "utf-8")
    with pytest.raises(ValueError, match=r"table\.json: table: nature is diary, not record, "):
        schema.load(tmp_path, "table")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_table_of_a_kind_says_its_nature(kind: Kind) -> None:
    """As do the versions that it has in single periods."""
    for table in kind.schemas:
        assert table.nature is not None
        assert {version.nature for version in table.versions} <= {table.nature}


def test_a_table_without_a_field_is_a_fault_of_the_code() -> None:
    """Nothing could be read of it."""
    with pytest.raises(ValueError, match="no field exists in 0000-01"):
        _table(NEW)


# A new field in the accounts, and the county that was published before it


def _accounts(**more: Any) -> Kind:
    """The accounts as they would be with one field more in `entries.json`."""
    accounts = by_name("accounts")
    raw = json.loads((accounts.folder / "entries.json").read_text("utf-8"))
    entries = schema.parse("entries", {**raw, "fields": [*raw["fields"], {**PURPOSE, **more}]})
    return dataclasses.replace(
        accounts, schemas=tuple(entries if s.name == "entries" else s for s in accounts.schemas)
    )


LATER_ACCOUNTS = _accounts()


def _read(root: Path, kind: Kind) -> tuple[Tables, tuple[Issue, ...]]:
    schemas = build.schemas_of([kind])
    packages, issues = package.find(root, schemas)
    read, faults = tables.read(schemas[kind.name], packages)
    return read, (*issues, *faults)


# A field that may be absent asks less of a package than one that must be there.
@pytest.mark.parametrize(
    "more",
    [
        pytest.param({}, id="optional", marks=pytest.mark.deep),
        pytest.param({"constraints": {"required": True}}, id="required"),
    ],
)
def test_a_field_that_is_yet_to_come_leaves_the_county_as_it_is(more: dict[str, Any]) -> None:
    """Every package of the demo is read as before, no issue more, and may be published."""
    kinds = tuple(_accounts(**more) if kind.name == "accounts" else kind for kind in KINDS)
    checked = build.check(DATA, kinds)
    assert not checked.has_errors
    before = _read_demo()
    after = checked.tables["accounts"]
    assert after.packages == before.packages
    for name in before.by_name:
        frame = after.frame(name)
        if name == "entries":
            assert frame.pop("purpose").isna().all()
        pd.testing.assert_frame_equal(frame, before.frame(name))


def _read_demo() -> Tables:
    schemas = build.schemas_of(KINDS)
    packages, _ = package.find(DATA, schemas)
    own = [one for one in packages if one.kind == "accounts"]
    read, issues = tables.read(schemas["accounts"], own)
    assert issues == ()
    return read


@pytest.mark.parametrize("case", ["good", *cases("accounts")])
def test_a_field_that_is_yet_to_come_leaves_every_fixture_as_it_is(
    tmp_path: Path, case: str
) -> None:
    """The same rows and the same issues, with one column more that is empty."""
    root = data_folder(tmp_path, "accounts", case)
    before, issues = _read(root, by_name("accounts"))
    after, more = _read(root, LATER_ACCOUNTS)
    own = [issue for issue in issues if issue.path.startswith("accounts/")]
    assert [issue for issue in more if issue.path.startswith("accounts/")] == own
    frame = after.frame("entries")
    assert frame.pop("purpose").isna().all()
    pd.testing.assert_frame_equal(frame, before.frame("entries"))
