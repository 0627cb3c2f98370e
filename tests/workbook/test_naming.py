"""No code that she cannot find: names in every command, lists of them, a template of her own."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from typer.testing import CliRunner

from harness import data_folder
from mingbai import workbook
from mingbai.cli import app
from mingbai.issues import Severity
from mingbai.kinds import KINDS, by_name


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The accounts of the fixture, with its registry."""
    return data_folder(tmp_path_factory.mktemp("data"), "accounts")


def run(*words: object) -> tuple[int, str]:
    """(exit code, everything printed) of a command."""
    result = CliRunner().invoke(app, [str(word) for word in words])
    return result.exit_code, result.output + (result.stderr if result.stderr_bytes else "")


def test_a_template_is_the_township_s_own_and_is_never_overwritten(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Named by publisher and month; the second time it is refused, and nothing is lost."""
    monkeypatch.chdir(tmp_path)
    asked = ("template", "村务财务", "--publisher", "太平镇", "--period", "2026-07", "--data", root)
    code, text = run(*asked)
    assert (code, text) == (0, "已写好：太平镇-2026-07-村务财务.xlsx\n")
    path = tmp_path / "太平镇-2026-07-村务财务.xlsx"
    was = path.read_bytes()
    code, text = run(*asked)
    assert code == 1
    assert "没有覆盖" in text
    assert path.read_bytes() == was
    with pytest.raises(FileExistsError):
        workbook.write_template(by_name("accounts"), "2026-07", path, {})
    assert (
        run("template", "accounts", "--period", "2026-07")[1] == "已写好：2026-07-村务财务.xlsx\n"
    )


def test_a_template_begins_with_last_month(root: Path) -> None:
    """Her books by name, openings and the year so far from June, the rest as formulas."""
    accounts = by_name("accounts")
    names = workbook.names_for(root, KINDS, accounts, "taiping", "2026-07")
    rows = workbook.first_rows_of(root, KINDS, accounts, "taiping", "2026-07")
    body = workbook.template(accounts, "2026-07", {}, names=names, rows=rows)
    path = root.parent / "七月.xlsx"
    path.write_bytes(body)
    made = openpyxl.load_workbook(path)
    shown = [[cell.value for cell in row[:8]] for row in made["公开单"].iter_rows(2, 4)]
    assert shown == [
        ["柳塘村账本", "2026-07", 22522.77, None, None, "=C2+D2-E2", "=39641.2+D2", "=31843.35+E2"],
        ["柳塘村一组账本", "2026-07", 1460, None, None, "=C3+D3-E3", "=2000+D3", "=1500+E3"],
        ["石桥村账本", "2026-07", 9518.05, None, None, "=C4+D4-E4", "=15900+D4", "=5605.4+E4"],
    ]
    balances = [[cell.value for cell in row[:5]] for row in made["科目余额"].iter_rows(2, 3)]
    assert balances == [
        ["柳塘村账本", "2026-07", "101 库存现金", 500, 0],
        ["柳塘村账本", "2026-07", "102 银行存款", 22022.77, 0],
    ]
    fund = [cell.value for cell in made["专项资金"][2]]
    assert fund == [
        "柳塘村账本",
        "2026-07",
        "LT-2026-01",
        "村北道路一事一议",
        5520,
        None,
        None,
        "=E2+F2-G2",
    ]


def test_drop_downs_offer_names_and_the_import_takes_them(root: Path) -> None:
    """514 公益支出, F3.5 …, her books by name: each choice stands for its code."""
    accounts = by_name("accounts")
    names = workbook.names_for(root, KINDS, accounts, "taiping", "2026-07")
    path = root.parent / "选项.xlsx"
    path.write_bytes(workbook.template(accounts, "2026-07", {}, names=names))
    made = openpyxl.load_workbook(path)
    hidden = made["选项"]
    assert hidden.sheet_state == "hidden"
    lists = {}
    for column in hidden.iter_cols(values_only=True):
        values = [value for value in column if value]
        lists[values[0]] = values
    books = {str(one.sqref): one.formula1 for one in made["公开单"].data_validations.dataValidation}
    assert books["A2:A2001"] == '"柳塘村账本,柳塘村一组账本,石桥村账本"'
    subjects = next(values for values in lists.values() if "514 公益支出" in values)
    chart = names.of("subject_code", None)
    assert chart is not None
    for text in subjects:
        [thing] = chart.named(text)
        assert text == f"{thing.code} {thing.title}"
    items = names.of("disclosure_code", None)
    assert items is not None
    assert {thing.code for thing in items.things} >= {"F2.1", "F3.5"}


def test_kinds_and_publishers_go_by_their_chinese_names(root: Path, tmp_path: Path) -> None:
    """A name nobody has is refused with the nearest, in Chinese; the lists are commands."""
    code, text = run("template", "村务财物", "--out", tmp_path / "a.xlsx")
    assert code == 1
    assert "您是不是指 村务财务（accounts）" in text
    code, text = run("kinds")
    assert code == 0
    assert text.splitlines() == [f"{kind.title}  {kind.name}" for kind in KINDS]
    code, text = run("publishers", "--data", root)
    assert code == 0
    assert "清源县太平镇人民政府、太平镇政府、太平镇人民政府、太平镇  taiping" in text
    asked = ("template", "accounts", "--period", "2026-07", "--out", tmp_path / "b.xlsx")
    code, text = run(*asked, "--publisher", "大平镇", "--data", root)
    assert code == 1
    assert "您是不是指 清源县太平镇人民政府（taiping）" in text
    assert not (tmp_path / "b.xlsx").exists()


def test_codes_lists_what_each_column_may_hold(root: Path) -> None:
    """The publisher's own books, the accounts in force, the items: by title of the column."""
    code, text = run(
        "codes", "村务财务", "--publisher", "太平镇", "--period", "2026-07", "--data", root
    )
    assert code == 0
    assert "【账簿编号】\n  990121100201-00  柳塘村账本  太平镇 › 柳塘村\n" in text
    assert "上河村账本" not in text
    assert "  514  公益支出\n" in text
    assert "【公开项目】" in text


def test_names_of_every_kind_can_be_read(root: Path) -> None:
    """Whatever a kind refers to, a clerk of an agency gets its names, or none, without a fault."""
    for kind in KINDS:
        names = workbook.names_for(root, KINDS, kind, "zhujian", "2026-07")
        agency = names.scopes["agency"]
        assert [thing.code for thing in agency.named("县住建局")] == ["zhujian"]


def test_packages_go_by_names_in_every_command(root: Path) -> None:
    """村务财务/太平镇/2026-06 is accounts/taiping/2026-06; a name of nobody is refused."""
    assert run("seal", "村务财务/太平镇/2026-06", "--data", root) == (0, "封签都在，不用改。\n")
    code, text = run("seal", "村务财务/大平镇/2026-06", "--data", root)
    assert code == 1
    assert "您是不是指 清源县太平镇人民政府（taiping）" in text
    given = ("--reason", "审计或检查要求", "--words", "按要求撤回", "--decided-by", "镇长")
    code, text = run("withdraw", "村务财务/太平镇/2026-04", *given, "--data", root)
    assert code == 1
    assert "accounts/taiping/2026-04" in text


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A county whose offices publish guides, cases, complaints, key work, scores and appraisals."""
    others = ("approvals", "completions", "complaints", "key_work", "performance", "commitments")
    return data_folder(tmp_path_factory.mktemp("offices"), "appraisals", others=others)


def begun(root: Path, kind: str, publisher: str, period: str) -> openpyxl.Workbook:
    """The workbook that a clerk of an office is given."""
    own = by_name(kind)
    names = workbook.names_for(root, KINDS, own, publisher, period)
    rows = workbook.first_rows_of(root, KINDS, own, publisher, period)
    return openpyxl.load_workbook(
        io.BytesIO(workbook.template(own, period, {}, names=names, rows=rows))
    )


def shown(sheet: Worksheet, *titles: str) -> list[list[Any]]:
    """Some columns of the rows of a sheet, and none that are empty."""
    places = [next(c.column for c in sheet[1] if c.value == title) for title in titles]
    rows = [[sheet.cell(row, one).value for one in places] for row in range(2, sheet.max_row + 1)]
    return [row for row in rows if any(row)]


def choices(made: openpyxl.Workbook, sheet: str, title: str) -> list[str]:
    """What the drop-down of a column offers."""
    column = next(c.column_letter for c in made[sheet][1] if c.value == title)
    for one in made[sheet].data_validations.dataValidation:
        if str(one.sqref).startswith(f"{column}2:"):
            if one.formula1.startswith('"'):
                return one.formula1.strip('"').split(",")
            at = one.formula1.split("$")[1]
            return [cell.value for cell in made["选项"][at] if cell.value]
    return []


def test_what_is_published_already_is_never_typed_again(offices: Path) -> None:
    """A month that is gone on with comes as it is; a new year of guides as they were last."""
    made = begun(offices, "complaints", "office", "2026-06")
    assert shown(made["效能投诉"], "投诉编号", "被投诉单位", "办结日期") == [
        ["TS-001", "清源县住房和城乡建设局", "2026-05-20"],
        ["TS-002", "清源县自然资源局", None],
    ]
    assert shown(begun(offices, "complaints", "office", "2026-07")["效能投诉"], "投诉编号") == []
    made = begun(offices, "approvals", "zhujian", "2027")
    assert shown(made["事项"], "事项编码", "实施单位", "承诺时限") == [
        ["990121-ZJ-XK-0001", "清源县住房和城乡建设局", 3],
        ["990121-ZJ-GG-0001", "清源县住房和城乡建设局", 0],
    ]
    assert shown(made["材料"], "事项编码", "材料名称")[0] == [
        "建筑工程施工许可证核发",
        "建筑工程施工许可证申请表",
    ]
    steps = (offices / "approvals/zhujian/2026/steps.csv").read_text("utf-8").splitlines()[1:]
    assert [row[0] for row in shown(made["办理步骤"], "步骤编号")] == [
        line.split(",")[1] for line in steps
    ]
    assert shown(made["取消和合并"], "原事项编码") == []


def test_a_new_period_begins_with_what_is_due_in_it(offices: Path) -> None:
    """Tasks that are not done, scores that are to be given, units with their sums as formulas."""
    made = begun(offices, "key_work", "office", "2026-07")
    assert shown(made["进展"], "任务编号") == [["太平镇四个村通自来水"], ["扩建县第二小学"]]
    made = begun(offices, "performance", "office", "2026")
    scores = shown(made["考评得分"], "年度", "单位", "指标编号", "得分")
    assert scores[:3] == [
        ["2026", "清源县住房和城乡建设局", "01", None],
        ["2026", "清源县住房和城乡建设局", "02", None],
        ["2026", "清源县住房和城乡建设局", "03", None],
    ]
    ranks = shown(made["考评总分"], "单位", "名次")
    rank = '=IF(D2="","",COUNTIFS($C$2:$C$2001,C2,$D$2:$D$2001,">"&D2)+1)'
    assert ranks[0] == ["清源县住房和城乡建设局", rank]
    made = begun(offices, "appraisals", "office", "2026")
    [first, *rest] = shown(made["得票"], "单位", "类别", "收回", "满意率", "名次")
    assert first == [
        "清源县住房和城乡建设局",
        "综合执法类",
        "=D2+E2+F2+G2+H2",
        '=IF(D2+E2+F2=0,"",ROUND(D2*100/(D2+E2+F2),1))',
        '=IF(J2="","",COUNTIFS($A$2:$A$2001,A2&"",$C$2:$C$2001,C2,$J$2:$J$2001,">"&J2)+1)',
    ]
    assert len(rest) == 4


def test_drop_downs_of_every_kind_offer_names(offices: Path) -> None:
    """Items, posts, agencies, bases, steps: by what people call them."""
    made = begun(offices, "completions", "zhujian", "2026-07")
    assert choices(made, "已办结事项", "事项编码") == ["建筑工程施工许可证核发", "房屋交易档案查询"]
    assert "行政审批岗" in choices(made, "已办结事项", "承办岗位")
    assert "收件核对" in choices(made, "各步用时", "步骤编号")
    made = begun(offices, "complaints", "office", "2026-07")
    offered = choices(made, "效能投诉", "被投诉单位")
    assert offered[0] == "清源县人民政府办公室"  # her own, then all others
    assert "清源县太平镇人民政府" in offered
    made = begun(offices, "approvals", "zhujian", "2027")
    assert "XKF-30 中华人民共和国行政许可法第三十条" in choices(made, "事项依据", "依据")
    assert choices(made, "事项", "事项编码") == []  # it is she who numbers them


def test_what_a_workbook_begins_with_comes_back_as_it_was(offices: Path, tmp_path: Path) -> None:
    """Names, days, numbers and words of what is published are read as they stand in the data."""
    for kind, publisher, period in (
        ("complaints", "office", "2026-06"),
        ("approvals", "zhujian", "2026"),
        ("commitments", "zhujian", "2026"),
        ("key_work", "office", "2026"),
    ):
        own = by_name(kind)
        path = tmp_path / f"{kind}.xlsx"
        begun(offices, kind, publisher, period).save(path)
        names = workbook.names_for(offices, KINDS, own, publisher, period)
        done = workbook.import_workbook(
            path,
            own,
            publisher,
            period,
            offices,
            published="2026-08-01",
            approved_by="演示",
            names=names,
        )
        assert [one for one in done.issues if one.severity is Severity.ERROR] == []
        assert done.changes == ()


def test_a_workbook_may_name_what_it_enters_itself(root: Path, tmp_path: Path) -> None:
    """A new village by its township's name, its book and its group by the village's."""
    registry = by_name("registry")
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    sheet = made.create_sheet("账簿")
    sheet.append(["账簿编号", "所属地方", "账簿名称", "账簿种类", "记账单位", "起始月份"])
    sheet.append(["990121100209-00", "新桥村", "新桥村账本", "村账", "太平镇", "2026-10"])
    sheet.append(["990121100209-01", "新桥村一组", "新桥村一组账本", "组账", "太平镇", "2026-10"])
    sheet = made.create_sheet("地方")
    sheet.append(["地方代码", "上级代码", "名称", "级别"])
    sheet.append(["990121100209", "太平镇", "新桥村", "村"])
    sheet.append(["990121100209-01", "新桥村", "一组", "组"])
    made.save(tmp_path / "登记表.xlsx")
    names = workbook.names_for(root, KINDS, registry, "county", "2026")
    loaded = workbook.load(tmp_path / "登记表.xlsx", registry.schemas, names=names)
    assert [one for one in loaded.issues if one.severity is Severity.ERROR] == []
    rows = [line.split(",") for line in loaded.csv["books"].splitlines()[1:]]
    assert [(row[1], row[4]) for row in rows] == [
        ("990121100209", "taiping"),
        ("990121100209-01", "taiping"),
    ]
    rows = [line.split(",") for line in loaded.csv["places"].splitlines()[1:]]
    assert [row[1] for row in rows] == ["990121100000", "990121100209"]


@pytest.mark.parametrize(
    ("slip", "answer"),
    [
        (("--publisher", "taipin"), "登记表里没有这个单位：taipin。您是不是指 "),
        (("--period", "2026-13"), "--period 写的是“2026-13”"),
        (("--period", "2026-6"), "--period 写的是“2026-6”"),
    ],
)
def test_a_slip_of_the_keyboard_is_no_office_and_no_month(
    root: Path, tmp_path: Path, slip: tuple[str, str], answer: str
) -> None:
    """Neither makes a workbook of nobody, nor of a month that there is not."""
    code, text = run("template", "accounts", *slip, "--data", root, "--out", tmp_path / "x.xlsx")
    assert (code, text.startswith(answer)) == (1, True)
    assert not (tmp_path / "x.xlsx").exists()
