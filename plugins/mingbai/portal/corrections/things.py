"""A change between two versions -> what it is a change of, in words that a reader knows."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mingbai.history import canonical
from mingbai.history.corrections import Correction
from mingbai.history.differences import DESCRIPTOR, Change
from mingbai.history.releases import ReleasedVersion
from mingbai.model import Edition, Kind
from mingbai.money import count, yuan
from mingbai.schema import Field, Schema

_FACTS = {
    "approved_by": "批准公开的人",
    "contributors": "参与的人",
    "created": "制作日期",
    "description": "说明",
    "homepage": "网址",
    "id": "编号",
    "keywords": "关键词",
    "licenses": "许可",
    "sources": "来源",
    "title": "标题",
    "version": "版本号",
    "withdrawn": "撤回",
}
_WITHHELD = "（依法删去）"
_ABSENT = "（没有）"
Scopes = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change as a reader sees it.

    thing: (scope, id) of the thing whose page tells of it, None where it is about the package.
    title: the thing's. what: the row and the field in words. before, after: as pages print values.
    difference_fen: of two amounts. url: the row now, or the thing; None where it has no page.
    detail: the number of cells in its row's key: a line of a ledger has more than its month.
    correction: why; None where none was asked for.
    """

    thing: tuple[str, str] | None
    title: str
    what: str
    before: str
    after: str
    difference_fen: int | None
    url: str | None
    detail: int
    correction: Correction | None


def change_lines(release: ReleasedVersion, kind: Kind, edition: Edition) -> tuple[ChangeLine, ...]:
    """Every change of a version, in the order of its tables and rows; a withdrawal is one."""
    if release.is_withdrawal:
        return (_withdrawal(release),)
    reasons = {one.change.place: one for one in release.corrections}
    schemas = {schema.name: schema.at(release.entry.period) for schema in kind.schemas}
    urls = _row_urls(release, kind, edition)
    scopes = _scopes(kind)
    lines = []
    for change in release.changes:
        correction = reasons.get(change.place) or reasons.get((change.table, "", ""))
        schema = schemas.get(change.table)
        if schema is None or not change.row:
            lines.append(_of_package(release, change, schema, correction))
        else:
            url = urls.get((change.table, change.row))
            lines.append(
                _of_row(change, schema, correction, scopes=scopes, url=url, edition=edition)
            )
    return tuple(lines)


def _withdrawal(release: ReleasedVersion) -> ChangeLine:
    """That a whole package was taken back, and why."""
    document = release.seal.document
    record = document["withdrawn"]
    change = Change(DESCRIPTOR, "", "withdrawn", "公开过", "撤回了")
    return ChangeLine(
        thing=None,
        title=str(document["title"]),
        what="整份数据",
        before=change.before,
        after=change.after,
        difference_fen=None,
        url=None,
        detail=0,
        correction=Correction(
            number=1,
            date=date.fromisoformat(record["on"]),
            change=change,
            reason=record["reason"],
            words=record["words"],
            decided_by=record["decided_by"],
        ),
    )


def _of_package(
    release: ReleasedVersion, change: Change, schema: Schema | None, correction: Correction | None
) -> ChangeLine:
    """A change of what the descriptor says, of a file, or of a table as a whole."""
    if change.table == DESCRIPTOR:
        what, before, after = _FACTS[change.field], change.before, change.after
    else:
        what = f"附件 {change.table}" if schema is None else f"整张“{schema.title}”"
        before, after = (f"{text[:12]}…" if text else _ABSENT for text in _sides(change))
    return ChangeLine(
        thing=None,
        title=str(release.seal.document["title"]),
        what=what,
        before=_WITHHELD if correction and correction.is_erasure else before or _ABSENT,
        after=after or _ABSENT,
        difference_fen=None,
        url=None,
        detail=0,
        correction=correction,
    )


