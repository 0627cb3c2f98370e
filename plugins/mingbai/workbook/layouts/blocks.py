"""The rows below a heading -> what is of one thing in one piece: rows of data, and labelled rows.

A piece ends where a title names another thing, or the column of things another one. A repeated
heading is a new page and ends nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from mingbai.exports import ExportLabel, ExportRow, LabelledRow, rules
from mingbai.issues import Issue, Rule
from mingbai.read.cell.rules import SIGNED
from mingbai.workbook.layouts import cells, words
from mingbai.workbook.layouts.heads import Head, HeadColumn, column_of
from mingbai.workbook.rules import ERROR_CELL, LEFT_OUT, MERGED
from mingbai.workbook.sheets import Cell, Stored, Worksheet, column_letters, row_text

_FEW = 2  # texts of a row that may still be a title
# Words between rows that name no book: remarks, page numbers, groups of accounts.
_ASIDE = re.compile(
    r"(?:备注|注|说明|其中|附|打印|制表|第\d+页|共\d+页|\d+/\d+).*"
    r"|[一二三四五六七八九十]{1,3}[、.].*|.{0,8}类|(?:流动|非流动|固定)?(?:资产|负债|所有者权益|成本|损益)"
)


@dataclass
class Piece:
    """Rows of one thing, not named by its code yet.

    names: what titles or the column say that they are of, the surest first. months: of the titles.
    is_uncertain: begun by words that may be a remark as well.
    """

    row: int
    names: list[str]
    months: list[str]
    year: str | None
    is_uncertain: bool = False
    rows: list[ExportRow] = field(default_factory=list)
    labelled: list[LabelledRow] = field(default_factory=list)


@dataclass
class SheetPieces:
    """The pieces of a sheet and what is wrong in it.

    pending: words since the last row of data, which name the next piece if data follows.
    """

    pieces: list[Piece] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    pending: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Below:
    """What the rows below a heading are read with. where: file and sheet. factors: by column.

    is_thing: whether a text by itself names a thing (a book). last: the last row to be read.
    heading_rows: where the heading is repeated.
    """

    sheet: Worksheet
    head: Head
    where: str
    period: str
    factors: Mapping[str, int]
    is_thing: Callable[[str], bool]
    last: int
    heading_rows: frozenset[int]


def titles(sheet: Worksheet, first: int, last: int) -> list[str]:
    """The texts of the rows from first to last, from the top."""
    return [
        cell.text
        for row in sorted(sheet.rows)
        if first <= row <= last
        for cell in sheet.rows[row].values()
        if cell.stored is Stored.TEXT and cell.text.strip()
    ]


def begin(row: int, texts: list[str], others: tuple[str, ...] = ()) -> Piece:
    """An empty piece below titles. others: the names of sheet and file, which say least."""
    sure = [name for text in texts for name in words.named(text)]
    likely = [words.subject(text) for text in texts if not words.unit(text)]
    named = [*sure, *likely, *(words.subject(one) for one in others)]
    months = [month for text in (*texts, *others[:1]) for month in words.months(text)]
    years = [year for text in texts if (year := words.year(text))]
    return Piece(row, [n for n in dict.fromkeys(named) if n], months, years[0] if years else None)


def read(below: Below, piece: Piece) -> SheetPieces:
    """The pieces below a heading; the first is the one that the titles above it begin."""
    pieces = SheetPieces([piece])
    filled = _filled_down(below)
    for row in sorted(filled):
        if below.head.row < row <= below.last and row not in below.heading_rows:
            _read_row(below, pieces, row, filled[row])
    return pieces


def _filled_down(below: Below) -> dict[int, dict[int, Cell]]:
    """The rows with cells merged downwards in each of their rows; amounts stay where they are."""
    rows = {row: dict(held) for row, held in below.sheet.rows.items()}
    money = {c.number for c in below.head.columns if c.name and _is_money(below.head, c)}
    for merge in below.sheet.merges:
        anchor = rows.get(merge.top, {}).get(merge.left)
        if anchor is None or merge.top <= below.head.row or merge.left in money:
            continue
        for row in range(merge.top + 1, merge.bottom + 1):
            if row in rows and merge.left == merge.right:
                rows[row][merge.left] = anchor
    return {row: dict(sorted(held.items())) for row, held in rows.items()}


def _is_money(head: Head, column: HeadColumn) -> bool:
    return column_of(head.form, column.name).is_money


def _read_row(below: Below, pieces: SheetPieces, row: int, held: Mapping[int, Cell]) -> None:
    """Add one row to the last piece, or begin another with it."""
    filled = {number: cell for number, cell in held.items() if cells.text(cell)}
    if not filled and not any(cell.is_formula for cell in held.values()):
        return
    made, faults = _row(below, row, held, pieces.pieces[-1].year)
    label, text = _label(below, filled, made)
    thing = made.text(below.head.form.thing)
    if label is not None:
        if thing and thing != text:
            _of_thing(pieces, row, thing)
        pieces.issues += [one for one in faults if one.code != rules.BAD_DATE.code]
        piece = pieces.pieces[-1]
        piece.labelled.append(LabelledRow(label, text, len(piece.rows), made))
    elif not made.fen and filled and _is_words(below, filled):
        _words(below, pieces, row, filled)
    elif made.fen or faults or _has_key(below, made):
        pieces.issues += faults
        _begin_pending(pieces, row)
        if thing:
            _of_thing(pieces, row, thing)
        _add_data(below, pieces, pieces.pieces[-1], made)
    else:
        pieces.issues.append(
            LEFT_OUT.issue(below.where, row, found=row_text(filled), cell=f"A{row}")
        )


def _begin_pending(pieces: SheetPieces, row: int) -> None:
    """Another piece where words stood between the last rows and these, whatever they mean."""
    last, names = pieces.pieces[-1], [words.subject(text) or text for text in pieces.pending]
    pieces.pending.clear()
    if not names or names[0] in last.names:
        return
    if last.rows:
        piece = Piece(row, names, list(last.months), last.year, is_uncertain=True)
        pieces.pieces.append(piece)


def _of_thing(pieces: SheetPieces, row: int, thing: str) -> None:
    """Rows of another thing by its column: they go to its piece, wherever it began."""
    if pieces.pieces[-1].names[:1] == [thing]:
        return
    for position, piece in enumerate(pieces.pieces):
        if piece.names[:1] == [thing]:
            pieces.pieces.append(pieces.pieces.pop(position))
            return
    last = pieces.pieces[-1]
    if not last.rows and not last.labelled:
        last.names.insert(0, thing)
    else:
        pieces.pieces.append(Piece(row, [thing], list(last.months), last.year))


def _add_data(below: Below, pieces: SheetPieces, piece: Piece, made: ExportRow) -> None:
    """A row of data, or the issue of one that nobody can tell from a total."""
    if _has_key(below, made):
        piece.rows.append(made)
        if not {"date", "day"} & made.refs.keys():
            piece.months += words.months_in_column(made.text("month"), below.period)
        return
    words_of_row = " ".join(made.cells.values()) or "只有金额"
    pieces.issues.append(
        rules.UNCLEAR_ROW.issue(
            below.where, made.row, found=f"{made.row}", expected=words_of_row, cell=f"A{made.row}"
        )
    )


def _has_key(below: Below, made: ExportRow) -> bool:
    return any(made.text(name) for name in below.head.form.keys)


def _label(
    below: Below, filled: Mapping[int, Cell], made: ExportRow
) -> tuple[ExportLabel | None, str]:
    """What a row's words say of it, and the words; a row with a voucher is always data."""
    if made.text("voucher"):
        return None, ""
    money = {c.number for c in below.head.columns if c.name and _is_money(below.head, c)}
    texts = [cells.text(c) for n, c in filled.items() if c.stored is Stored.TEXT and n not in money]
    read_label = words.label if made.text("date") else words.loose_label
    for text in texts:
        label = read_label(text)
        if label is not None:
            return label, text
    return None, ""


