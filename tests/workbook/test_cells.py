"""Each kind of fault that clerks make in cells: what is said, at which cell, and what is read."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.styles import Font

from clerks import HEADS, OTHER, ROW, book, kind
from mingbai import schema, workbook
from mingbai.kinds import KINDS, by_name
from mingbai.report import report_lines, translation
from mingbai.workbook.names import NameList, Names, Thing
from mingbai.workbook.repairs import read
from mingbai.workbook.sheets import Cell, Stored

BOOKS = NameList(
    (
        Thing("990121100201-00", "柳塘村账本", "太平镇 › 柳塘村", ("柳塘村", "太平镇柳塘村"), True),
        Thing("990121200203-00", "柳塘村账本", "云岭乡 › 柳塘村", ("柳塘村", "云岭乡柳塘村")),
        Thing("990121100202-00", "石桥村账本", "太平镇 › 石桥村", ("石桥村", "太平镇石桥村"), True),
        Thing("990121200204-00", "双田村账本", "云岭乡 › 双田村", ("双田村",)),
        Thing("990121300204-00", "双田村账本", "白杨镇 › 双田村", ("双田村",)),
    )
)


def loaded(path: Path, **more):
    return workbook.load(path, kind().schemas, **more)


def typed(path: Path, **changes) -> Path:
    """A workbook of two entries, the first with other values under some headings."""
    first = [changes.get(head, value) for head, value in zip(HEADS, ROW, strict=True)]
    return book(path, [HEADS, first, OTHER])


def told(done) -> list[tuple[str, str, str | None, str | None]]:
    return [(i.code, i.values.get("cell", ""), i.found, i.expected) for i in done.issues]


def field(title: str = "经手人", kind_: str = "string", **more) -> schema.Field:
    """One field of a table, required unless said otherwise."""
    constraints = more.pop("constraints", {"required": True})
    raw = {"name": "a", "title": title, "title_en": "A", "description": "", "type": kind_}
    raw |= {"unit": "", "constraints": constraints, **more}
    table = {"title": "", "title_en": "", "description": "", "fields": [raw]}
    return schema.parse("t", table).fields[0]


def text_of(value: str, one: schema.Field, **more) -> tuple[str, str]:
    """(text, code of the fault or the reasons) of a text cell."""
    reading = read(Cell(Stored.TEXT, value), one, **more)
    return reading.text, reading.fault.code if reading.fault else "、".join(reading.why)


def test_line_breaks_inside_cells_shift_no_row(tmp_path):
    """Alt+Enter in two cells: read as a blank, said with its cell; later faults keep their rows."""
    rows = [HEADS]
    for number in range(1, 5):
        row = [*ROW]
        row[2], row[4] = f"00{number}", f"付电费\n{number}" if number in (1, 3) else "付电费"
        rows.append(row)
    rows[4][3] = "2026-02-30"
    done = workbook.import_workbook(
        book(tmp_path / "六月.xlsx", rows),
        kind(),
        "taiping",
        "2026-06",
        tmp_path / "data",
        published="2026-07-10",
        approved_by="某某",
    )
    seen = [(i.code, i.row, i.values.get("cell")) for i in done.issues if "cell" in i.values]
    assert seen == [("repaired", 2, "E2"), ("no-such-date", 5, "D5")]
    assert [(r.cell, r.after) for r in done.repairs] == [("E2", "付电费 1"), ("E4", "付电费 3")]


@pytest.mark.parametrize(
    "value", ["同上", "〃", "同前", "″", "同左", "见上", "如上栏", "同上一行", "详见上述"]
)
def test_ditto_marks_are_refused_at_the_cell(value, tmp_path):
    """Each row is published by itself; of a mark the row above is nowhere to be seen."""
    done = loaded(typed(tmp_path / "a.xlsx", 摘要=value))
    assert told(done) == [("ditto", "E2", value, None)]
    assert done.issues[0].remedy.startswith("照上面一行写全")


def test_placeholders_are_no_content():
    """无 and dashes: refused where a name or a required value belongs, left empty elsewhere."""
    optional = {"constraints": {}}
    assert text_of("无", field())[1] == "placeholder"
    assert text_of("——", field("证明人", **optional))[1] == "placeholder"
    assert text_of("/", field("摘要"))[1] == "placeholder"
    assert text_of("无", field("申请条件")) == ("无", "")
    assert text_of("-", field("备注", **optional)) == ("", "没有的留空，不写“-”")
    assert text_of("未办结", field("办结日期", "date", **optional))[0] == ""
    assert text_of("无", field("停表天数", "integer"))[1] == "placeholder"
    assert text_of("无", field("附件", "integer", **optional))[0] == ""
    for word in ("无此项", "不适用", "待补充", "暂缺", "（无）", "N/A", "不清楚"):
        assert text_of(word, field())[1] == "placeholder"
        assert text_of(word, field("凭证号", constraints={"pattern": ".+"}))[0] == ""
        assert text_of(word, field("收款方", **optional))[0] == ""
        assert text_of(word, field("备注", **optional))[0] == word
    for name in ("吴无咎", "见贤", "毕待问", "同心建材店"):
        assert text_of(name, field()) == (name, "")
    assert text_of("无", field("有无", constraints={"enum": ["有", "无"]})) == ("无", "")


def test_a_unit_behind_a_number_is_read_where_it_is_the_column_s():
    """120平方米 is 120, 12元 is 12, 18.5万 is asked about as 万元; another unit is a fault."""
    area = field("面积", "number", unit="平方米", constraints={})
    money = field("原值", "number", unit="元", constraints={})
    assert text_of("120平方米", area) == ("120", "数后面写了单位")
    assert text_of("120㎡", area)[0] == "120"
    assert text_of("￥1,200.50", money) == ("1200.50", "数后面写了单位、千分位逗号")
    assert text_of("12 元", money)[0] == "12"
    asked = read(Cell(Stored.TEXT, "18.5万元"), money)
    assert (asked.text, asked.question and asked.question.code) == (
        "185000.00",
        "ten-thousand-yuan",
    )
    for text, of in (("3亩", area), ("12千元", money), ("¥12", area), ("12美元", money)):
        assert text_of(text, of) == (text, "")
    assert read(Cell(Stored.TEXT, "12元"), money, 10_000).text == "12元"


def test_what_is_not_public_is_left_empty_where_it_may_be():
    """（不公开） in a masked number is nothing; the words may stand in free text."""
    tail = field("证件号", mask="id", constraints={})
    assert text_of("（不公开）", tail) == ("", "没有的留空，不写“（不公开）”")
    assert text_of("（不公开）", field("备注", constraints={})) == ("（不公开）", "")


def test_blanks_inside_names_are_folded_and_words_keep_theirs():
    """郑　克勤 is 郑克勤; a blank in a summary, or between other letters, is hers."""
    assert text_of("郑　克勤", field("审批人")) == ("郑克勤", "名字里多了空格")
    assert text_of("河口 建材店", field("收款方"))[0] == "河口建材店"
    assert text_of("付 电费", field("摘要")) == ("付 电费", "")
    assert text_of("John Smith", field("经手人")) == ("John Smith", "")


def test_brackets_and_signs_are_negative_and_a_reversal_has_one_way():
    """(1,234.50), （236.00） and -236 are one thing; the remedy says how to enter it."""
    amount = field("金额", "number", unit="元", constraints={"minimum": 0.01})
    for value in ("(1,234.50)", "（236.00）", "-236", "（1,027.16）", "【236】", "236-", "−236"):
        assert text_of(value, amount)[1] == "below-zero"
    for value in ("红字236", "△236.5", "负236元", "▲1,236.00"):
        assert text_of(value, amount)[1] == "below-zero"
    for value in ("2860（含税）", "(236", "约236", "红字"):
        assert text_of(value, amount)[1] != "below-zero"
    balance = field("余额", "number", unit="元", constraints={})
    assert text_of("红字1,234.50", balance)[0] == "-1234.50"
    assert text_of("（1,234.50）", balance) == ("-1234.50", "全角字符、括号表示负数、千分位逗号")
    reading = read(Cell(Stored.NUMBER, "-236"), amount)
    assert reading.fault is not None
    assert "收支改成相反的一边" in reading.fault.remedy


def test_a_day_is_read_in_every_form_with_one_meaning():
    """With strokes, dots, blanks, 年月日 and 号, and midnight behind it; never without its year."""
    one = field("日期", "date")
    for value in ("2026.6.8", "2026、6、8", "2026 06 08", "2026年6月8号", "2026年 6 月 8 日"):
        assert text_of(value, one) == ("2026-06-08", "日期写法")
    for value in ("2026-06-08 00:00:00", "2026-6-8 0:00", "2026-06-08T00:00:00.000"):
        assert text_of(value, one) == ("2026-06-08", "日期写法")
    for value in ("6月8日", "26.6.8", "8/6/2026", "2026-06-08 10:30", "2026.6-8", "2026.6.31"):
        assert text_of(value, one) == (value, "")
    assert text_of("2026年06期", field("月份", "yearmonth")) == ("2026-06", "日期写法")


def test_what_is_read_otherwise_is_read_so_by_the_next_run_too(tmp_path):
    """Whatever a repair makes of a cell is taken as it is when it is typed."""
    values = {
        "账簿编号": "'990121100201-00",
        "序号": "00１",
        "日期": "2026年6月3日",
        "摘要": " 收\n租 ",
        "金额": "1,200.50",
        "附件": "2.0",
        "月份": "Jun-26",
    }
    first = loaded(typed(tmp_path / "a.xlsx", **values))
    assert {issue.severity.value for issue in first.issues} == {"warning"}
    mended = {repair.title: repair.after for repair in first.repairs}
    assert mended.keys() == values.keys()
    again = loaded(typed(tmp_path / "b.xlsx", **mended))
    assert (again.issues, again.csv) == ([], first.csv)


def test_a_column_of_numbers_is_one_question(tmp_path):
    """序号 1, 2: 001, 002, asked once; answered with yes it is only said."""
    rows = [HEADS, *([*ROW[:2], number, *ROW[3:]] for number in (1, 2, 3))]
    path = book(tmp_path / "a.xlsx", rows)
    done = loaded(path)
    assert told(done) == [("numbers-as-text", "C2", "1", "001")]
    assert done.issues[0].values["count"] == "3"
    assert [one.key for one in done.questions] == ["账目/序号/numbers-as-text"]
    answered = loaded(path, accepted={done.questions[0].key})
    assert told(answered) == [("numbers-as-text-answered", "C2", "1", "001")]
    assert answered.csv == done.csv
    assert [line.split(",")[2] for line in done.csv["entries"].splitlines()[1:]] == [
        "001",
        "002",
        "003",
    ]


def test_a_number_on_the_list_has_lost_nothing():
    """514 is an account: no question. 514.0 is 514; a code of letters is never filled up."""
    code = field("科目", constraints={"pattern": r"\d{3}(\d{2,6})?"})
    accounts = NameList((Thing("514", "公益支出"), Thing("101", "库存现金")))
    reading = read(Cell(Stored.NUMBER, "514"), code, listed=accounts)
    assert (reading.text, reading.question, reading.fault) == ("514", None, None)
    assert read(Cell(Stored.NUMBER, "514"), code).question is not None
    assert text_of("514.0", code) == ("514", "编号多了“.0”")
    letters = field("投诉编号", constraints={"pattern": "[A-Za-z0-9-]{4,40}"})
    assert read(Cell(Stored.NUMBER, "1"), letters).fault is not None


def test_names_stand_for_codes_both_ways():
    """A name, a code, a name with its code; her own township first; else all candidates."""
    one = field("账簿编号", refers="book", constraints={"pattern": r"\d{12}-\d{2,3}"})

    def named(text: str) -> tuple[str, str]:
        return text_of(text, one, listed=BOOKS)

    for text in (
        "柳塘村",
        "柳塘村账本",
        "柳塘村账本",
        "柳塘村账本（990121100201-00）",
        "太平镇柳塘村",
    ):
        assert named(text) == ("990121100201-00", "是柳塘村账本的编号")
    assert named("云岭乡柳塘村")[0] == "990121200203-00"
    assert named("990121100202-00") == ("990121100202-00", "")
    assert named("990121999999-00") == ("990121999999-00", "")  # the references say what is wrong
    both = read(Cell(Stored.TEXT, "双田村"), one, listed=BOOKS)
    assert both.fault is not None
    assert (both.fault.code, both.expected) == (
        "ambiguous-name",
        "云岭乡 › 双田村 双田村账本（990121200204-00）、"
        "白杨镇 › 双田村 双田村账本（990121300204-00）",
    )
    near = read(Cell(Stored.TEXT, "石乔村"), one, listed=BOOKS)
    assert near.fault is not None
    assert (near.fault.code, near.expected) == ("unknown-name", "石桥村账本（990121100202-00）")
    chart = NameList((Thing("514", "公益支出"),))
    assert text_of("514 公益支出", field("科目"), listed=chart)[0] == "514"
    assert text_of("公益支出", field("科目"), listed=chart)[0] == "514"


ITEMS = NameList(
    tuple(Thing(f"F{code}", f"项目{code}") for code in ("2.1", "2.5", "2.10", "5")), is_closed=True
)


def test_an_item_may_be_typed_without_its_letter():
    """2.1 is F2.1; a number has lost its noughts: of 2.1 nobody knows whether it was 2.10."""
    item = field("公开项目", constraints={"pattern": r"F[1-8](\.\d{1,2})?"})
    assert text_of("2.1", item, listed=ITEMS) == ("F2.1", "是项目2.1的编号")
    assert text_of("２.10", item, listed=ITEMS)[0] == "F2.10"
    assert text_of("2.7", item, listed=ITEMS)[0] == "2.7"

    def number(text: str) -> tuple[str, str | None]:
        reading = read(Cell(Stored.NUMBER, text), item, listed=ITEMS)
        return reading.text, reading.fault.code if reading.fault else None

    assert number("2.5") == ("F2.5", None)
    assert number("5") == ("F5", None)
    assert number("2.1") == ("2.1", "ambiguous-name")
    assert number("2.7")[1] is not None
    contracts = NameList((Thing("HT2.1", "鱼塘合同"),))
    assert text_of("2.1", field("合同编号"), listed=contracts)[0] == "2.1"


def test_the_code_of_a_village_stands_for_its_book(june):
    """As a text or a number, where one book is of the village; a figure wrong is asked about."""
    listed = workbook.names_for(june, KINDS, by_name("accounts"), "taiping", "2026-06")
    books = listed.scopes["book"]
    one = field("账簿编号", refers="book", constraints={"pattern": r"\d{12}-\d{2,3}"})
    expected = ("990121100201-00", ("是柳塘村账本的编号",))
    reading = read(Cell(Stored.TEXT, "990121100201"), one, listed=books)
    assert (reading.text, reading.why) == expected
    stored = read(Cell(Stored.NUMBER, "990121100201"), one, listed=books)
    assert (stored.text, stored.fault, stored.question) == (expected[0], None, None)
    near = read(Cell(Stored.TEXT, "990121100209"), one, listed=books)
    assert near.fault is not None
    assert near.fault.code == "unknown-name"
    assert "柳塘村账本（990121100201-00）" in (near.expected or "")
    two = NameList(tuple(Thing(f"9-{n}", f"账本{n}", ids=("990121100201",)) for n in "12"))
    both = read(Cell(Stored.NUMBER, "990121100201"), one, listed=two)
    assert both.fault is not None
    assert (both.fault.code, both.expected) == ("ambiguous-name", "账本1（9-1）、账本2（9-2）")


def test_a_wrong_form_is_said_once_a_column(tmp_path):
    """Five numbers that no cell of the column may have: the first by name, then how many more."""
    rows = [HEADS, *([*ROW[:2], f"记{number}", *ROW[3:]] for number in range(1, 6)), OTHER]
    day = {"published": "2026-07-10", "approved_by": "某某"}
    path = book(tmp_path / "a.xlsx", rows)
    done = workbook.import_workbook(path, kind(), "taiping", "2026-06", tmp_path / "data", **day)
    [issue] = [one for one in done.issues if one.code == "wrong-form"]
    assert (issue.row, issue.field, issue.values["cells"]) == (2, "序号", "C2、C3、C4、C5、C6")
    [line] = report_lines([issue], {}, translation("zh"), "zh")
    assert line.message == (
        "“序号”一栏有 5 格写法不合规定：C2“记1”、C3“记2”、C4“记3”，还有 2 处。"
        "应为：3 到 5 位数字（序号）。"
    )
    made = openpyxl.load_workbook(done.marked_copy)
    assert {made["账目"][f"C{row}"].fill.fgColor.rgb for row in range(2, 7)} == {
        made["账目"]["C2"].fill.fgColor.rgb
    }
    assert made["账目"]["C7"].fill.fgColor.rgb != made["账目"]["C2"].fill.fgColor.rgb


def test_a_choice_that_is_nearly_right_is_suggested(tmp_path):
    """收 is no choice; what was meant is offered."""
    channel = field("渠道", constraints={"enum": ["来访", "来信", "来电"]})
    reading = read(Cell(Stored.TEXT, "电话"), channel)
    assert reading.fault is not None
    assert (reading.fault.code, reading.expected) == ("not-a-choice", "来电")


def test_formulas_that_give_nothing_are_blank_and_rows_of_them_are_no_rows(tmp_path):
    """Rows prepared with =IF(…,"",…) and a month copied down: left out, said in one sentence."""
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet("账目")
        for row, line in enumerate((HEADS, ROW, OTHER)):
            for column, value in enumerate(line):
                sheet.write(row, column, value)
        for row in range(3, 40):
            sheet.write(row, 1, "2026-06")
            sheet.write_formula(row, 6, f'=IF(E{row + 1}="","",1)', None, "")
    done = loaded(path)
    assert told(done) == [("rows-without-data", "A4", "第 4—40 行", None)]
    assert len(done.csv["entries"].splitlines()) == 3


def prepared(path: Path, table: str, given: list[list], copied: list) -> Path:
    """A sheet with records and thirty rows below them, as Excel saves it.

    Of the copied row a text that begins with = is a formula, with its result behind ✓.
    """
    shape = next(one for one in by_name("holdings").schemas if one.name == table)
    plain = path.with_suffix(".plain")
    with xlsxwriter.Workbook(plain) as made:
        sheet = made.add_worksheet(shape.title)
        heads = [one.title for one in shape.fields]
        for row, line in enumerate([heads, *given, *[copied] * 30]):
            for column, value in enumerate(line):
                if isinstance(value, str) and value.startswith("="):
                    formula, _, result = value.partition("✓")
                    sheet.write_formula(row, column, formula, None, result)
                elif value is not None:
                    sheet.write(row, column, value)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w") as new:
        for part in old.namelist():
            new.writestr(part, re.sub(rb'(r="\w+")><f>', rb'\1 t="str"><f>', old.read(part)))
    return path


def test_rows_prepared_in_other_kinds_are_no_rows(tmp_path):
    """Instalments whose contract and amount were dragged down, assets numbered ahead of time.

    A record that lacks a value but repeats an amount stays one.
    """
    tables = by_name("holdings").schemas
    instalments = [["HT-06", "2025-07-05", 64000], ["HT-06", "2026-07-05", 64000]]
    empty = ["HT-06", '=IF(A9="","",1)✓', 64000]
    path = prepared(tmp_path / "a.xlsx", "schedule", instalments, empty)
    done = workbook.load(path, tables)
    assert told(done) == [("rows-without-data", "A4", "第 4—33 行", None)]
    assert len(done.csv["schedule"].splitlines()) == 3
    place = "990121100201"
    asset = [
        "ZC-01",
        place,
        "抽水机",
        "机器设备",
        None,
        "村部库房",
        "自用",
        None,
        8600,
        "2019-03-01",
    ]
    numbered = ['="ZC-"&ROW()✓ZC-09', place, None, "机器设备", None, "村部库房", "自用"]
    done = workbook.load(prepared(tmp_path / "b.xlsx", "assets", [asset], numbered), tables)
    assert told(done) == [("rows-without-data", "A3", "第 3—32 行", None)]
    assert len(done.csv["assets"].splitlines()) == 2
    forgotten = book(tmp_path / "c.xlsx", [["合同编号", "应收日期", "应收金额"], *instalments])
    made = openpyxl.load_workbook(forgotten)
    made.active.append(["HT-06", None, 64000])
    made.save(forgotten)
    assert len(workbook.load(forgotten, tables).csv["schedule"].splitlines()) == 4


def test_a_storeyed_heading_is_read_and_blanks_below_it_are_nothing(tmp_path):
    """期初余额 over 借方 and 贷方, merged or not, with the first columns merged downwards."""
    fields = [
        ("book_id", "账簿编号", "string"),
        *(
            (f"{when}_{side}", f"{'期初' if when == 'a' else '本期'}{title}", "number")
            for when in "ab"
            for side, title in (("d", "借方"), ("c", "贷方"))
        ),
    ]
    raw = {
        "title": "科目余额",
        "title_en": "Trial",
        "description": "",
        "primaryKey": ["book_id"],
        "fields": [
            {"name": name, "title": title, "title_en": name, "description": "", "type": type_}
            | {"unit": "元" if type_ == "number" else "", "constraints": {"required": True}}
            for name, title, type_ in fields
        ],
    }
    table = schema.parse("trial", raw)
    for is_merged in (True, False):
        made = openpyxl.Workbook()
        sheet = made.active
        sheet.title = "科目余额表"
        sheet.append(["太平镇"])
        sheet.append(["账簿编号", "期初余额", None, "本期发生额"])
        sheet.append([None, "借方", "贷方", "借方", "贷方"])
        sheet.append(["101", 5, None, None, 7.5])
        if is_merged:
            for area in ("A2:A3", "B2:C2", "D2:E2"):
                sheet.merge_cells(area)
        made.save(tmp_path / "a.xlsx")
        done = workbook.load(tmp_path / "a.xlsx", (table,))
        assert done.csv["trial"].splitlines() == [
            "book_id,a_d,a_c,b_d,b_c",
            "101,5.00,0.00,0.00,7.50",
        ]
        assert {i.code for i in done.issues} == {"repaired"}
        assert done.origins["trial"][0].cells["b_c"] == "E4"


def test_a_row_of_no_height_is_a_hidden_row(tmp_path):
    """Drawn together until nothing, or next to nothing, is seen of it: refused as a hidden one."""
    made = openpyxl.load_workbook(book(tmp_path / "a.xlsx", [HEADS, ROW, OTHER]))
    made["账目"].row_dimensions[3].height = 0.25
    made.save(tmp_path / "a.xlsx")
    for height in (b'ht="0"', b'ht="0.25"', b'ht="0.75"'):
        with (
            zipfile.ZipFile(tmp_path / "a.xlsx") as old,
            zipfile.ZipFile(tmp_path / "b.xlsx", "w") as new,
        ):
            for part in old.namelist():
                new.writestr(part, old.read(part).replace(b'ht="0.25"', height))
        done = loaded(tmp_path / "b.xlsx")
        assert [(i.code, i.row) for i in done.issues] == [("hidden-rows", 3)]
        assert not done.is_whole


def test_a_heading_that_was_mistyped_is_no_column_of_her_own(tmp_path):
    """A column for an absent field with nearly its title is an error, any other is left out."""
    heads = ["联系电话（手机）" if head == "电话" else head for head in HEADS]
    done = loaded(book(tmp_path / "a.xlsx", [[*heads, "__内部"], [*ROW, "x"]]))
    assert told(done) == [
        ("unknown-column", "I1", "联系电话（手机）", "电话"),
        ("column-left-out", "J1", "__内部", None),
    ]


def renamed(path: Path, out: Path, names: dict[str, str]) -> Path:
    """The workbook with other names of its parts, as its own relations say."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w") as target:
        for part in source.namelist():
            body = source.read(part)
            if part.endswith((".rels", "[Content_Types].xml")):
                for old, new in names.items():
                    body = body.replace(old.encode(), new.encode())
            new_name = part
            for old, new in names.items():
                new_name = new_name.replace(old, new)
            target.writestr(new_name, body)
    return out


