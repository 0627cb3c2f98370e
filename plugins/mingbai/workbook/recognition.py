"""A workbook, the kinds and the data -> the kind, publisher and period that it shows to be of.

It shows in the file's name (`太平镇-2026-07-村务财务.xlsx`), in its headings, in the months of its
rows, and in the books and places that its rows name; of a sheet that a platform exported in its
titles, too, and in the books that titles and sheets are called by. Whatever does not show, or shows
twice, stays open: the clerk is asked.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mingbai import dates
from mingbai.model import Kind
from mingbai.schema import of_period
from mingbai.workbook import headings
from mingbai.workbook.completeness import table_values
from mingbai.workbook.computing import relaxed
from mingbai.workbook.directory import agencies, names_for, registry_of
from mingbai.workbook.headings import Heading
from mingbai.workbook.layouts import SheetSigns, signs
from mingbai.workbook.load import Loaded, load, sheets_of
from mingbai.workbook.names import flat
from mingbai.workbook.sheets import Worksheet

_MONTH = re.compile(r"(20\d\d)\s*[-年.]\s*(1[0-2]|0?[1-9])(?!\d)")
_QUARTER = re.compile(r"(20\d\d)\s*年?\s*(?:q|第)\s*([1-4一二三四])", re.IGNORECASE)
_YEAR = re.compile(r"(20\d\d)(?!\d)")
_QUARTERS = "一二三四"
_NEWEST = 3  # packages of a publisher that are looked at


@dataclass(frozen=True)
class Recognised:
    """Names of folders, "" where it does not show."""

    kind: str = ""
    publisher: str = ""
    period: str = ""


def recognise(path: Path, kinds: Sequence[Kind], root: Path, name: str = "") -> Recognised:
    """What a file is. root: the data folder. name: of the file, where that is another."""
    title = name or path.name
    exported = _exported(path, root, kinds, title)
    if exported is not None:
        return exported
    kind, loaded = _kind(path, kinds, title)
    if kind is None or loaded is None:
        return Recognised(publisher=_named_publisher(root, kinds, title))
    period = _rows_period(kind, loaded) or _named_period(title)
    publisher = _named_publisher(root, kinds, title) or _rows_publisher(
        path, root, kinds, kind, period
    )
    return Recognised(kind.name, publisher, period)


def _exported(path: Path, root: Path, kinds: Sequence[Kind], title: str) -> Recognised | None:
    """What sheets that a platform exported show; None where none of the file's sheets is one."""
    for kind in kinds:
        signs = list(_signs(path, kind)) if kind.exports is not None else []
        if kind.exports is not None and signs:
            words = [text for one in signs for text in one.titles]
            agencies_named = {
                slug for text in (title, *words) if (slug := _named_publisher(root, kinds, text))
            }
            keepers = _keepers(root, kinds, kind, signs)
            named = agencies_named or keepers
            is_sure = len(named) == 1 and (not keepers or named <= keepers)
            return Recognised(kind.name, next(iter(named)) if is_sure else "", _month(signs, title))
    return None


def _signs(path: Path, kind: Kind) -> Iterator[SheetSigns]:
    """What the exported sheets of a file show."""
    assert kind.exports is not None
    words = tuple(c.words[0] for form in kind.exports.forms for c in form.columns[:14])
    for sheet, is_hidden in sheets_of(path, Loaded(), kind.schemas, words):
        if not isinstance(sheet, Worksheet) or is_hidden or sheet.is_too_large:
            continue
        heading = headings.find(sheet, kind.schemas)
        if heading is not None and not _lacks(heading):
            continue
        one = signs(sheet, kind.exports.forms)
        if one is not None:
            yield one


def _lacks(heading: Heading) -> bool:
    """Whether a table of ours lacks a column that it must have."""
    present = {column.field.name for column in heading.known if column.field is not None}
    return any(f.required and f.name not in present for f in heading.schema.fields)


def _keepers(
    root: Path, kinds: Sequence[Kind], kind: Kind, signs: Sequence[SheetSigns]
) -> frozenset[str]:
    """Who keeps the most of the books that the sheets name; several where as many are named.

    A name that books of several townships have speaks for each of them.
    """
    assert kind.exports is not None
    listed = names_for(root, kinds, kind, "", "2026").scopes.get(kind.exports.scope)
    keeper = registry_of(root, kinds).books["keeper"]
    named: Counter[str] = Counter()
    for text in {name for one in signs for name in one.names}:
        plain = flat(text)
        ends = (plain.removesuffix(end) for end in kind.exports.endings if plain.endswith(end))
        for form in (text, *ends):
            things = listed.named(form) if listed is not None and form else ()
            codes = {thing.code for thing in things} & set(keeper.index)
            if codes:
                named.update({keeper[code] for code in codes})
                break
    most = max(named.values(), default=0)
    return frozenset(slug for slug, count in named.items() if count == most)