def _is_words(below: Below, filled: Mapping[int, Cell]) -> bool:
    """Whether a row holds words alone, and few: a title, a signature, a remark."""
    first = words.flat(next(iter(filled.values())).text)
    texts = {cells.text(cell) for cell in filled.values() if cell.stored is Stored.TEXT}
    is_short = len(texts) == len({c.text for c in filled.values()}) and len(texts) <= _FEW
    named = any(True for text in texts for _ in words.named(text))
    return named or SIGNED.match(first) is not None or (is_short and not _dated(below, filled))


def _dated(below: Below, filled_cells: Mapping[int, Cell]) -> bool:
    columns = below.head.by_name
    keys = [columns[name].number for name in below.head.form.keys if name in columns]
    filled = [number for number in keys if number in filled_cells]
    return len(filled) > 0 and not (len(filled_cells) == 1 and filled == [min(filled_cells)])


def _words(below: Below, pieces: SheetPieces, row: int, filled: Mapping[int, Cell]) -> None:
    """A row of words: the title of the next piece, or what is said to be left out."""
    texts = [cells.text(cell) for cell in filled.values() if cell.stored is Stored.TEXT]
    names = [name for text in texts for name in words.named(text)]
    names += [words.subject(text) for text in texts if below.is_thing(words.subject(text))]
    names += [words.subject(text) for text in texts if words.is_title(text)]
    last = pieces.pieces[-1]
    if any(names) and names[0] not in last.names:
        if last.rows or last.labelled:
            pieces.pieces.append(Piece(row, [], list(last.months), last.year))
        piece = pieces.pieces[-1]
        piece.names = [*dict.fromkeys(n for n in (*names, *piece.names) if n)]
        pieces.pending.clear()
    if names:
        months = [month for text in texts for month in words.months(text)]
        pieces.pieces[-1].months = months or pieces.pieces[-1].months
        return
    pieces.issues.append(LEFT_OUT.issue(below.where, row, found=row_text(filled), cell=f"A{row}"))
    first = words.flat(texts[0])
    is_fact = words.unit(texts[0]) is not None or [*words.months(first)] != []
    if not SIGNED.match(first) and not _ASIDE.fullmatch(first) and not is_fact:
        pieces.pending.append(texts[0])


