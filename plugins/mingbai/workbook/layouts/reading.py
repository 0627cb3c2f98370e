"""Exported sheets of a workbook -> tables of the kind, by way of blocks that name their thing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from mingbai.exports import ExportBlock, ExportForm, ExportTables, Inquiry, Question, rules
from mingbai.issues import Issue, Severity
from mingbai.model import Exports
from mingbai.sentences import Sentence
from mingbai.workbook.headings import Heading
from mingbai.workbook.layouts import blocks, heads, things, words
from mingbai.workbook.layouts.blocks import Below, Piece
from mingbai.workbook.layouts.heads import Head
from mingbai.workbook.layouts.things import Finder
from mingbai.workbook.names import NameList
from mingbai.workbook.rules import (
    DUPLICATE_COLUMN,
    HIDDEN_COLUMN,
    HIDDEN_DATA,
    OTHER_COLUMN,
    WRONG_UNIT,
)
from mingbai.workbook.sheets import Stored, Worksheet, column_letters

_NO_COLUMN = "不用"
# What follows from what: a cell that cannot be read, a line without amount, a sum that is wrong.
_DEPTHS = {
    rules.NO_AMOUNT.code: 1,
    rules.WRONG_BALANCE.code: 2,
    rules.WRONG_TOTAL.code: 2,
    rules.WRONG_OPENING.code: 2,
}
_MANY = 4  # required columns that a table of ours may lack before its sheet is an export


@dataclass(frozen=True)
class ExportReader:
    """What exported sheets are read with.

    build: blocks, inquiry, names of tables that the workbook has itself -> tables of the kind.
    listed: the things (books) that a sheet may be of.
    """

    exports: Exports
    build: things.Build
    listed: NameList
    period: str
    inquiry: Inquiry = field(default_factory=Inquiry)

    @property
    def words(self) -> tuple[str, ...]:
        """Headings that an export is known by, for files that do not say their encoding."""
        return tuple(
            dict.fromkeys(c.words[0] for form in self.exports.forms for c in form.columns[:14])
        )


def is_export(sheet: Worksheet, reader: ExportReader, heading: Heading | None) -> bool:
    """Whether a sheet is one that a platform exports rather than one of our tables.

    heading: as a table of ours. A table that lacks nothing is ours; otherwise a sheet is an export
    if it has what a form needs and either a column that marks it or little of what ours must have.
    """
    head = heads.find(sheet, reader.exports.forms, _learned(reader, None))
    if head is None:
        return False
    if heading is None:
        return True
    present = {column.field.name for column in heading.known if column.field is not None}
    lacking = [one for one in heading.schema.fields if one.required and one.name not in present]
    if not lacking or head.lacks:
        return False
    known = {column.number for column in heading.known}
    marks = [head.by_name[name].number for name in head.form.marks & head.by_name.keys()]
    return any(number not in known for number in marks) or len(lacking) >= _MANY


def read_exports(
    sheets: list[tuple[str, Worksheet]], reader: ExportReader, present: frozenset[str]
) -> tuple[ExportTables, tuple[Issue, ...]]:
    """The tables that exported sheets give, and what is wrong in the sheets.

    sheets: with their paths. present: tables that the workbook has itself.
    """
    finder = Finder(reader.listed, reader.inquiry, reader.exports.endings)
    blocks: list[ExportBlock] = []
    issues: list[Issue] = []
    for where, sheet in sheets:
        blocks += _blocks(sheet, where, reader, finder, issues)
    tables = reader.build(blocks, reader.inquiry, present)
    issues = _causes([*issues, *tables.issues])
    issues += (_question(sheets[0][0].partition("/")[0], one) for one in reader.inquiry.open)
    return tables, tuple(issues)


def _causes(issues: list[Issue]) -> list[Issue]:
    """The issues without what only follows from others of the same sheet.

    A row that is hidden or cannot be read makes every sum after it wrong.
    """
    lowest: dict[str, int] = {}
    for one in issues:
        if one.severity is Severity.ERROR:
            depth = _DEPTHS.get(one.code, 0)
            lowest[one.path] = min(depth, lowest.get(one.path, depth))
    return [
        one
        for one in issues
        if one.severity is not Severity.ERROR or _DEPTHS.get(one.code, 0) == lowest[one.path]
    ]


def _question(name: str, one: Question) -> Issue:
    """An open question as an issue, so that nothing is imported before it is answered."""
    return rules.ASKED.issue(name, found=str(one.asked), expected=str(one.hint), key=one.key)


def _learned(reader: ExportReader, form: ExportForm | None) -> heads.Learned:
    """What a heading was answered to be, by its text; nothing is asked by asking this."""

    def answer(text: str) -> str | None:
        for one in reader.exports.forms if form is None else (form,):
            key = _heading_key(one, text)
            answer_given = reader.inquiry.given.get(key) or reader.inquiry.kept.get(key)
            if answer_given is not None:
                return "" if answer_given == _NO_COLUMN else _name(one, answer_given)
        return None

    return answer


def _heading_key(form: ExportForm, text: str) -> str:
    return f"栏/{form.title}/{text}"


def _name(form: ExportForm, answer: str) -> str | None:
    return next((c.name for c in form.columns if answer in (c.title, c.name)), None)


@dataclass(frozen=True)
class _Segment:
    """One heading of a sheet with its rows. top: its first title row; last: its last row."""

    head: Head
    top: int
    last: int
    repeated: frozenset[int]


def _blocks(
    sheet: Worksheet, where: str, reader: ExportReader, finder: Finder, issues: list[Issue]
) -> Iterator[ExportBlock]:
    """The blocks of one sheet; what is wrong is added to the issues."""
    issues += _hidden(sheet, where, reader)
    for segment in _segments(sheet, reader):
        head = _asked_head(sheet, segment.head, reader)
        faults = [*_head_faults(head, where)]
        issues += faults
        if faults:
            continue
        issues.append(_said(head, where))
        issues += _left_out(sheet, head, where)
        texts = blocks.titles(sheet, segment.top, head.first - 1)
        texts += blocks.titles(sheet, head.first, head.row)
        others = (sheet.name, where.partition("/")[0].rpartition(".")[0])
        above = blocks.titles(sheet, segment.top, head.first - 1)
        piece = blocks.begin(head.row, above, others)
        piece = replace(piece, year=piece.year or next(filter(None, map(words.year, texts)), None))
        below = Below(
            sheet=sheet,
            head=head,
            where=where,
            period=reader.period,
            factors=_factors(head, above, where, reader, issues),
            is_thing=finder.is_thing,
            last=segment.last,
            heading_rows=segment.repeated,
        )
        read = blocks.read(below, piece)
        issues += read.issues
        yield from _named(read.pieces, below, finder)


def _segments(sheet: Worksheet, reader: ExportReader) -> list[_Segment]:
    """Each heading of the sheet with the rows that are below it, the same one repeated or not."""
    learned = _learned(reader, None)
    first = heads.find(sheet, reader.exports.forms, learned)
    if first is None:
        return []
    cells = heads.grid(sheet)
    all_heads = [first]
    repeated: set[int] = set()
    for row in sorted(row for row in sheet.rows if row > first.row):
        if row in repeated:
            continue
        head = next(
            (
                one
                for form in reader.exports.forms
                if (one := heads.at(cells, row, form, learned)) is not None and not one.lacks
            ),
            None,
        )
        if head is None:
            continue
        height = all_heads[-1].row - all_heads[-1].first
        if [(c.number, c.text) for c in head.columns] == [
            (c.number, c.text) for c in all_heads[-1].columns
        ] or _same_row(sheet, row, all_heads[-1].row):
            repeated |= {*range(row - height, row + 1)}
        else:
            all_heads.append(head)
    return _cut(sheet, all_heads, repeated)


def _same_row(sheet: Worksheet, row: int, other: int) -> bool:
    texts = [{n: words.flat(c.text) for n, c in sheet.rows[one].items()} for one in (row, other)]
    return texts[0] == texts[1]


def _cut(sheet: Worksheet, heads: list[Head], repeated: set[int]) -> list[_Segment]:
    tops = [1]
    for head in heads[1:]:
        top = head.first
        while top - 1 > 0 and _is_title(sheet, top - 1):
            top -= 1
        tops.append(top)
    ends = [top - 1 for top in tops[1:]] + [max(sheet.rows, default=0)]
    return [
        _Segment(head, top, last, frozenset(repeated))
        for head, top, last in zip(heads, tops, ends, strict=True)
    ]


def _is_title(sheet: Worksheet, row: int) -> bool:
    held = [cell for cell in sheet.rows.get(row, {}).values() if cell.text.strip()]
    return len(held) <= 3 and all(cell.stored is Stored.TEXT for cell in held)


def _asked_head(sheet: Worksheet, head: Head, reader: ExportReader) -> Head:
    """The heading after what is unknown in it was asked: columns of amounts, and what is needed."""
    free = [column for column in head.form.columns if column.name not in head.by_name]
    choices = tuple(things.choice(column.title, column.title) for column in free)
    columns = []
    for column in head.columns:
        is_asked = not column.name and (head.lacks or _has_amounts(sheet, head, column.number))
        if not is_asked or not _filled(sheet, head, column.number):
            columns.append(column)
            continue
        question = Question(
            key=_heading_key(head.form, column.text),
            text=Sentence(
                "“{sheet}”里的“{heading}”一栏是什么？", sheet=head.form.title, heading=column.text
            ),
            form="choice",
            choices=(*choices, things.choice(_NO_COLUMN, Sentence("不用公开，也不用算"))),
            is_kept=True,
        )
        answer = reader.inquiry.ask(question)
        name = _name(head.form, answer) if answer else None
        columns.append(replace(column, name=name or ""))
    return replace(head, columns=tuple(columns))


def _filled(sheet: Worksheet, head: Head, number: int) -> bool:
    return any(
        cell.text.strip()
        for row, held in sheet.rows.items()
        if row > head.row and (cell := held.get(number)) is not None
    )


def _has_amounts(sheet: Worksheet, head: Head, number: int) -> bool:
    """Whether a column has numbers with a part behind the point, as amounts have."""
    stored = [held[number] for row, held in sheet.rows.items() if row > head.row and number in held]
    return any(cell.stored is Stored.NUMBER and "." in cell.text for cell in stored) or any(
        cell.stored is Stored.TEXT and cell.text.strip()[-3:-2] == "." for cell in stored
    )


def _head_faults(head: Head, where: str) -> Iterator[Issue]:
    """What the form needs and no column has; one column given twice."""
    for need in head.lacks:
        titles = "、".join(c.title for c in head.form.columns if c.name in need)
        lacking = f"“{titles}”这样的一栏"
        yield rules.NO_COLUMN.issue(where, head.row, found=head.form.title, expected=lacking)
    named = [column.name for column in head.columns if column.name]
    for column in head.columns:
        if column.name and named.count(column.name) > 1:
            cell = f"{column_letters(column.number)}{head.row}"
            yield DUPLICATE_COLUMN.issue(where, head.row, found=column.text, cell=cell)
            return


def _said(head: Head, where: str) -> Issue:
    pairs = (
        f"“{column.text}”是{heads.column_of(head.form, column.name).title}"
        for column in head.columns
        if column.name and column.text != heads.column_of(head.form, column.name).title
    )
    words = "，".join(pairs) or "栏目都认得"
    return rules.READ_AS_EXPORT.issue(where, head.row, found=head.form.title, expected=words)


def _left_out(sheet: Worksheet, head: Head, where: str) -> Iterator[Issue]:
    for column in head.unknown:
        if _filled(sheet, head, column.number):
            cell = f"{column_letters(column.number)}{head.row}"
            yield OTHER_COLUMN.issue(where, head.row, found=column.text, cell=cell)


def _hidden(sheet: Worksheet, where: str, reader: ExportReader) -> Iterator[Issue]:
    """Rows and known columns that are not shown: nobody knows whether they are meant."""
    head = heads.find(sheet, reader.exports.forms, _learned(reader, None))
    if head is None:
        return
    rows = [row for row in sorted(sheet.hidden_rows) if row > head.row]
    if rows:
        row_words = "、".join(map(str, rows[:8])) + ("…" if len(rows) > 8 else "")
        yield HIDDEN_DATA.issue(
            where,
            rows[0],
            found=f"{len(rows)} 行（第 {row_words} 行）",
            expected="开着筛选" if sheet.is_filtered else "有隐藏的行",
            cell=f"A{rows[0]}",
            things="",
        )
    for number, held in sheet.hidden_columns.items():
        filled = [row for row, cell in held.items() if row > head.row and cell.text.strip()]
        title = held[head.row].text if head.row in held else column_letters(number)
        if filled:
            cell = f"{column_letters(number)}{head.row}"
            yield HIDDEN_COLUMN.issue(where, head.row, found=title, cell=cell)


def _factors(
    head: Head, titles: list[str], where: str, reader: ExportReader, issues: list[Issue]
) -> Mapping[str, int]:
    """By column of amounts what its numbers are multiplied with; 万元 is asked about once."""
    of_sheet = next(filter(None, map(words.unit, titles)), "元")
    factors = {}
    for column in head.by_name.values():
        if heads.column_of(head.form, column.name).is_money:
            unit = column.unit or of_sheet
            factors[column.name] = words.FACTORS.get(unit, 1)
            if factors[column.name] != 1 and not _is_converted(unit, head, reader):
                cell = f"{column_letters(column.number)}{head.row}"
                issues.append(
                    WRONG_UNIT.issue(where, head.row, found=unit, expected="元", cell=cell)
                )
    return factors


def _is_converted(unit: str, head: Head, reader: ExportReader) -> bool:
    """Whether a unit is to be converted, as long as nobody says that it is not."""
    question = Question(
        key=f"单位/{head.form.title}/{unit}",
        text=Sentence(
            "“{sheet}”的金额写着“{unit}”，按{unit}换算成元，对吗？",
            sheet=head.form.title,
            unit=unit,
        ),
    )
    return reader.inquiry.ask(question) != "不对"


def _named(pieces: list[Piece], below: Below, finder: Finder) -> Iterator[ExportBlock]:
    """The pieces with the codes of their things; none while that is asked."""
    named_blocks: list[ExportBlock] = []
    for piece in pieces:
        if not piece.rows and not piece.labelled:
            continue
        thing = finder.code(piece.names, is_uncertain=piece.is_uncertain)
        if thing is None:
            continue
        if thing == things.SAME and named_blocks:
            named_blocks[-1] = replace(
                named_blocks[-1],
                rows=(*named_blocks[-1].rows, *piece.rows),
                labelled=(
                    *named_blocks[-1].labelled,
                    *(
                        replace(one, position=one.position + len(named_blocks[-1].rows))
                        for one in piece.labelled
                    ),
                ),
            )
            continue
        named_blocks.append(
            ExportBlock(
                form=below.head.form.name,
                where=below.where,
                row=piece.row,
                thing=thing,
                months=tuple(sorted(set(piece.months))),
                columns=frozenset(below.head.by_name),
                rows=tuple(piece.rows),
                labelled=tuple(piece.labelled),
            )
        )
    yield from named_blocks