def test_parts_are_found_by_relations_whatever_their_names(tmp_path):
    """Shared strings, styles, sheets and the workbook itself under names that nobody expects."""
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet("账目")
        day = made.add_format({"num_format": "yyyy-mm-dd"})
        for row, line in enumerate((HEADS, ROW, OTHER)):
            for column, value in enumerate(line):
                sheet.write(row, column, value)
        sheet.write_number(1, 3, 46176, day)
    expected = loaded(path).csv
    names = {
        "sharedStrings.xml": "SharedStrings.xml",
        "styles.xml": "looks/Style.XML",
        "sheet1.xml": "Blatt_1.xml",
        "workbook.xml": "book.xml",
    }
    made_ = renamed(path, tmp_path / "b.xlsx", names)
    assert loaded(made_).csv == expected
    assert "2026-06-03" in expected["entries"]
    out = tmp_path / "c.xlsx"
    issue = workbook.RULES[0].issue("b.xlsx/账目", 2, cell="D2")
    workbook.write_marked_copy(made_, [issue], out)
    body = io.BytesIO(out.read_bytes())
    assert zipfile.ZipFile(body).read("xl/SharedStrings.xml")
    assert loaded(out).csv == expected


def test_targets_may_be_absolute_and_of_another_case(tmp_path):
    """/xl/worksheets/Sheet1.xml where the zip has sheet1.xml: read, and handed back marked."""
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet("账目")
        for row, line in enumerate((HEADS, ROW, OTHER)):
            sheet.write_row(row, 0, ["" if one is None else one for one in line])
    expected = loaded(path).csv
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as new:
        for part in old.namelist():
            body = old.read(part)
            if part.endswith(".rels"):
                body = re.sub(rb'Target="xl/', b'Target="/XL/', body)
                body = re.sub(rb'Target="(worksheets/|s)', rb'Target="/xl/\1', body)
                body = body.replace(b"/sheet1.xml", b"/Sheet1.xml")
                body = body.replace(b"/sharedStrings.xml", b"/SharedStrings.xml")
            new.writestr(part, body)
    rels = zipfile.ZipFile(tmp_path / "b.xlsx").read("xl/_rels/workbook.xml.rels")
    assert b"/xl/worksheets/Sheet1.xml" in rels
    assert b"/xl/SharedStrings.xml" in rels
    assert loaded(tmp_path / "b.xlsx").csv == expected
    issue = workbook.RULES[0].issue("b.xlsx/账目", 2, cell="D2")
    workbook.write_marked_copy(tmp_path / "b.xlsx", [issue], tmp_path / "c.xlsx")
    assert loaded(tmp_path / "c.xlsx").csv == expected
    assert any("comments" in name for name in zipfile.ZipFile(tmp_path / "c.xlsx").namelist())


