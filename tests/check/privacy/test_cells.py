"""No personal data passes in any cell; no code, amount or place is taken for a person."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from mingbai import schema
from mingbai.check import privacy
from mingbai.check.privacy.detectors import findings
from mingbai.issues import Issue
from mingbai.read.tables import Table
from people import person, spellings

KINDS = Path(schema.__file__).parent / "kinds"
FILE = "accounts/taiping/2026-06/entries.csv"


def field(name, **more):
    return {
        "name": name,
        "title": name,
        "title_en": name,
        "description": "",
        "type": "string",
        **more,
    }


def table(fields, rows, **more) -> Table:
    """A table of texts as tables.read gives them: file and spreadsheet line in the index."""
    raw = {"title": "表", "title_en": "T", "description": "", "fields": fields, **more}
    made = schema.parse("t", raw)
    frame = pd.DataFrame(rows, columns=[f.column for f in made.fields])
    for one in made.fields:
        kinds = {"string": "str", "date": "datetime64[s]", "integer": "Int64", "number": "Int64"}
        frame[one.column] = frame[one.column].astype(kinds[one.type])
    frame.index = pd.MultiIndex.from_arrays(
        [[FILE] * len(frame), range(2, len(frame) + 2)], names=["file", "line"]
    )
    return Table(made, (FILE,), frame)


def told(issues: tuple[Issue, ...]) -> list[tuple[str, int | None, str | None, str | None]]:
    ordered = sorted(issues, key=lambda issue: issue.order)
    return [(issue.code, issue.row, issue.field, issue.found) for issue in ordered]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("低保金 张某 11010519491231002X", [("resident-id", "11*************02X")]),
        ("家住太平镇柳塘村三组5号", [("home-address", "太平镇****")]),
        ("柳塘村3组18号张家门前修路", [("home-address", "柳塘村****")]),
        ("幸福小区3栋2单元502室", [("home-address", "幸福小区****")]),
        ("幸福路18号3单元201", [("home-address", "幸福****")]),
        ("人民路12号院3栋501室", [("home-address", "人民****")]),
        ("翠湖花园6幢1803", [("home-address", "翠湖花园****")]),
        ("红星小区1号楼2单元301", [("home-address", "红星小区****")]),
        ("东街社区幸福巷7号402室", [("home-address", "东街社区****")]),
        ("家住幸福里弄5号", [("home-address", "幸福****")]),
        ("翻修公房3栋120平方米、2单元300户，每栋1200元，5幢1,200元", []),
        ("石桥村2组3号塘清淤", []),
        ("柳塘村3组5户改厕", []),
        ("清源县人民路18号政务服务中心3号楼201室", []),
        ("太平镇柳塘村", []),
        ("川A12345 加油", [("number-plate", "川A1****")]),
        ("存入账号 2024010123456788", [("account-number", "20**********6788")]),
        ("35*************123", []),
        ("138****1234", []),
        ("110105********002X", []),
        ("6222****1234", []),
        ("110105****1231002X", [("weak-mask", "11****************")]),
        ("1101051949123****X", [("weak-mask", "11****************")]),
        ("110105xxxx1231002X", [("weak-mask", "11****************")]),
        ("1381234***8", [("weak-mask", "13*********")]),
        ("62220212345678＊＊＊", [("weak-mask", "62***************")]),
        ("http://x.cn/a?id=13812345678", []),
        ("见https://x.cn/a，电话13812345678", [("mobile-number", "138****5678")]),
        ("[公告](https://x.cn/a)13812345678", [("mobile-number", "138****5678")]),
        ("凭证号记-12 付 13812345678", [("mobile-number", "138****5678")]),
        ("金额 13,812,345,678.00 元，发票号 12345678901234567890", []),
    ],
)
def test_free_text(text, expected):
    """Each kind of personal data in words is named once, and shown without what it gives away."""
    assert [(rule.code, found) for rule, found in findings(text)] == expected


def test_contact_columns_carry_telephones_and_addresses_and_nothing_else():
    """An office's mobile number stands in a contact column; a resident ID stands nowhere."""
    fields = [field("phone", contact=True), field("note")]
    rows = [["13812345678", None], [None, "13812345678"], ["11010519491231002X", None]]
    assert told(privacy.scan_table(table(fields, rows))) == [
        ("mobile-number", 3, "note", "138****5678"),
        ("resident-id", 4, "phone", "11*************02X"),
    ]


def test_an_id_split_over_neighbouring_cells_is_found():
    """6 + 8 + 4 digits in three cells of a row are one resident ID, named where it begins."""
    fields = [field("summary"), field("handler"), field("witness")]
    rows = [["发给110105", "19491231", "002X"], ["第110105号", "张三", "002X"]]
    assert told(privacy.scan_table(table(fields, rows))) == [
        ("resident-id", 2, "summary", "11*************02X")
    ]


def test_codes_are_judged_by_their_column():
    """Eighteen-digit contract codes with a date inside are codes; one ID among them is a leak."""
    fields = [field("contract_no", constraints={"pattern": "[A-Za-z0-9-]{2,40}"})]
    rows = [[f"51160220240101{i:04d}"] for i in range(400)]
    assert privacy.scan_table(table(fields, rows)) == ()
    vouchers = [[f"记-{i:03d}"] for i in range(50)]
    rows = [*vouchers, ["11010519491231002X"], ["13812345678"], ["6228480402564890018"]]
    assert [row for _, row, _, _ in told(privacy.scan_table(table(fields, rows)))] == [52, 53, 54]


