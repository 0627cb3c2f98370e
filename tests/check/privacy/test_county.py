"""On a whole county: no false alarm in what is there, no miss of what is put there.

Real items, the demo county and every kind's good data alarm nobody; 10,000 numbers of made-up
people, put into random cells of random columns of the demo county, are all found.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

import import_items
from harness import ROOT, data_folder
from mingbai.check import privacy
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
    found = list(privacy.scan_files(data, packages))
    for kind in KINDS:
        own, _ = tables.read(kind.schemas, [p for p in packages if p.kind == kind.name])
        found += privacy.scan(own)
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


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_good_data_of_every_kind_alarms_nobody(kind, tmp_path):
    """What a kind calls good has names masked, lists that end and telephones where they belong."""
    assert alarms(data_folder(tmp_path / "data", kind)) == []


def county() -> Iterator[Table]:
    """The tables of the demo county that have rows."""
    packages, _ = package.find(ROOT / "data", SCHEMAS)
    for kind in KINDS:
        own, _ = tables.read(kind.schemas, [p for p in packages if p.kind == kind.name])
        yield from (table for table in own if len(table.frame))


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
    for row in dice.sample(range(len(frame)), max(1, len(frame) // 20)):
        field = dice.choice([f for f in table.schema.fields if numbers(person(dice), f)])
        number = dice.choice(numbers(person(dice), field))
        frame.iat[row, frame.columns.get_loc(field.column)] = typed(number, field)
        path, line = frame.index[row]
        places.add((path, line, field.name))
    return replace(table, frame=frame), places


def test_ten_thousand_numbers_anywhere_in_a_county_are_all_found():
    """IDs, telephones, cards in random cells of random columns, codes, quantities: no miss."""
    dice = random.Random(4711)
    demo = list(county())
    count = 0
    while count < times(10_000):
        for table in demo:
            spoiled, places = planted(table, dice)
            found = {(i.path, i.row, i.field) for i in privacy.scan_table(spoiled)}
            assert places - found == set(), table.name
            count += len(places)
