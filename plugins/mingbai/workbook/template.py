"""Kind -> a workbook that a clerk can fill in: headings, notes, drop-downs, formats. Same bytes."""

from __future__ import annotations

import io
import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter

from mingbai.check.privacy import is_coded
from mingbai.dates import ALWAYS, span_zh
from mingbai.model import FirstRows, FirstValue, Formula, Kind
from mingbai.schema import Field, Schema, Schemas, of_period
from mingbai.workbook.load import GUIDE, LISTS
from mingbai.workbook.names import NO_NAMES, NameList, Names, Thing
from mingbai.workbook.sheets import column_letters

NO_ROWS: FirstRows = {}
_OF_ALL = ("agency",)  # offices speak of each other
_SHORT_CODE = 6  # characters of a code that people know by heart
Choices = Mapping[str, Sequence[str]]
ROWS = 2000  # prepared with drop-downs; more may be filled in
_CREATED = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_LIST_LIMIT = 255  # characters of a drop-down that Excel keeps inside the cell's rule
_EXAMPLES = {"date": "2026-07-10", "yearmonth": "2026-07", "year": "2026", "boolean": "是"}
_TYPES = {
    "date": "日期，如 2026-07-10",
    "yearmonth": "月份，如 2026-07",
    "year": "四位年份",
    "integer": "整数",
    "number": "数",
    "boolean": "是或否",
    "string": "文字",
}
_HOW = (
    "一张工作表是一张表，第一行是表头，不要改名、不要合并单元格；从第二行起，一行填一条。",
    "栏的先后可以换，多余的选填栏可以删掉；不要加别的栏。",
    "编号、电话按文本填，前面的 0 不能丢；日期写成 2026-07-10，月份写成 2026-07。",
    "金额单位是元，最多两位小数，不写逗号；没有的留空，不写“无”“/”。",
    "隐藏的工作表、行、列不会导入。公式用保存时算出的值。",
    "不要填身份证号、银行卡号；个人手机号、家庭住址不公开。",
    "填好后导入：mingbai import 文件名 --kind {kind} "
    "--publisher 单位 --period 时期 --published 公开日期 --approved-by 批准人",
)


def template(
    kind: Kind,
    period: str,
    choices: Choices,
    *,
    names: Names = NO_NAMES,
    rows: FirstRows = NO_ROWS,
) -> bytes:
    """An .xlsx with one sheet a table and 填写说明; the same bytes for the same schemas.

    The form is that of the period, as its packages must have it. Used for a period in which a
    column is not there yet, or no longer, it is imported as long as that column is left empty.
    choices: scope -> its few ids: a field that refers to one of them takes them from a list.
    names: what the columns may name, for drop-downs with names; rows: what it begins with.
    """
    body = io.BytesIO()
    schemas = tuple(_with_lists(schema, choices) for schema in of_period(kind.schemas, period))
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(body, options) as book:
        book.set_properties({"title": kind.title, "author": "", "created": _CREATED})
        styles = _styles(book)
        computed = frozenset((one.table, name) for one in kind.computed for name in one.fields)
        _guide(book, kind, schemas, computed, styles)
        lists = _Lists(book, names)
        for number, schema in enumerate(schemas):
            sheet = book.add_worksheet(sheet_name(schema))
            _table(sheet, schema, styles, lists, computed)
            _fill(sheet, schema, rows.get(schema.name, ()), names)
            if number == 0:
                sheet.activate()
                sheet.set_first_sheet()
        lists.close()
    return body.getvalue()


def _with_lists(schema: Schema, choices: Choices) -> Schema:
    """The schema as a clerk fills it in: a reference to one of a few ids is a closed list."""
    return replace(schema, fields=tuple(_with_list(field, choices) for field in schema.fields))


def _with_list(field: Field, choices: Choices) -> Field:
    if field.refers is None or field.refers not in choices:
        return field
    constraints = {**field.constraints, "enum": list(choices[field.refers])}
    return replace(field, refers=None, constraints=constraints)


def sheet_name(schema: Schema) -> str:
    """The table's title as Excel takes it: 31 characters, without brackets and slashes."""
    return re.sub(r"[\[\]:*?/\\]", "", schema.title)[:31]


