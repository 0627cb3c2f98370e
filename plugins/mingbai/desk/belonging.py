"""A workbook and the data -> where it belongs: kind, publisher, period, first day, approval."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from mingbai import build_day, dates, workbook
from mingbai.desk.parcels import Parcel
from mingbai.importing import CheckMemory, ImportPlace
from mingbai.kinds import KINDS
from mingbai.model import Kind
from mingbai.workbook import NameList, Recognised


@dataclass(frozen=True)
class DeskData:
    """The data that workbooks are imported into. root: its folder. day: None for a demo's own.

    memory: of earlier checks.
    """

    root: Path
    day: date | None
    memory: CheckMemory


def kinds() -> tuple[Kind, ...]:
    """The kinds that a workbook may be of, in their order."""
    return tuple(kind for kind in KINDS if not kind.is_reference)


def publishers(data: DeskData) -> NameList:
    """The agencies that may publish."""
    return workbook.agencies(workbook.registry_of(data.root, KINDS))


def completed(parcel: Parcel, file: Path, data: DeskData) -> Parcel:
    """The parcel with what its workbook and the data show of what is not known yet."""
    recognised = Recognised()
    is_open = not (parcel.kind and parcel.publisher and parcel.period)
    if is_open and workbook.refused(file) is None:
        recognised = workbook.recognise(file, KINDS, data.root)
    known = replace(
        parcel,
        kind=parcel.kind or recognised.kind,
        publisher=parcel.publisher or recognised.publisher,
        period=parcel.period or recognised.period,
    )
    earlier = list(_descriptors(data.root, known)) if known.kind and known.publisher else []
    return replace(
        known,
        published=known.published or _first_day(data, known.period),
        approved_by=known.approved_by or (str(earlier[-1]["approved_by"]) if earlier else ""),
    )


def place_of(parcel: Parcel, data: DeskData) -> ImportPlace | None:
    """Where a parcel belongs; None where that is not known or nothing of the registry."""
    kind = next((kind for kind in KINDS if kind.name == parcel.kind), None)
    agency = publishers(data).by_code.get(parcel.publisher)
    if kind is None or agency is None or not dates.is_period(parcel.period):
        return None
    names = [one for one in (agency.title, *agency.aliases) if one]
    return ImportPlace(
        kind=kind,
        publisher=parcel.publisher,
        agency=min(names, key=len),
        period=parcel.period,
        published=parcel.published,
        approved_by=parcel.approved_by,
    )


def _first_day(data: DeskData, period: str) -> str:
    """Today in China; in a demo, whose days are invented, the newest, or the day after the period.

    "" while the period of a demo is not known.
    """
    if data.day is not None:
        return datetime.now(build_day.CHINA).date().isoformat()
    if not dates.is_period(period):
        return ""
    published = (str(one["published"]) for one in _read(data.root.glob("*/*/*/datapackage.json")))
    after = dates.last_day(period) + timedelta(days=1)
    return max(after.isoformat(), *published)


def _descriptors(root: Path, parcel: Parcel) -> Iterator[dict[str, object]]:
    """What the publisher's packages of the kind say of themselves, by period."""
    folder = root / parcel.kind / parcel.publisher
    yield from _read(sorted(folder.glob("*/datapackage.json")))


def _read(files: Iterable[Path]) -> Iterator[dict[str, object]]:
    """The descriptors that can be read; the check says what is wrong with the others."""
    for file in files:
        try:
            document = json.loads(file.read_text("utf-8-sig"))
        except ValueError:
            continue
        if isinstance(document, dict) and {"published", "approved_by"} <= document.keys():
            yield document
