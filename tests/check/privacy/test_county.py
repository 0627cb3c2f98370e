"""On a whole county: no false alarm in what is there, no miss of what is put there.

Real items, the demo county and every kind's good data alarm nobody; 10,000 numbers of made-up
people, put into random cells of random columns of the demo county, are all found.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

import import_items
from harness import ROOT, data_folder
from mingbai.check import privacy
from mingbai.check.privacy.detectors import findings
from mingbai.issues import Issue
from mingbai.kinds import KINDS
from mingbai.read import tables
from mingbai.read.package import package
from mingbai.read.tables import Table
from mingbai.schema import Field
from people import Person, person
from sizes import times

SCHEMAS = {kind.name: kind.schemas for kind in KINDS}


def alarms(data: Path) -> list[Issue]:
    """Everything that privacy says of a data folder: cells, attachments, names, descriptors."""
    packages, _ = package.find(data, SCHEMAS)
    assert packages
    found = [i for own in privacy.scan_files(data, packages).values() for i in own]
    for kind in KINDS:
        of_kind = [p for p in packages if p.kind == kind.name]
        if of_kind:
            found += privacy.scan(tables.read(kind.schemas, of_kind)[0])
    return found


def test_the_real_items_of_a_county_alarm_nobody(tmp_path):
    """1,135 real items, their codes, links and organisation codes: not one is a person."""
    items = ROOT / "tests" / "real" / "service-items-511602" / "items.csv"
    rows = import_items.read(items)
    assert len(rows) == 1135
    import_items.write(rows, tmp_path / "data", import_items.PUBLISHED)
    assert alarms(tmp_path / "data") == []


def test_the_demo_county_alarms_nobody():
    """The whole committed demo county and its prose hold no personal data."""
    assert alarms(ROOT / "data") == []
    assert privacy.scan_prose(ROOT / "content") == ()


def codes(table: Table) -> Iterator[str]:
    """Every different value of the coded columns of a table."""
    for field in table.schema.fields:
        if field.type == "string" and privacy.is_coded(field) and not field.contact:
            yield from sorted(set(table.frame[field.column].dropna()))


def alarmed(codes: Iterable[str]) -> list[str]:
    """The codes that are taken for personal data where they stand in a sentence, or alone."""
    return [
        code
        for code in codes
        if any(
            list(findings(text)) for text in (code, f"按{code}付款。", f"合同 {code}，租金 2 笔")
        )
    ]


def test_every_code_of_the_demo_county_alarms_nobody_in_free_text():
    """Numbers of contracts, matters, lines, vouchers, books and places are no persons' numbers."""
    demo_codes = [code for table in county() for code in codes(table)]
    assert len(demo_codes) > 5_000
    assert alarmed(demo_codes) == []


def test_every_code_of_the_real_items_alarms_nobody_in_free_text():
    """1,135 real item codes, and the codes of their agencies, as words of a sentence."""
    rows = import_items.read(ROOT / "tests" / "real" / "service-items-511602" / "items.csv")
    assert alarmed({row[name] for row in rows for name in ("item_code", "dept_code")}) == []


def test_contract_numbers_of_every_village_and_year_are_nobody():
    """Any village, serial and year: one number in eleven has the check digit of an ID."""
    dice = random.Random(11)
    numbers = [
        f"{lead}-{dice.randrange(110000, 660000):06d}{dice.choice((19, 20))}"
        f"{dice.randrange(100, 10000):04d}-{dice.randrange(1, 32):02d}-{dice.randrange(2000, 2030)}"
        for lead in ("HT", "DW", "SW", "ht")
        for _ in range(times(2_000, deep=50_000))
    ]
    assert alarmed(numbers) == []


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_good_data_of_every_kind_alarms_nobody(kind, tmp_path):
    """What a kind calls good has names masked, lists that end and telephones where they belong."""
    assert alarms(data_folder(tmp_path / "data", kind)) == []


@cache
def county() -> tuple[Table, ...]:
    """The tables of the demo county that have rows."""
    packages, _ = package.find(ROOT / "data", SCHEMAS)
    own = (
        tables.read(kind.schemas, [p for p in packages if p.kind == kind.name])[0] for kind in KINDS
    )
    return tuple(table for tables_of_kind in own for table in tables_of_kind if len(table.frame))


def numbers(someone: Person, field: Field) -> list[str]:
    """The numbers of a person that this column has no business with and room for.

    Telephones belong into contact columns; whatever names a known thing must be known.
    """
    if field.type == "string" and not field.enum:
        cards = [] if field.refers else [someone.card]
        mobiles = [] if field.contact or field.refers else [someone.mobile]
        return [someone.resident_id, someone.resident_id.lower(), *cards, *mobiles]
    if field.is_money or field.type in ("integer", "number"):
        return [someone.mobile]
    return []


def typed(number: str, field: Field) -> object:
    """As the column holds it."""
    if field.type == "string":
        return number
    return (
        Decimal(number)
        if field.type == "number" and not field.is_money
        else (int(number) * (100 if field.is_money else 1))
    )


def planted(table: Table, dice: random.Random) -> tuple[Table, set[tuple[str, int, str]]]:
    """A copy with one row in twenty spoiled in one random cell, and where."""
    frame = table.frame.copy()
    places = set()
    with_room = [field for field in table.schema.fields if numbers(person(dice), field)]
    for row in dice.sample(range(len(frame)), max(1, len(frame) // 20)):
        field = dice.choice(with_room)
        number = dice.choice(numbers(person(dice), field))
        frame.iat[row, frame.columns.get_loc(field.column)] = typed(number, field)
        path, line = frame.index[row]
        places.add((path, line, field.name))
    return replace(table, frame=frame), places


def test_ten_thousand_numbers_anywhere_in_a_county_are_all_found():
    """IDs, telephones, cards in random cells of random columns, codes, quantities: no miss."""
    dice = random.Random(4711)
    count = 0
    while count < times(10_000):
        for table in county():
            spoiled, places = planted(table, dice)
            found = {(i.path, i.row, i.field) for i in privacy.scan_table(spoiled)}
            assert places - found == set(), table.name
            count += len(places)