def _row(
    below: Below, row: int, held: Mapping[int, Cell], year: str | None
) -> tuple[ExportRow, list[Issue]]:
    """The cells of a row by the form's columns, and what is wrong with them."""
    texts: dict[str, str] = {}
    fen: dict[str, int] = {}
    refs: dict[str, str] = {}
    issues: list[Issue] = []
    for column in below.head.by_name.values():
        ref = f"{column_letters(column.number)}{row}"
        refs[column.name] = ref
        cell = held.get(column.number)
        if cell is None:
            continue
        if _is_money(below.head, column):
            read_amount = cells.amount(cell, below.factors[column.name])
            if read_amount.fault is not None:
                issues.append(_fault(below, read_amount.fault, row, ref, cell.text))
            elif read_amount.fen is not None:
                fen[column.name] = read_amount.fen
        elif cell.stored is Stored.ERROR:
            issues.append(_fault(below, ERROR_CELL, row, ref, cell.text))
        elif cells.text(cell):
            texts[column.name] = cells.text(cell)
    issues += _merged(below, row)
    _dates(below, texts, refs, row=row, issues=issues, year=year)
    if "voucher" in texts or "voucher_word" in texts:
        number = texts.get("voucher", "")
        texts["voucher"] = cells.voucher(texts.get("voucher_word", ""), number) if number else ""
    return ExportRow(below.where, row, texts, fen, refs), issues


def _fault(below: Below, rule: Rule, row: int, ref: str, found: str) -> Issue:
    return rule.issue(below.where, row, found=found, cell=ref)


def _merged(below: Below, row: int) -> Iterator[Issue]:
    """Amounts that are merged with others: nobody knows whose they are."""
    money = {c.number for c in below.head.columns if c.name and _is_money(below.head, c)}
    for merge in below.sheet.merges:
        cell = below.sheet.rows.get(merge.top, {}).get(merge.left)
        is_amount = cell is not None and cell.stored is Stored.NUMBER
        if merge.top == row and is_amount and money & {*range(merge.left, merge.right + 1)}:
            ref = f"{column_letters(merge.left)}{row}"
            yield MERGED.issue(below.where, row, cell=ref)


def _dates(
    below: Below,
    texts: dict[str, str],
    refs: Mapping[str, str],
    row: int,
    issues: list[Issue],
    year: str | None,
) -> None:
    """Puts one ISO date in the place of date, month and day; an issue where it cannot be read."""
    if not {"date", "day"} & refs.keys():
        return
    given = (texts.get("date", ""), texts.get("month", ""), texts.pop("day", ""))
    texts.pop("month", None)
    if not any(given):
        return
    day = cells.day(given, below.period, year)
    texts.pop("date", None)
    if day is not None:
        texts["date"] = day
        return
    ref = refs.get("date") or refs["day"]
    issues.append(_fault(below, rules.BAD_DATE, row, ref, " ".join(filter(None, given))))
    texts["date"] = " ".join(filter(None, given))