def test_a_number_beside_other_words_of_a_code_is_found():
    """记13812345678 or 110105-19491231-002X in a column of codes is a leak, a long code is none."""
    fields = [field("voucher_no", constraints={"pattern": r"[A-Za-z0-9\u4e00-\u9fff-]{1,30}"})]
    codes = [[f"记-{i:03d}"] for i in range(40)] + [["HT-990121100201-2026-0007"]] * 40
    assert privacy.scan_table(table(fields, codes)) == ()
    leaks = [["记13812345678"], ["110105-19491231-002X"], ["卡6228480402564890018"], ["20260713"]]
    found = told(privacy.scan_table(table(fields, codes + leaks)))
    assert [(code, row) for code, row, *_ in found] == [
        ("mobile-number", 82),
        ("resident-id", 83),
        ("bank-card", 84),
    ]
    usual = [[f"付13812345{i:03d}"] for i in range(40)]
    assert privacy.scan_table(table(fields, usual)) == ()


def test_a_column_of_ids_under_another_name_is_a_leak():
    """A coded column that holds nothing but valid resident IDs is reported line by line."""
    dice = random.Random(3)
    fields = [field("applicant_no", constraints={"pattern": "[0-9X]{18}"})]
    rows = [[person(dice).resident_id] for _ in range(30)]
    assert {code for code, *_ in told(privacy.scan_table(table(fields, rows)))} == {"resident-id"}
    assert len(privacy.scan_table(table(fields, rows))) == 30


def test_a_telephone_typed_as_an_amount_is_found_and_a_large_budget_is_not():
    """A quantity a thousand times the usual that reads as a telephone is one; a budget is not."""
    money = [field("amount", type="number", unit="元")]
    rows = [[50_000], [120_000], [13_812_345_678_00]]
    assert told(privacy.scan_table(table(money, rows))) == [
        ("mobile-number", 4, "amount", "138****5678")
    ]
    budget = [[13_812_345_678_00], [14_812_345_678_00], [9_812_345_678_00]]
    assert privacy.scan_table(table(money, budget)) == ()


def test_ten_thousand_people_in_random_cells_are_all_found():
    """IDs, telephones and cards of 10,000 made-up people in random text cells: none is missed."""
    dice = random.Random(42)
    fields = [
        field("entry_no", constraints={"pattern": r"\d{3,5}"}),
        *(field(name) for name in ("summary", "handler", "witness", "note")),
    ]
    rows = [[f"{i:05d}", "付道路维修款", "张*", None, None] for i in range(10_000)]
    expected = set()
    for line, row in enumerate(rows, start=2):
        someone = person(dice)
        code, number, groups = dice.choice(
            (
                ("resident-id", someone.resident_id, (6, 8, 4)),
                ("mobile-number", someone.mobile, (3, 4, 4)),
                ("bank-card", someone.card, (4, 4, 4, 4, 4)),
            )
        )
        column = dice.randrange(1, 5)
        typed = spellings(number, groups, dice)
        row[column] = typed if dice.random() < 0.5 else f"付给 {typed}（{row[column] or '现金'}）"
        expected.add((code, line, fields[column]["name"]))
    found = {(i.code, i.row, i.field) for i in privacy.scan_table(table(fields, rows))}
    assert found == expected


def test_masked_columns_must_be_masked():
    """Names keep the surname, organisations stand in full, IDs show at most two and three."""
    fields = [field("name", mask="name"), field("id", mask="id")]
    rows = [
        ["张*", "35*************123"],
        ["王某某", "123"],
        ["清源县惠农合作社", None],
        ["欧阳建国", "11010519491231002X"],
        ["张园", "110105****1231002X"],
        ["李*明", "002X"],
        ["太平镇柳塘村", "91350100M000100Y43"],
        ["赵*", "E****1234"],
        ["清源县第二中学", None],
        ["老李豆腐坊", None],
    ]
    found = told(privacy.scan_table(table(fields, rows)))
    assert [(c, r) for c, r, *_ in found if c.startswith("unmasked")] == [
        ("unmasked-id", 5),
        ("unmasked-name", 5),
        ("unmasked-id", 6),
        ("unmasked-name", 6),
    ]
    assert all("110105" not in f and "建国" not in f for _, _, _, f in found)


def test_sensitive_columns_are_refused_and_statistics_are_not():
    """身份证号 is refused by its title; 残疾类别 only beside names; masked columns pass."""
    people = table([field("姓名"), field("残疾类别"), field("身份证号")], [["张三", "肢体", "x"]])
    assert [(c, f) for c, _, f, _ in told(privacy.scan_table(people))] == [
        ("sensitive-column", "残疾类别"),
        ("sensitive-column", "身份证号"),
    ]
    counts = table([field("残疾类别"), field("人数", type="integer")], [["肢体", 31]])
    assert privacy.scan_table(counts) == ()
    masked = table([field("身份证号")], [["35*************123"]])
    assert privacy.scan_table(masked) == ()
    account = table([field("收款账号")], [["0826-1"]])
    assert [code for code, *_ in told(privacy.scan_table(account))] == ["doubtful-column"]


def test_person_lists_end():
    """A row without a last day is an error; rows past it are dropped on the day after."""
    fields = [field("name", mask="name"), field("until", type="date")]
    rows = [["张*", "2026-07-10"], ["李*", None], ["王*", "2026-07-11"]]
    people = table(fields, rows, persons=True, expires="until")
    assert told(privacy.scan_table(people)) == [("person-without-end", 3, "until", None)]
    left = privacy.current(people, date(2026, 7, 11))
    assert list(left.frame["name"]) == ["王*"]
    assert len(privacy.current(people, date(2026, 7, 10)).frame) == 2