def _styles(book: Any) -> Mapping[str, Any]:
    font = {"font_name": "微软雅黑", "font_size": 11, "valign": "vcenter"}
    head = {**font, "bold": True, "text_wrap": True, "border": 1, "num_format": "@"}
    return {
        "required": book.add_format({**head, "bg_color": "#D9E2F0"}),
        "optional": book.add_format({**head, "bg_color": "#F4F5F2"}),
        "title": book.add_format({**font, "bold": True, "font_size": 14}),
        "wrap": book.add_format({**font, "text_wrap": True, "valign": "top"}),
        "text": book.add_format({**font, "num_format": "@"}),
        "date": book.add_format({**font, "num_format": "yyyy-mm-dd"}),
        "money": book.add_format({**font, "num_format": "0.00"}),
        "number": book.add_format({**font, "num_format": "General"}),
        "integer": book.add_format({**font, "num_format": "0"}),
    }


def _style(field: Field) -> str:
    """Which format keeps a column as it is typed; months are text, Excel makes days of them."""
    if field.is_money:
        return "money"
    return field.type if field.type in ("date", "number", "integer") else "text"


def _table(
    sheet: Any,
    schema: Schema,
    styles: Mapping[str, Any],
    lists: _Lists,
    computed: Container[tuple[str, str]],
) -> None:
    """A sheet with its headings. computed: table and field of what an import fills in."""
    sheet.freeze_panes(1, 0)
    sheet.set_row(0, 32)
    for column, field in enumerate(schema.fields):
        sheet.set_column(column, column, _width(field), styles[_style(field)])
        is_computed = (schema.name, field.name) in computed
        head = styles["required" if field.required and not is_computed else "optional"]
        sheet.write_string(0, column, field.title, head)
        sheet.write_comment(
            0,
            column,
            note(field, is_computed=is_computed),
            {"author": "明白", "x_scale": 2, "y_scale": 1.4},
        )
        allowed = lists.source(field)
        if allowed:
            sheet.data_validation(
                1,
                column,
                ROWS,
                column,
                {
                    "validate": "list",
                    "source": allowed,
                    "ignore_blank": True,
                    "error_title": "请从列表中选",
                    "error_message": f"{field.title}只能选列表中的值。",
                    "show_error": lists.is_closed(field),
                },
            )


@dataclass(frozen=True)
class _CellName:
    """A cell as formulas name it. letters: of its column."""

    letters: str
    row: int

    def __str__(self) -> str:
        """`H2`."""
        return f"{self.letters}{self.row}"

    @property
    def column(self) -> str:
        """All rows of its column that are prepared: `$H$2:$H$2001`."""
        return f"${self.letters}$2:${self.letters}${ROWS + 1}"


def _fill(
    sheet: Any, schema: Schema, rows: Sequence[Mapping[str, FirstValue]], names: Names
) -> None:
    """The rows that a workbook begins with: names for codes, numbers, formulas without a value."""
    columns = {field.name: number for number, field in enumerate(schema.fields)}
    for line, row in enumerate(rows, start=1):
        cells = {name: _CellName(column_letters(n + 1), line + 1) for name, n in columns.items()}
        for field in schema.fields:
            value = row.get(field.name)
            if isinstance(value, Decimal):
                sheet.write_number(line, columns[field.name], value)
            elif isinstance(value, Formula):
                text = value.text.format(**cells)
                sheet.write_formula(line, columns[field.name], text, None, "")
            elif value is not None:
                listed = None if field.identifies else names.of(field.name, field.refers)
                thing = listed.by_code.get(value) if listed is not None else None
                text = _choice(thing, listed) if thing is not None else value
                sheet.write_string(line, columns[field.name], text)


def _choice(thing: Thing, listed: NameList | None) -> str:
    """How a drop-down offers a thing: 514 公益支出 of short codes, the name alone where it is one.

    A name that others have as well comes with its code.
    """
    if len(thing.code) <= _SHORT_CODE and any(char.isdigit() for char in thing.code):
        return f"{thing.code} {thing.title}"
    is_one = listed is not None and listed.named(thing.title) == (thing,)
    return thing.title if is_one else thing.label


def _width(field: Field) -> int:
    longest = int(field.constraints.get("maxLength", 0))
    return 40 if longest > 80 else max(12, 2 * len(field.title) + 4, min(longest, 24))