def _month(signs: Sequence[SheetSigns], title: str) -> str:
    """The month that titles name, or the file, or nearly all rows; "" where they name several."""
    of_titles = frozenset(month for one in signs for month in one.title_months)
    if len(of_titles) == 1:
        return next(iter(of_titles))
    of_file = _named_period(title)
    if of_file and (not of_titles or of_file in of_titles):
        return of_file
    rows = sum((one.months for one in signs), Counter[str]())
    return next(iter(rows)) if len(rows) == 1 and not of_titles else ""


def _kind(path: Path, kinds: Sequence[Kind], title: str) -> tuple[Kind | None, Loaded | None]:
    """The kind whose tables the sheets are, the best where several fit; None where two are."""
    named = [kind for kind in kinds if kind.title in title or kind.name in title.lower()]
    scores: list[tuple[tuple[int, int], Kind, Loaded]] = []
    for kind in named[:1] if len(named) == 1 else kinds:
        loaded = load(path, relaxed(kind.schemas, kind.computed))
        tables = sum(bool(origins) for origins in loaded.origins.values())
        if tables:
            scores.append(((tables, -_unfit(loaded)), kind, loaded))
    best = max((score for score, _, _ in scores), default=None)
    first = [(kind, loaded) for score, kind, loaded in scores if score == best]
    if len(first) != 1:
        if len(named) != 1:
            return None, None
        return named[0], load(path, relaxed(named[0].schemas, named[0].computed))
    return first[0]


def _unfit(loaded: Loaded) -> int:
    codes = ("missing-column", "unknown-column", "unknown-sheet", "column-left-out")
    return sum(issue.code in codes for issue in loaded.issues)


def _rows_period(kind: Kind, loaded: Loaded) -> str:
    """The month that most rows of tables by month are of."""
    months: Counter[str] = Counter()
    for schema in kind.schemas:
        if schema.name in loaded.csv and "period" in schema.primary_key:
            rows = csv.DictReader(io.StringIO(loaded.csv[schema.name]))
            months.update(row["period"] for row in rows if dates.is_month(row["period"]))
    return months.most_common(1)[0][0] if months else ""


def _named_period(title: str) -> str:
    """The period that a file's name has: 2026-07, 2026年7月, 2026q3, 2026年第三季度, 2026."""
    if match := _QUARTER.search(title):
        number = match[2] if match[2].isdecimal() else str(_QUARTERS.index(match[2]) + 1)
        return f"{match[1]}q{number}"
    if match := _MONTH.search(title):
        return f"{match[1]}-{int(match[2]):02d}"
    match = _YEAR.search(title)
    return match[1] if match else ""


def _named_publisher(root: Path, kinds: Sequence[Kind], title: str) -> str:
    """The agency whose name, the longest that is there, stands in a file's name."""
    text, by_slug = flat(title), dict[str, str]()
    for thing in agencies(registry_of(root, kinds)).things:
        for name in (thing.title, *thing.aliases):
            if len(flat(name)) > 1 and flat(name) in text:
                by_slug[flat(name)] = thing.code
    longest = max(by_slug, key=len, default="")
    return by_slug.get(longest, "")


def _rows_publisher(path: Path, root: Path, kinds: Sequence[Kind], kind: Kind, period: str) -> str:
    """The one publisher whose last packages speak of the same books or places."""
    is_period = dates.is_period(period)
    names = names_for(root, kinds, kind, "", period if is_period else "2026")
    schemas = of_period(kind.schemas, period) if is_period else kind.schemas
    loaded = load(path, relaxed(schemas, kind.computed), names=names)
    things: set[str] = set()
    for schema in schemas:
        fields = [
            field.name
            for field in schema.fields
            if not field.identifies and names.things_of(field.name)
        ]
        if schema.name in loaded.csv and fields:
            rows = csv.DictReader(io.StringIO(loaded.csv[schema.name]))
            things.update(row[fields[0]] for row in rows if row[fields[0]])
    shared = {
        folder.name: len(things & _recent(folder, kind))
        for folder in sorted((root / kind.name).glob("*"))
        if folder.is_dir()
    }
    most = max(shared.values(), default=0)
    best = [publisher for publisher, count in shared.items() if count == most]
    return best[0] if most and len(best) == 1 else ""


def _recent(folder: Path, kind: Kind) -> frozenset[str]:
    """All that stands in the first tables of the last packages of a publisher."""
    newest = sorted(one for one in folder.iterdir() if one.is_dir())[-_NEWEST:]
    return frozenset().union(*(table_values(one, kind) for one in newest))
