"""Issues of published data -> findings as a reader sees them: where, when, how much, what, a link.

The file and the line, which only a clerk needs, stand in the download alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import polars as pl

from mingbai import report, schema
from mingbai.check import reconciliations, row_ids
from mingbai.dates import iso
from mingbai.issues import Issue
from mingbai.model import Edition, Kind, schemas_of
from mingbai.money import plain_yuan, yuan
from mingbai.page import Cells, Column, ReplyLine, TableView, period_zh, table_view
from mingbai.portal import answered
from mingbai.read import Table, Tables
from mingbai.schema import Field, Schema
from mingbai.tabular import TextTable, csv_pieces

FINDINGS = schema.load(Path(__file__).parent, "findings")[0]
SHOWN = 20  # a screenful
_EACH = 3  # of one place, as long as others wait


class Finding(NamedTuple):
    """One issue as a reader sees it.

    place: a place code, or the slug of an agency where the row names no place. period: a month, a
    year or a day as text. amount_fen: None where no amount is in question; amount_name says which
    one it is (`金额`, `本月支出`). url: the line, or the page of the thing; None where it has none.
    replies: what was said to it.
    """

    place: str
    place_name: str
    place_url: str | None
    period: str
    amount_name: str
    amount_fen: int | None
    message: str
    url: str | None
    issue: Issue
    replies: tuple[ReplyLine, ...] = ()


@dataclass(frozen=True)
class _Row:
    """The row of a table that an issue is about, by the names of columns; {} where none is.

    id: its lasting id (`check.row_ids`).
    """

    kind: Kind
    schema: Schema
    values: Mapping[str, Any]
    url: str | None
    id: str


def findings(kinds: Sequence[Kind], edition: Edition) -> Mapping[str, Sequence[Finding]]:
    """The findings of each rule that has any: the worst place first, in it the largest amount.

    Pages and downloads both ask for them; they are made once for an edition and these kinds.
    """
    made, names = edition.shared(_made), tuple(kind.name for kind in kinds)
    if names not in made:
        made[names] = _findings(kinds, edition, edition.warnings)
    return made[names]


def _made(_: Edition) -> dict[tuple[str, ...], Mapping[str, Sequence[Finding]]]:
    """By the names of kinds: their findings, filled when they are first asked for."""
    return {}


def of_publisher(
    kinds: Sequence[Kind], edition: Edition, slug: str
) -> Mapping[str, Sequence[Finding]]:
    """As `findings`, of those in the packages of one publisher: no others are read."""
    issues = [i for i in edition.warnings if i.path.split("/")[1:2] == [slug]]
    return _findings(kinds, edition, issues)


def _findings(
    kinds: Sequence[Kind], edition: Edition, issues: Sequence[Issue]
) -> Mapping[str, Sequence[Finding]]:
    rows = _rows(kinds, edition, issues)
    titles = report.titles_of(schemas_of(kinds))
    lines = report.report_lines(issues, titles, report.translation("zh"), "zh")
    by_code: defaultdict[str, list[Finding]] = defaultdict(list)
    for line in lines:
        row = rows.get((line.issue.path, line.issue.row or 0))
        message = reconciliations.sentence(line.issue) if line.issue.rows else line.message
        by_code[line.issue.code].append(_finding(line.issue, message, row, edition))
    return {code: _worst_first(of_rule) for code, of_rule in by_code.items()}


def _worst_first(of_rule: Sequence[Finding]) -> Sequence[Finding]:
    """Places with the most findings first, then those with the largest sums."""
    counts: defaultdict[str, int] = defaultdict(int)
    sums: defaultdict[str, int] = defaultdict(int)
    for finding in of_rule:
        counts[finding.place] += 1
        sums[finding.place] += finding.amount_fen or 0
    return sorted(
        of_rule,
        key=lambda f: (
            -counts[f.place],
            -sums[f.place],
            f.place,
            -(f.amount_fen or 0),
            f.issue.order,
        ),
    )


def table(of_rule: Sequence[Finding]) -> TableView:
    """A screenful: what was replied to, a few of each place; more of each where room is left."""
    counts: defaultdict[str, int] = defaultdict(int)
    for finding in of_rule:
        counts[finding.place] += 1
    first_rows = _screenful(of_rule)
    caption = f"共 {len(of_rule):,} 处，{len(counts):,} 个地方或单位，最多的在前"
    places = [f"{f.place_name}（{counts[f.place]:,} 处）" for f in first_rows]
    amounts = [
        None if f.amount_fen is None else f"{f.amount_name} {yuan(f.amount_fen)}"
        for f in first_rows
    ]
    columns = [
        (Column("哪里"), Cells(places, "head", urls=[f.place_url for f in first_rows])),
        (Column("什么时候"), Cells([period_zh(f.period) for f in first_rows])),
        (Column("金额（元）", is_num=True), Cells(amounts, "num")),
        (
            Column("是什么情况"),
            Cells([f.message for f in first_rows], urls=[f.url for f in first_rows]),
        ),
    ]
    if not any(amounts):
        del columns[2]
    replies = [f.replies for f in first_rows]
    if any(replies):
        reply_cells = Cells(answered.texts(replies), urls=answered.urls(replies))
        columns.append((Column("回应"), reply_cells))
    return table_view("found", caption, columns)


def _screenful(of_rule: Sequence[Finding]) -> Sequence[Finding]:
    if len(of_rule) <= SHOWN:
        return of_rule
    by_place: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in of_rule:
        by_place[finding.place].append(finding)
    replied = [finding for finding in of_rule if finding.replies]
    few = [finding for of_place in by_place.values() for finding in of_place[:_EACH]]
    rest = (finding for of_place in by_place.values() for finding in of_place[_EACH:])
    in_turn = dict.fromkeys(f.issue.order for f in chain(replied, few, rest))
    chosen = set(islice(in_turn, SHOWN))
    return [finding for finding in of_rule if finding.issue.order in chosen][:SHOWN]


def csv(of_rule: Sequence[Finding]) -> bytes:
    """Every finding of a rule, with the file and the line for clerks; fields: findings.json."""
    columns: dict[str, list[str | None]] = {
        "place": [f.place for f in of_rule],
        "place_name": [f.place_name for f in of_rule],
        "period": [f.period for f in of_rule],
        "amount_name": [f.amount_name if f.amount_fen is not None else None for f in of_rule],
        "amount": [None if f.amount_fen is None else plain_yuan(f.amount_fen) for f in of_rule],
        "message": [f.message for f in of_rule],
        "url": [f.url for f in of_rule],
        "file": [f.issue.path for f in of_rule],
        "line": [None if f.issue.row is None else str(f.issue.row) for f in of_rule],
        "field": [f.issue.field for f in of_rule],
    }
    cells = pl.DataFrame({n: pl.Series(texts, dtype=pl.String) for n, texts in columns.items()})
    return b"".join(csv_pieces(TextTable(FINDINGS, cells)))


def _rows(
    kinds: Sequence[Kind], edition: Edition, issues: Sequence[Issue]
) -> Mapping[tuple[str, int], _Row]:
    """The row of every issue that names one, by file and line; looked up a table at a time."""
    lines_by_path: defaultdict[str, set[int]] = defaultdict(set)
    for issue in issues:
        if issue.row is not None:
            lines_by_path[issue.path].add(issue.row)
    named = {path.rpartition("/")[0] for path in lines_by_path}
    return {
        at: row
        for kind in kinds
        for of_table in _only(edition.tables[kind.name], kind.name, named)
        for at, row in _rows_of(kind, of_table, lines_by_path, edition)
    }


def _only(tables: Tables, kind: str, packages: set[str]) -> Tables:
    """The tables of those packages of a kind that issues are about: no others are read."""
    return tables.of_packages(frozenset(p for p in packages if p.startswith(f"{kind}/")))


def _rows_of(
    kind: Kind, of_table: Table, lines_by_path: Mapping[str, set[int]], edition: Edition
) -> Iterator[tuple[tuple[str, int], _Row]]:
    index = of_table.frame.index
    assert isinstance(index, pd.MultiIndex)
    is_asked = np.array([path in lines_by_path for path in index.levels[0]], dtype=np.bool_)
    if not is_asked.any():
        return
    frame = of_table.frame[is_asked[index.codes[0]]]
    places = list(
        zip(frame.index.get_level_values(0), frame.index.get_level_values(1), strict=True)
    )
    frame = frame[[line in lines_by_path[path] for path, line in places]]
    urls = kind.row_urls(of_table.name, frame) if kind.row_urls else [None] * len(frame)
    records = frame.to_dict("records")
    ids = row_ids.of_rows(kind.name, of_table, frame)
    for (path, line), values, url, id_ in zip(frame.index, records, urls, ids, strict=True):
        known = {str(name): value for name, value in values.items() if pd.notna(value)}
        url_of_row = url or _own_url(kind, of_table.schema, known, edition)
        yield (str(path), int(line)), _Row(kind, of_table.schema, known, url_of_row, id_)


def _own_url(
    kind: Kind, of_table: Schema, values: Mapping[str, Any], edition: Edition
) -> str | None:
    """The page of the thing that a row identifies, or of the thing of its kind that it is about."""
    scopes = {scope.name for scope in kind.scopes}
    identified = [(field.identifies, field.name) for field in of_table.fields if field.identifies]
    about = [(f.refers, f.name) for f in of_table.fields if f.refers in scopes]
    for scope, name in (*identified, *about):
        url = edition.url(str(scope), str(values[name])) if name in values else None
        if url:
            return url
    return None


def _finding(issue: Issue, message: str, row: _Row | None, edition: Edition) -> Finding:
    kind, publisher, period = [*issue.path.split("/"), "", "", ""][:3]
    place, name, url = _place(row, publisher, edition)
    amount_name, amount_fen = _amount(issue, row)
    return Finding(
        place=place,
        place_name=name,
        place_url=url,
        period=_period(issue, row) or period,
        amount_name=amount_name,
        amount_fen=amount_fen,
        message=message,
        url=row.url if row and row.url else _package_url(kind, publisher, edition),
        issue=issue,
        replies=answered.of(edition, (f"{issue.code}:{row.id}",)) if row else (),
    )


def _package_url(kind: str, publisher: str, edition: Edition) -> str | None:
    """The page of all packages of a publisher, for what has no page of its own."""
    has_any = kind in edition.tables and any(
        package.publisher == publisher for package in edition.tables[kind].packages
    )
    return f"/data/{kind}/{publisher}/" if has_any else None


def _place(row: _Row | None, publisher: str, edition: Edition) -> tuple[str, str, str | None]:
    """The place of the row, or the agency that it names, or whoever published it."""
    county = edition.county
    code = _place_code(row, edition) if row else None
    if code is not None:
        return code, str(county.places.at[code, "path"]), edition.url("place", code)
    named = _named(row, "agency") if row else None
    slug = named if named is not None and named in county.agencies.index else publisher
    if slug in county.agencies.index:
        return slug, str(county.agencies.at[slug, "name"]), edition.url("agency", slug)
    return slug, slug or "整个数据文件夹", None


def _place_code(row: _Row, edition: Edition) -> str | None:
    book = _named(row, "book")
    if book in edition.county.books.index:
        return str(edition.county.books.at[book, "place_code"])
    place = _named(row, "place")
    if place in edition.county.places.index:
        return place
    return edition.shared(_places_by_url).get(row.url or "")


def _places_by_url(edition: Edition) -> Mapping[str, str]:
    """The place of each page that is the disclosure of one place."""
    return {d.url: d.place for d in edition.disclosures if d.place}


def _named(row: _Row, scope: str) -> str | None:
    """The thing of that scope that a row names; a column is known by its name in the whole kind.

    The lines of a ledger name their book in a key of their statement, which refers to the book.
    """
    fields = [field for of_table in row.kind.schemas for field in of_table.fields]
    names = {field.name for field in fields if scope in (field.identifies, field.refers)}
    for field in row.schema.fields:
        if field.name in names and field.name in row.values:
            return str(row.values[field.name])
    return None


def _period(issue: Issue, row: _Row | None) -> str | None:
    """The day that is wrong, or the day of a line, or the month or year that a row is of."""
    if row is None:
        return None
    dates = [field for field in row.schema.fields if field.type == "date"]
    wrong = [field for field in dates if field.name == issue.field]
    by_name = row.schema.by_name
    named = [by_name[name] for name in ("date", "period", "year") if name in by_name]
    for field in (*wrong, *named, *dates):
        if field.name in row.values:
            value = row.values[field.name]
            return iso(value) if isinstance(value, pd.Timestamp) else str(value)
    return None


def _amount(issue: Issue, row: _Row | None) -> tuple[str, int | None]:
    """The amount that is wrong, or that of the line; of tables of many amounts only the former."""
    if row is None:
        return "", None
    money = [field for field in row.schema.fields if field.is_money]
    for field in money:
        if _is_amount(field, issue) and field.column in row.values:
            return field.title, int(row.values[field.column])
    return "", None


def _is_amount(field: Field, issue: Issue) -> bool:
    return field.name == issue.field or field.name == "amount"