def note(field: Field, *, is_computed: bool = False) -> str:
    """What a clerk needs to know of a column: meaning, unit, form, example, whether it must be.

    is_computed: an import fills it in where it is blank.
    """
    must = "必填" if field.required else "选填，没有的留空"
    lines = [field.description, "不用填，导入时算；填了的会核对" if is_computed else must]
    if field.span != ALWAYS:
        lines.append(f"{span_zh(field.span)}填")
    lines.append(
        f"填{_TYPES.get(field.type, '文字')}" + (f"，单位：{field.unit}" if field.unit else "")
    )
    if field.enum:
        lines.append("只能填：" + "；".join(field.enum))
    if is_coded(field) and field.type == "string":
        lines.append("按文本填，前面的 0 不能丢")
    if field.mask == "name":
        lines.append("写了个人全名的，导入时盖住")
    example = _example(field)
    return "\n".join((*lines, f"例：{example}") if example else lines)


def _example(field: Field) -> str:
    if field.enum:
        return field.enum[0]
    if field.is_money:
        return "1234.50"
    return _EXAMPLES.get(field.type, "3" if field.type == "integer" else "")


def _guide(
    book: Any,
    kind: Kind,
    schemas: Schemas,
    computed: Container[tuple[str, str]],
    styles: Mapping[str, Any],
) -> None:
    sheet = book.add_worksheet(GUIDE)
    sheet.set_column(0, 0, 16, styles["wrap"])
    sheet.set_column(1, 1, 22, styles["wrap"])
    sheet.set_column(2, 2, 80, styles["wrap"])
    sheet.write_string(0, 0, f"{kind.title}：填写说明", styles["title"])
    rows = [*_steps(kind), ("表", "栏", "说明"), *_fields(schemas, computed)]
    for number, row in enumerate(rows, start=2):
        for column, text in enumerate(row):
            sheet.write_string(number, column, text, styles["wrap"])


def _steps(kind: Kind) -> Iterator[tuple[str, ...]]:
    for number, step in enumerate(_HOW, start=1):
        yield (f"{number}", "", step.format(kind=kind.title))
    yield ("", "", "")


def _fields(schemas: Schemas, computed: Container[tuple[str, str]]) -> Iterator[tuple[str, ...]]:
    for schema in schemas:
        words = "（本期没有的可以不填）" if schema.is_optional else ""
        yield (schema.title, "", f"{schema.description}{words}")
        for field in schema.fields:
            words = note(field, is_computed=(schema.name, field.name) in computed)
            yield ("", field.title, words.replace("\n", "；"))


class _Lists:
    """Drop-downs; those too long for a cell's rule stand on a hidden sheet."""

    def __init__(self, book: Any, names: Names) -> None:
        self._book = book
        self._names = names
        self._long: list[tuple[str, ...]] = []

    def source(self, field: Field) -> list[str] | str:
        """What a validation takes: the values, or where they stand; [] where anything will do."""
        values = field.enum or (("是", "否") if field.type == "boolean" else self._named(field))
        if len(",".join(values)) <= _LIST_LIMIT:
            return list(values)
        self._long.append(values)
        column = column_letters(len(self._long))
        return f"={LISTS}!${column}$1:${column}${len(values)}"

    def is_closed(self, field: Field) -> bool:
        """Whether nothing but the list may be typed; of names and codes any other form may be."""
        return bool(field.enum) or field.type == "boolean"

    def _named(self, field: Field) -> tuple[str, ...]:
        """The publisher's own things by name, all of them where it has none, or speaks of all."""
        listed = None if field.identifies else self._names.of(field.name, field.refers)
        if listed is None:
            return self._names.offered.get(field.name, ())
        things = [thing for thing in listed.things if thing.is_own]
        if not things or field.refers in _OF_ALL:
            things = sorted(listed.things, key=lambda thing: not thing.is_own)
        return tuple(_choice(thing, listed) for thing in things[:ROWS])

    def close(self) -> None:
        """Write the long lists, if there are any."""
        if not self._long:
            return
        sheet = self._book.add_worksheet(LISTS)
        for column, values in enumerate(self._long):
            for row, value in enumerate(values):
                sheet.write_string(row, column, value)
        sheet.hide()