def _of_row(
    change: Change,
    schema: Schema,
    correction: Correction | None,
    scopes: Scopes,
    url: str | None,
    edition: Edition,
) -> ChangeLine:
    cells = json.loads(change.row)
    key = dict(zip(schema.primary_key, cells, strict=True))
    thing = _thing(key, scopes, edition)
    name = edition.names[thing] if thing else None
    is_erased = correction is not None and correction.is_erasure
    field = schema.by_name.get(change.field)
    before, after = (_words(field, text) for text in _sides(change))
    return ChangeLine(
        thing=thing,
        title=name.title if name else schema.title,
        what=_what(change, schema, key, thing),
        before=_WITHHELD if is_erased else before,
        after=after,
        difference_fen=None if is_erased else _difference(field, change),
        url=url or (name.url if name else None),
        detail=len(cells),
        correction=correction,
    )


def _sides(change: Change) -> tuple[str, str]:
    return change.before, change.after


def _thing(key: Mapping[str, str], scopes: Scopes, edition: Edition) -> tuple[str, str] | None:
    """The first thing that the key names and that has a page of its own."""
    for name, id_ in key.items():
        if name in scopes and (scopes[name], id_) in edition.names:
            return scopes[name], id_
    return None


def _scopes(kind: Kind) -> Scopes:
    """By the name of a column, the scope of the things that it names anywhere in the kind."""
    fields = [field for schema in kind.schemas for field in schema.fields]
    return {f.name: scope for f in fields if (scope := f.identifies or f.refers)}


def _what(
    change: Change, schema: Schema, key: Mapping[str, str], thing: tuple[str, str] | None
) -> str:
    """`收支明细 011：金额（元）`, `公开单：本月支出（元）`; a whole row says what became of it."""
    rest = [v for name, v in key.items() if name != "period" and (not thing or v != thing[1])]
    row = " ".join([schema.title, *rest])
    if change.field:
        field = schema[change.field]
        unit = f"（{field.unit}）" if field.unit else ""
        return f"{row}：{field.title}{unit}"
    return f"{row}：{'补登一行' if change.is_addition else '删去一行'}"


def _words(field: Field | None, text: str) -> str:
    """A value as pages print it; a whole row as its cells."""
    if not text:
        return _ABSENT
    if field is None:
        return "，".join(cell for cell in next(csv.reader([text])) if cell)
    if field.is_money:
        return yuan(_fen(text))
    return count(int(text)) if field.type == "integer" else text


def _difference(field: Field | None, change: Change) -> int | None:
    if field is None or not field.is_money or not (change.before and change.after):
        return None
    return _fen(change.after) - _fen(change.before)


def _fen(text: str) -> int:
    return int(Decimal(text) * 100)


def _row_urls(
    release: ReleasedVersion, kind: Kind, edition: Edition
) -> Mapping[tuple[str, str], str]:
    """(table, key) -> where the row stands now, of the rows that a version changed."""
    if kind.row_urls is None:
        return {}
    wanted: dict[str, set[str]] = {}
    for change in release.changes:
        if change.row:
            wanted.setdefault(change.table, set()).add(change.row)
    tables, path = edition.tables[kind.name], release.entry.package
    if path not in {package.path for package in tables.packages}:
        return {}
    of_package = tables.of_packages(frozenset({path}))
    texts = canonical.text_tables(of_package, {path})[path]
    urls_by_row: dict[tuple[str, str], str] = {}
    for name, keys in wanted.items():
        if name in texts:
            frame = of_package[name].frame
            row_keys = canonical.keys(texts[name]).to_list()
            is_wanted = [key in keys for key in row_keys]
            urls = kind.row_urls(name, frame[is_wanted])
            known_keys: Iterator[str] = (key for key in row_keys if key in keys)
            urls_by_row |= {(name, k): url for k, url in zip(known_keys, urls, strict=True) if url}
    return urls_by_row


def in_order(lines: Sequence[ChangeLine]) -> tuple[ChangeLine, ...]:
    """What was wrong first, then what followed from it: the sums, then the lines one by one.

    What was wrong is the first change of the finest row, an amount before a text.
    """
    first = min(lines, key=lambda line: (-line.detail, line.difference_fen is None))
    followed = sorted((line for line in lines if line is not first), key=lambda line: line.detail)
    return (first, *followed)
