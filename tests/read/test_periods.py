"""Packages of several periods: each is read by the form of its time, all into one table."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import committed
from harness import line
from mingbai import schema
from mingbai.issues import Issue
from mingbai.read import Tables, frictionless, package, tables
from mingbai.read.package import Package
from mingbai.schema import Schema

FIXTURE = Path(__file__).parent / "periods"
(LINES,) = schema.load(FIXTURE, "lines")


def _committed(root: Path) -> Path:
    """The fixture as clerks commit it, each folder with its descriptor."""
    for path in sorted((FIXTURE / "ledgers").glob("*/*/lines.csv")):
        place = path.parent.relative_to(FIXTURE).as_posix()
        committed.write(root, {"lines": path.read_bytes()}, place)
    return root


def _in_order(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    return tuple(sorted(issues, key=lambda issue: issue.order))


def test_a_package_is_read_by_the_form_of_its_period(tmp_path: Path) -> None:
    """Old and new forms side by side; what is not of its time is refused with the month."""
    read, issues = committed.read(_committed(tmp_path), (LINES,))
    issues = _in_order(issues)
    assert [line(issue) for issue in issues] == (FIXTURE / "issues.txt").read_text().splitlines()
    codes = {issue.code for issue in issues}
    assert codes >= {
        f"{when}-{what}" for when in ("ended", "early") for what in ("heading", "code")
    }
    assert "missing-new-heading" in codes
    assert read.frame("lines").fillna("").astype(str).to_csv() == (
        "file,line,no,payee,mode,area\n"
        "ledgers/baiyang/2026-11/lines.csv,2,101,,租,1.5\n"
        "ledgers/baiyang/2026-11/lines.csv,3,102,,借,\n"
        "ledgers/baiyang/2027-01/lines.csv,2,121,某厂,赠,\n"
        "ledgers/taiping/2026/lines.csv,2,201,,租,3\n"
        "ledgers/taiping/2027q1/lines.csv,2,241,某厂,租,\n"
    )


def test_the_standard_reads_each_package_by_the_form_of_its_period(tmp_path: Path) -> None:
    """What the gate lets through the second opinion lets through too, in every version."""
    root = _committed(tmp_path)
    _, issues = committed.read(root, (LINES,))
    for path in {issue.path.rpartition("/")[0] for issue in issues}:
        for file in (root / path).iterdir():
            file.unlink()
        (root / path).rmdir()
    packages, _ = package.find(root, {"ledgers": (LINES,)})
    assert len(packages) == 3
    assert [frictionless.validate_package(one, (LINES,)) for one in packages] == [(), (), ()]


@pytest.mark.parametrize(
    ("period", "of", "differing"),
    [
        ("2026-12", "2026-12", []),
        ("2027-01", "2027-01", []),
        ("2027-01", "2026-12", ["fields.payee", "fields.mode"]),
    ],
)
def test_a_brought_schema_is_that_of_its_period(
    tmp_path: Path, period: str, of: str, differing: list[str]
) -> None:
    """A descriptor may bring the form that the portal publishes for its period, and no other."""
    version = LINES.at(period)
    body = ",".join(field.name for field in version.fields) + "\n"
    resource = {"name": "lines", "path": "lines.csv", "schema": LINES.at(of).descriptor}
    place = f"ledgers/taiping/{period}"
    committed.write(tmp_path, {"lines": body.encode()}, place, resources=[resource])
    _, issues = package.find(tmp_path, {"ledgers": (LINES,)})
    assert {issue.code for issue in issues} <= {"other-schema"}
    assert sorted(str(issue.expected) for issue in issues) == sorted(differing)


def test_types_do_not_depend_on_which_periods_are_there(tmp_path: Path) -> None:
    """A required amount that is younger than some packages may be absent: always `Int64`."""
    amount = {"name": "amount", "title": "金额", "title_en": "Amount", "description": "金额"}
    more = {"type": "number", "unit": "元", "since": "2027-01", "constraints": {"required": True}}
    raw = json.loads((FIXTURE / "lines.json").read_text("utf-8"))
    table = schema.parse("lines", {**raw, "fields": [*raw["fields"], {**amount, **more}]})
    new = b"no,payee,mode,amount\n001,x,\xe7\xa7\x9f,1.50\n"
    committed.write(tmp_path, {"lines": new}, "ledgers/taiping/2027-01")
    alone, issues = committed.read(tmp_path, (table,))
    assert issues == ()
    old = "no,mode,area\n002,租,1.5\n".encode()
    committed.write(tmp_path, {"lines": old}, "ledgers/taiping/2026-12")
    mixed, issues = committed.read(tmp_path, (table,))
    assert issues == ()
    assert str(alone.frame("lines")["amount_fen"].dtype) == "Int64"
    assert mixed.frame("lines")["amount_fen"].to_list() == [pd.NA, 150]
    pd.testing.assert_series_equal(alone.frame("lines").dtypes, mixed.frame("lines").dtypes)


# Many packages at once are read as each of them alone

MONTHS = st.none() | st.sampled_from(["2026-03", "2026-06", "2026-09"])
PERIODS = st.sampled_from(["2026", "2026q2", "2026q3", "2026-02", "2026-06", "2026-w40", "2027"])
CELLS = {
    "string": st.sampled_from(["", "甲", "某厂", " 垫", "#REF!"]),
    "number": st.sampled_from(["", "1.5", "-2", "1e3", "x"]),
    "integer": st.sampled_from(["", "7", "1.5"]),
    "date": st.sampled_from(["", "2026-06-05", "2026.6.5"]),
    "boolean": st.sampled_from(["", "true", "是"]),
}


@st.composite
def _fields(draw: st.DrawFn) -> dict[str, Any]:
    """A field that may be required and may begin or end."""
    type_, is_required = draw(st.sampled_from(sorted(CELLS))), draw(st.booleans())
    since, until = draw(MONTHS), draw(MONTHS)
    span = {k: v for k, v in (("since", since), ("until", until)) if v is not None}
    if since and until and until < since:
        span.pop("until")
    return {"type": type_, "constraints": {"required": True} if is_required else {}, **span}


@st.composite
def _schemas(draw: st.DrawFn) -> Schema:
    key = {"type": "string", "constraints": {"required": True}}
    fields = [
        {"name": f"f{i}", "title": f"列{i}", "title_en": "", "description": "", "unit": "", **one}
        for i, one in enumerate([key, *draw(st.lists(_fields(), min_size=1, max_size=4))])
    ]
    raw = {"title": "表", "title_en": "", "description": "", "missingValues": [""]}
    return schema.parse("lines", {**raw, "fields": fields, "primaryKey": "f0"})


@st.composite
def _files(draw: st.DrawFn, table: Schema, number: int) -> tuple[str, bytes]:
    """A package's folder and its file: mostly the form of its period, some cells at odds."""
    period = draw(PERIODS)
    form = table.at(draw(st.sampled_from([period, period, period, "2026-02", "2026-12"])))
    is_titled = draw(st.booleans())
    rows = [[f.title if is_titled else f.name for f in form.fields]]
    for i in range(draw(st.integers(0, 4))):
        cells = [draw(CELLS[field.type]) for field in form.fields[1:]]
        rows.append([f"{number}-{i}", *cells])
    text = "".join(",".join(row) + "\n" for row in rows)
    encoding = draw(st.sampled_from(["utf-8", "gb18030"]))
    return f"ledgers/t{number}/{period}", text.encode(encoding)


def _read(table: Schema, packages: Sequence[Package]) -> tuple[Tables, tuple[Issue, ...]]:
    read, issues = tables.read((table,), packages)
    return read, tuple(sorted(issues, key=lambda issue: issue.order))


@settings(max_examples=150)
@given(st.data())
def test_a_mix_of_periods_is_read_as_each_package_alone(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Whatever the form and whatever is wrong: the same rows in their order, types and issues."""
    table = data.draw(_schemas())
    root = tmp_path_factory.mktemp("mix")
    for number in range(data.draw(st.integers(1, 5))):
        place, body = data.draw(_files(table, number))
        committed.write(root, {"lines": body}, place)
    packages, issues = package.find(root, {"ledgers": (table,)})
    assert issues == ()
    whole, found = _read(table, packages)
    alone = [_read(table, [one]) for one in packages]
    assert _in_order(found) == _in_order(issue for _, own in alone for issue in own)
    frames = [read.frame("lines") for read, _ in alone]
    pd.testing.assert_frame_equal(whole.frame("lines"), pd.concat(frames), check_names=True)
