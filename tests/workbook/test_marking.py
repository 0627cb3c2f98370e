"""The marked copy is her workbook: what is hers stays to the byte, what is ours comes and goes."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName

from clerks import HEADS, OTHER, ROW, book, picture
from mingbai.issues import Issue, Rule, Severity
from mingbai.workbook import write_marked_copy
from mingbai.workbook.splices import applied, elements, with_attribute
from sizes import examples

FAULT = Rule("wrong", "错", "{cell} 不对。", "改好。")
DOUBT = Rule("doubt", "疑", "{cell} 请核对。", "看一眼。", severity=Severity.WARNING)


def fault(sheet: str, cell: str, rule: Rule = FAULT, **more: str) -> Issue:
    row = int("".join(c for c in cell if c.isdigit()))
    return rule.issue(f"六月.xlsx/{sheet}", row, cell=cell, **more)


def marked(path: Path, *issues: Issue) -> Path:
    """The marked copy of a workbook, beside it."""
    out = path.with_name(f"{path.stem}-修改清单.xlsx")
    write_marked_copy(path, issues, out)
    return out


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def hers(path: Path) -> Path:
    """A workbook with a photograph, print set-up, names, a chart, links, widths and formats."""
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet("账目")
        for row, line in enumerate((HEADS, ROW, OTHER)):
            for column, value in enumerate(line):
                sheet.write(row, column, value)
        sheet.insert_image("K2", "票据.png", {"image_data": io.BytesIO(picture())})
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_header("&C太平镇")
        sheet.repeat_rows(0)
        sheet.print_area("A1:I3")
        sheet.write_url("L2", "https://example.org/")
        sheet.data_validation("F2:F9", {"validate": "list", "source": ["收入", "支出"]})
        sheet.conditional_format("G2:G9", {"type": "cell", "criteria": ">", "value": 1000})
        other = made.add_worksheet("说明")
        other.write("A1", "说明编号")
        other.write_comment("A1", "自己的批注", {"author": "李会计"})
        other.repeat_rows(0)
        made.define_name("合计数", "=账目!$G$2")
        other.activate()
    return path


def test_nothing_moves_outside_the_marked_cells(tmp_path):
    """Parts keep their bytes but those that a mark needs; her sheet differs in that one cell."""
    path = hers(tmp_path / "六月.xlsx")
    before, after = parts(path), parts(marked(path, fault("账目", "G3")))
    assert set(before) - set(after) == set()
    assert {name for name in before if before[name] != after[name]} == {
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/workbook.xml",
        "xl/worksheets/_rels/sheet1.xml.rels",
        "xl/worksheets/sheet1.xml",
    }
    assert set(after) - set(before) == {
        "xl/comments2.xml",
        "xl/drawings/vmlDrawing2.vml",
        "xl/worksheets/changes1.xml",
    }
    sheet = after["xl/worksheets/sheet1.xml"]
    cells = [one for one in elements(sheet, ("c",)) if one.attributes["r"] == "G3"]
    plain = before["xl/worksheets/sheet1.xml"]
    [own] = [one for one in elements(plain, ("c",)) if one.attributes["r"] == "G3"]
    assert sheet[: cells[0].start] == plain[: own.start]
    assert b"legacyDrawing" in sheet[cells[0].end :]
    rest = sheet[cells[0].end :]
    drawing = elements(sheet, ("legacyDrawing",))[0]
    whole = rest.replace(sheet[drawing.start : drawing.end], b"")
    assert whole == plain[own.end :]


def test_the_list_is_the_first_sheet_and_prints_on_a4(tmp_path):
    """Names of her sheets are still of them, her sheet is still the open one, the list fits."""
    path = hers(tmp_path / "六月.xlsx")
    was = openpyxl.load_workbook(path)
    made = openpyxl.load_workbook(marked(path, fault("账目", "G3"), fault("账目", "B2", DOUBT)))
    assert made.sheetnames == ["修改清单", "账目", "说明"]
    assert made.active.title == was.active.title == "说明"
    assert made["账目"].print_title_rows == "$1:$1"
    assert made["账目"].print_area == was["账目"].print_area
    assert made["说明"].print_title_rows == "$1:$1"
    assert made.defined_names["合计数"].attr_text == was.defined_names["合计数"].attr_text
    listed = made["修改清单"]
    assert (listed.page_setup.paperSize, listed.page_setup.orientation) == (9, "landscape")
    assert listed.page_setup.fitToHeight == 0
    assert listed.sheet_properties.pageSetUpPr.fitToPage
    assert listed.print_title_rows == "$1:$1"
    rows = [[cell.value for cell in row[:7]] for row in listed.iter_rows(max_row=3)]
    assert rows == [
        ["序号", "工作表", "单元格", "级别", "问题", "怎样改", "规则"],
        ["1", "账目", "G3", "必须改", "G3 不对。", "改好。", "wrong"],
        ["2", "账目", "B2", "请核对", "B2 请核对。", "看一眼。", "doubt"],
    ]
    assert listed["C2"].hyperlink.location == "'账目'!G3"
    shown = {letters for letters, one in listed.column_dimensions.items() if not one.hidden}
    assert sum(listed.column_dimensions[letters].width for letters in shown) < 155


def coloured(path: Path) -> Path:
    """Her own fill and comment on cells that will be faulty, and on others."""
    book(path, [HEADS, ROW, OTHER])
    made = openpyxl.load_workbook(path)
    sheet = made["账目"]
    sheet["G3"].fill = PatternFill("solid", fgColor="FF00FF00")
    sheet["G3"].font = Font(bold=True)
    sheet["G3"].comment = Comment("票据丢了一张", "李会计")
    sheet["E2"].comment = Comment("问老唐 & <核>", "李会计")
    sheet["G1"].comment = Comment("元，两位小数", "明白")
    made.defined_names["甲"] = DefinedName("甲", attr_text="账目!$A$1")
    made.save(path)
    return path


def looks(path: Path) -> dict[str, tuple[str, bool, str | None]]:
    sheet = openpyxl.load_workbook(path)["账目"]
    return {
        cell.coordinate: (
            cell.fill.fgColor.rgb if cell.fill.patternType else "",
            bool(cell.font.b),
            cell.comment.text if cell.comment else None,
        )
        for row in sheet.iter_rows(max_row=3, max_col=9)
        for cell in row
    }


def test_marks_of_an_earlier_round_go_and_her_own_stay(tmp_path):
    """Marked, mended, marked again: fills, fonts and comments are as they were before."""
    path = coloured(tmp_path / "六月.xlsx")
    was = looks(path)
    first = marked(path, fault("账目", "G3"), fault("账目", "G1"), fault("账目", "D2", DOUBT))
    seen = looks(first)
    assert seen["G3"] == ("FFFFC9C4", True, "票据丢了一张\n\n【明白】G3 不对。改好。")
    assert seen["G1"] == ("FFFFC9C4", False, "元，两位小数\n\n【明白】G1 不对。改好。")
    assert seen["D2"] == ("FFFFEBB0", False, "【明白】D2 请核对。看一眼。")
    again = marked(first, fault("账目", "G3"))
    assert looks(again) == {**was, "G3": seen["G3"]}
    assert openpyxl.load_workbook(again).sheetnames == ["修改清单", "账目"]
    last = marked(again)
    assert looks(last) == was
    sheet = "xl/worksheets/sheet1.xml"
    assert parts(last)[sheet] == parts(path)[sheet]


def test_marks_go_after_another_program_saved_the_copy(tmp_path):
    """Numbers of formats change when a program saves; the fills come back all the same."""
    path = coloured(tmp_path / "六月.xlsx")
    was = looks(path)
    first = marked(path, fault("账目", "G3"), fault("账目", "D2"))
    openpyxl.load_workbook(first).save(first)
    assert looks(marked(first)) == was


def test_every_cell_of_one_cause_is_coloured_and_one_has_the_note(tmp_path):
    """A column with one cause: all its cells are found by eye, the sentence stands once."""
    path = book(tmp_path / "六月.xlsx", [HEADS, ROW, OTHER])
    seen = looks(marked(path, fault("账目", "G2", cells="G2、G3")))
    assert [seen["G2"][0], seen["G3"][0]] == ["FFFFC9C4", "FFFFC9C4"]
    assert [seen["G2"][2], seen["G3"][2]] == ["【明白】G2 不对。改好。", None]


def test_cells_that_are_not_there_and_merged_ones_can_be_marked(tmp_path):
    """An empty cell between others, one behind the last row, one inside a merged range."""
    path = book(tmp_path / "六月.xlsx", [HEADS, ROW, OTHER])
    made = openpyxl.load_workbook(path)
    made["账目"].merge_cells("A2:B3")
    made.save(path)
    out = marked(path, fault("账目", "I3"), fault("账目", "C9"), fault("账目", "B3"))
    sheet = openpyxl.load_workbook(out)["账目"]
    assert {c.coordinate for row in sheet for c in row if c.comment} == {"I3", "C9", "A2"}
    assert [cell.value for cell in sheet[2]][2:] == ROW[2:]


@examples(60)
@given(st.dictionaries(st.sampled_from("abcd"), st.text("x\"'&<> =", max_size=5), max_size=4))
def test_an_attribute_is_set_and_all_else_stays(given_attributes):
    """Whatever stands in a start tag, one attribute is set and the others keep their values."""
    from xml.sax.saxutils import quoteattr

    written = "".join(f" {name}={quoteattr(text)}" for name, text in given_attributes.items())
    for tag in (f"<e{written}/>", f"<e{written}>text</e>", f"<p:e{written} ></p:e>"):
        xml = f"<root>{tag}<f/></root>".encode()
        [one] = elements(xml, ("e",))
        changed = applied(xml, [with_attribute(xml, one, "c", "7")])
        [after] = elements(changed, ("e",))
        assert after.attributes == {**one.attributes, "c": "7"}
        assert changed[: after.start] == xml[: one.start]
        assert changed[after.body :] == xml[one.body :]