@pytest.mark.parametrize("delimiter", [",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("is_chinese", [True, False])
def test_a_csv_is_read_as_programs_save_it(delimiter, encoding, is_chinese, tmp_path):
    """WPS's GB18030, Excel's byte order mark and tabs, titles or names of fields."""
    names = [one.name for one in kind().schemas[0].fields]
    lines = [HEADS if is_chinese else names, [*ROW[:3], "2026/6/3", *ROW[4:]]]
    text = "\r\n".join(delimiter.join("" if c is None else str(c) for c in line) for line in lines)
    path = tmp_path / "账目.csv"
    path.write_bytes(text.encode(encoding))
    done = loaded(path)
    assert {code for code, *_ in told(done)} <= {"gb18030", "repaired"}
    assert done.csv["entries"].splitlines()[1] == (
        "990121100201-00,2026-06,001,2026-06-03,收鱼塘租金,收入,1200.5,2,0826-1"
    )
    assert (done.is_whole, done.is_workbook) == (True, False)


ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">
<office:automatic-styles><style:style style:name="gone" style:family="table">
<style:table-properties table:display="false"/></style:style>
<style:style style:name="flat" style:family="table-row">
<style:table-row-properties style:row-height="0.01cm"/></style:style></office:automatic-styles>
<office:body><office:spreadsheet>
<table:table table:name="账目"><table:table-column table:number-columns-repeated="9"/>{rows}
<table:table-row table:number-rows-repeated="1048000"><table:table-cell
 table:number-columns-repeated="16384"/></table:table-row></table:table>
<table:table table:name="草稿" table:style-name="gone"><table:table-row><table:table-cell
 office:value-type="string"><text:p>随手记</text:p></table:table-cell></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"""


def ods_row(values: list, attributes: str = "") -> str:
    """A row as LibreOffice writes it: numbers and days by their values, texts as paragraphs."""
    cells = []
    for value in values:
        if value is None:
            cells.append("<table:table-cell/>")
        elif isinstance(value, str):
            shown = f"<text:p>{value}</text:p>"
            day = len(value) == 10 and value[4] == "-"
            kind_ = f'date" office:date-value="{value}' if day else "string"
            cells.append(
                f'<table:table-cell office:value-type="{kind_}">{shown}</table:table-cell>'
            )
        else:
            cells.append(f'<table:table-cell office:value-type="float" office:value="{value}"/>')
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def ods(path: Path, *rows: str) -> Path:
    """An .ods with these rows below the heads, and a hidden sheet."""
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr("content.xml", ODS.replace("{rows}", ods_row(HEADS) + "".join(rows)))
    return path


def test_an_ods_is_read_like_any_workbook(tmp_path):
    """Numbers, days, texts, a million empty rows, a hidden sheet, rows behind a filter."""
    done = loaded(ods(tmp_path / "a.ods", ods_row(ROW), ods_row(OTHER)))
    assert told(done) == [("hidden-content", "", "工作表", None)]
    assert done.csv == loaded(book(tmp_path / "a.xlsx", [HEADS, ROW, OTHER])).csv
    assert (done.is_whole, done.is_workbook) == (True, False)
    filtered = ods_row(OTHER, 'table:visibility="filter"')
    done = loaded(ods(tmp_path / "b.ods", ods_row(ROW), filtered))
    first = done.issues[0]
    assert (first.code, first.expected) == ("hidden-rows", "开着筛选")
    flat = ods(tmp_path / "d.ods", ods_row(ROW), ods_row(OTHER, 'table:style-name="flat"'))
    assert (loaded(flat).issues[0].code, loaded(flat).issues[0].row) == ("hidden-rows", 3)
    (tmp_path / "c.ods").write_bytes((tmp_path / "a.ods").read_bytes()[:-200])
    assert [code for code, *_ in told(loaded(tmp_path / "c.ods"))] == ["workbook-wrong-type"]


def test_her_own_bold_rows_and_titles_are_no_data(tmp_path):
    """What looks different is read by what it says."""
    path = book(tmp_path / "a.xlsx", [["六月"], HEADS, ROW, ["小计", *[None] * 5, 1200.5], OTHER])
    made = openpyxl.load_workbook(path)
    for cell in made["账目"][4]:
        cell.font = Font(bold=True)
    made.save(path)
    assert [code for code, *_ in told(loaded(path))] == ["row-left-out"]


def test_no_names_change_nothing():
    """Without lists a text is read as it stands."""
    assert Names().of("book_id", "book") is None
