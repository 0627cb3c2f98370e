"""What the pages of the village accounts say, against the CSV they were made from."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import html5lib
import jinja2
import pytest

from harness import FIXTURES, ROOT, data_folder, seal
from mingbai import build, plugin, portal
from mingbai.kinds import KINDS
from mingbai.kinds.accounts import KIND, frames
from mingbai.kinds.accounts.pages import batches, files, schedules, sentences
from mingbai.kinds.registry import KIND as REGISTRY
from mingbai.model import Page, Site
from mingbai.page import ProofLine
from mingbai.page.formats import FILTERS
from mingbai.read import package
from mingbai.read import tables as read
from shared import Shared

LIUTANG, GROUP, SHANGHE = "990121100201-00", "990121100201-01", "990121101201-00"
NAUGHTY = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror='x'>",
    "&amp; & &lt;",
    "' onclick='x",
    "</td></tr></table>",
    "{{7*7}}{% x %}",
    "<!-- ]]>",
    "=1+1",
    "𠮷野家",
]


def site_of(folder: Path, case: str = "good") -> Site:
    return build.build(data_folder(folder, "accounts", case), (REGISTRY, KIND))


def pages_of(site: Site) -> dict[str, Page]:
    return {p.url: p for p in KIND.pages(site.edition.tables["accounts"], site.edition)}


@pytest.fixture(scope="module")
def site(shared: Shared) -> Site:
    return shared.site(shared.data("accounts"), (REGISTRY, KIND))


@pytest.fixture(scope="module")
def pages(site: Site) -> dict[str, Page]:
    return pages_of(site)


@cache
def templates() -> jinja2.Environment:
    """Those of the theme and of kinds, each read once."""
    folders = [ROOT / "theme/templates", *plugin.TEMPLATE_FOLDERS]
    env = jinja2.Environment(loader=jinja2.FileSystemLoader(folders), **plugin.ENVIRONMENT)
    env.filters.update(FILTERS)
    return env


@pytest.fixture(scope="module")
def written(site: Site, pages: dict[str, Page]) -> dict[str, str]:
    """Every page as HTML, by its address."""
    return {url: rendered(page, site) for url, page in pages.items()}


def rendered(page: Page, site: Site) -> str:
    template = templates().get_template(page.template)
    shell = portal.shell(KINDS, site.edition, "")
    return template.render(page=page, view=page.view, portal=shell, panels=())


def dom(html: str):
    return html5lib.parse(html, namespaceHTMLElements=False)


def text(element) -> str:
    return "".join(element.itertext())


def raw(book: str, period: str, folder: Path = FIXTURES / "accounts/good") -> list[dict[str, str]]:
    """The entries of a month as the clerk typed them."""
    town = "baiyang" if book == SHANGHE else "taiping"
    with (folder / town / period / "entries.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["book_id"] == book]


def yuan(amount: Decimal) -> str:
    return f"{amount:,.2f}"


def rows_of(table) -> list[list[str]]:
    return [[text(cell) for cell in row] for row in table.iter("tr")]


NAMES = {
    "231": "一事一议资金",
    "501": "经营收入",
    "503": "补助收入",
    "504": "其他收入",
    "511": "经营支出",
    "513": "管理费用",
    "514": "公益支出",
}


def expected_rows(entries: list[dict[str, str]], direction: str) -> Iterator[list[str]]:
    """The ledger of one direction, line by line, as a person would set it."""
    own = [e for e in entries if e["direction"] == direction]
    yield ["日期", "序号", "摘要", "经手、证明、审批", "金额（元）"]
    for subject in sorted({e["subject_code"] for e in own}):
        yield ["", f"{subject} {NAMES[subject]}", ""]
        group = [e for e in own if e["subject_code"] == subject]
        for e in group:
            month, day = e["date"][5:7], int(e["date"][8:])
            small = f"{e['note']}；" if e["note"] else ""
            small += f"收款方 {e['payee']}；" if e.get("payee") else ""
            yield [
                f"{int(month)} 月 {day} 日",
                f"{month}-{e['entry_no']}",
                f"{e['summary']}{small}凭证 {e['voucher_no']}，附件 {e['attachments']} 张"
                + (f"；专项 {e['fund_no']}" if e.get("fund_no") else "")
                + "；问这一笔",
                f"经手{e['handler']}、证明{e['witness'] or '（无）'}、审批{e['approver']}",
                yuan(Decimal(e["amount"])),
            ]
        sum_of_group = sum(Decimal(e["amount"]) for e in group)
        yield ["", f"{NAMES[subject]}小计", "", yuan(sum_of_group)]
    yield ["", f"{direction}合计", "", yuan(sum(Decimal(e["amount"]) for e in own))]


@pytest.mark.parametrize("book", [LIUTANG, GROUP, SHANGHE])
@pytest.mark.parametrize("period", ["2026-05", "2026-06"])
@pytest.mark.parametrize(("direction", "id_"), [("收入", "income"), ("支出", "expense")])
def test_a_ledger_shows_exactly_the_entries_of_its_month(book, period, direction, id_, written):
    """Every line, subtotal and total of a year's page is what the clerk's file adds up to."""
    document = dom(written[f"/accounts/{book}/2026/"])
    entries = raw(book, period)
    found = next(e for e in document.iter() if e.get("id") == f"{period[5:]}-{id_}")
    if any(e["direction"] == direction for e in entries):
        assert rows_of(found) == list(expected_rows(entries, direction))
    else:
        assert text(found) == f"这个月没有{direction}。"


def test_every_link_that_stays_on_a_page_finds_its_place(written):
    """A figure opens into its lines and an entry's number leads to the entry."""
    anchors = {url: set(re.findall(r'\bid="([^"]+)"', html)) for url, html in written.items()}
    for url, html in written.items():
        for target in re.findall(r'href="([^"]*#[^"]+)"', html):
            place, _, anchor = target.partition("#")
            if place == "" or place in anchors:
                assert anchor in anchors[place or url], (url, target)


def test_every_entry_has_a_lasting_address(written):
    """`/accounts/<book>/<year>/#06-001` names one entry, also from the book's own page."""
    year = written[f"/accounts/{LIUTANG}/2026/"]
    wanted = {f"{p[5:]}-{e['entry_no']}" for p in ("2026-05", "2026-06") for e in raw(LIUTANG, p)}
    assert set(re.findall(r'<tr id="([^"]+)"', year)) == wanted
    book = written[f"/accounts/{LIUTANG}/"]
    assert f'<a href="/accounts/{LIUTANG}/2026/#06-001">' in book


def test_ids_are_unique_on_every_page(written):
    for url, html in written.items():
        ids = re.findall(r'\bid="([^"]+)"', html)
        assert len(ids) == len(set(ids)), url


def test_the_book_says_its_month_in_two_sentences(pages):
    lead = pages[f"/accounts/{LIUTANG}/"].view.latest.lead
    assert [sentences.plain(sentence) for sentence in lead] == [
        "6 月收入 9,600.00 元，支出 8,236.00 元，结余 22,522.77 元。",
        "花得最多的是修路养路，4,480.00 元；最大的一笔是“六月误工补贴”，3,240.00 元。",
    ]
    assert [sentences.plain(s) for s in pages[f"/accounts/{GROUP}/"].view.latest.lead] == [
        "6 月没有收入，支出 320.00 元，结余 1,460.00 元。",
        "花得最多的是沟渠和抽水灌溉，320.00 元；就是“水泵修理”这一笔。",
    ]


def test_the_sum_can_be_followed(pages):
    sums = pages[f"/accounts/{LIUTANG}/"].view.latest.section.sums
    assert [(s.name, s.fen, s.url) for s in sums] == [
        ("5 月末结余", 2115877, f"/accounts/{LIUTANG}/2026/#05"),
        ("加：6 月收入", 960000, "#06-income"),
        ("减：6 月支出", 823600, "#06-expense"),
        ("6 月末结余", 2252277, None),
    ]


def told(lines: tuple[ProofLine, ...]) -> list[tuple[str, str, str]]:
    return [(line.mark.state, line.text, line.sum) for line in lines]


def test_proofs_name_the_amounts_that_were_compared(pages):
    assert told(pages[f"/accounts/{LIUTANG}/"].view.latest.section.proofs) == [
        ("ok", "上月末结余等于 6 月初结余", "21,158.77 = 21,158.77"),
        ("ok", "2 笔收入、4 笔支出逐笔相加等于合计", "9,600.00；8,236.00"),
        ("ok", "期初加收入减支出等于期末", "21,158.77 + 9,600.00 − 8,236.00 = 22,522.77"),
        ("ok", "6 笔账的余额一笔接一笔，最后一笔等于期末结余", "22,522.77 = 22,522.77"),
        ("ok", "本年累计接得上月的累计", "收入 39,641.20；支出 31,843.35"),
        ("ok", "科目余额里的现金加银行存款等于期末结余", "22,522.77 = 22,522.77"),
        ("ok", "12 个科目的借方合计等于贷方合计", "期末：111,173.77 = 111,173.77"),
        ("ok", "12 个科目的期初等于上月期末", ""),
        ("ok", "12 个科目的期初加减本月发生额等于期末", ""),
        ("ok", "6 个科目的逐笔之和等于科目余额的发生额", ""),
        ("ok", "2 个专项资金合计（收、支）等于账上逐笔之和", ""),
        ("ok", "1 个专项资金的期末合计等于科目余额", ""),
        ("ok", "2 个专项数（收、支）等于写了它编号的各笔之和", ""),
        ("ok", "1 个专项的期初等于上月期末", ""),
        ("ok", "1 个专项的期初加收入减支出等于期末", ""),
        ("ok", "每笔的经手人和审批人不是同一人", "6 笔全部符合"),
    ]
    first = pages[f"/accounts/{LIUTANG}/2026/"].view.sections[0].proofs
    assert told(first)[0] == ("none", "这是第一次公开的月份，期初没有上月可比", "")


def test_a_reminder_stands_beside_its_sheet_with_its_lines(tmp_path):
    """A warning is published with the data: the mark, the words, a link to each line."""
    site = site_of(tmp_path, "round_sum")
    view = pages_of(site)[f"/accounts/{SHANGHE}/"].view
    own = [line for line in view.latest.section.proofs if line.mark.state == "warn"]
    assert [(line.text, [link.url for link in line.links]) for line in own] == [
        ("达到 5000 元的支出有 1 笔（001），请对照会议决议", [f"/accounts/{SHANGHE}/2026/#06-001"]),
        ("20000.00 元是 10000 元的整数倍，也没有写合同编号", [f"/accounts/{SHANGHE}/2026/#06-001"]),
    ]
    assert ("核对", "核对一致，有 2 项提醒") in [
        (f.name, f.value.text) for f in view.latest.section.facts if f.name == "核对"
    ]


def test_a_missing_month_is_marked_and_not_drawn(tmp_path):
    """A gap is a ring in the chart, 未公开 in the grid, and the next opening is not proved."""
    site = site_of(tmp_path, "missing_month")
    view = pages_of(site)[f"/accounts/{SHANGHE}/"].view
    assert [(m.title, m.mark.text, m.url) for m in view.months[0].months] == [
        ("5 月", "已公开", f"/accounts/{SHANGHE}/2026/#05"),
        ("6 月", "未公开", None),
        ("7 月", "已公开", f"/accounts/{SHANGHE}/2026/#07"),
    ]
    assert "chart__gap-mark" in view.chart.svg
    assert told(view.latest.section.proofs)[0] == (
        "missing",
        "上月没有公开，期初结余无法和上月核对",
        "",
    )


def test_a_book_that_nobody_published_says_so(tmp_path):
    """Its months stand as 未公开; nothing is invented."""
    data = data_folder(tmp_path, "accounts")
    for folder in (data / "accounts/baiyang").iterdir():
        for file in folder.iterdir():
            file.unlink()
        folder.rmdir()
    (data / "accounts/baiyang").rmdir()
    site = build.build(data, (REGISTRY, KIND))
    page = pages_of(site)[f"/accounts/{SHANGHE}/"]
    assert page.view.latest is None
    assert "这本账还没有公开过。" in rendered(page, site)
    assert [m.mark.text for m in page.view.months[0].months] == ["未公开", "未到期"]


def test_files_give_back_the_entries_and_their_sizes_are_true(site, pages):
    """The CSV of a year holds the same cells as the clerk's files; sizes are as announced."""
    made = {d.url: d.body() for d in KIND.downloads(site.edition.tables["accounts"], site.edition)}
    entries = [e for period in ("2026-05", "2026-06") for e in raw(LIUTANG, period)]
    folder = f"/accounts/{LIUTANG}/2026/entries"
    assert list(csv.DictReader(io.StringIO(made[f"{folder}.csv"].decode()))) == entries
    links = {f.url: f.octets for p in pages.values() for f in getattr(p.view, "downloads", ())}
    assert links == {url: len(body) for url, body in made.items()}


def test_hostile_cells_stay_text_on_every_page_and_in_every_file(tmp_path):
    """Whatever a clerk types is shown as typed: no element, no attribute, no broken file."""
    data = data_folder(tmp_path, "accounts")
    path = data / "accounts/taiping/2026-06/entries.csv"
    with path.open(encoding="utf-8", newline="") as file:
        entries = list(csv.DictReader(file))
    for row, hostile in zip(entries, NAUGHTY, strict=True):
        row.update(summary=hostile, note=hostile, payee=f"{hostile}公司")  # a name is refused
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, list(entries[0]), lineterminator="\n")
        out.writeheader()
        out.writerows(entries)
    seal(data)
    site = build.build(data, (REGISTRY, KIND))
    pages = pages_of(site)
    for url in (
        f"/accounts/{LIUTANG}/",
        f"/accounts/{LIUTANG}/2026/",
        "/s/10020100/",
    ):
        document = dom(rendered(pages[url], site))
        shown = text(document.find("body"))
        assert all(hostile in shown for hostile in NAUGHTY[:6]), url
        assert not any("onerror" in e.attrib or "onclick" in e.attrib for e in document.iter())
        scripts = {e.get("src") for e in document.iter("script")}
        assert scripts - {"/theme/js/print.js"} == {"/theme/js/dazi.js"}
        assert {e.get("class") for e in document.find("body").iter("img")} == {"qr"}
    made = {d.url: d.body() for d in KIND.downloads(site.edition.tables["accounts"], site.edition)}
    read = csv.DictReader(io.StringIO(made[f"/accounts/{LIUTANG}/2026/entries.csv"].decode()))
    assert [e["summary"] for e in read if e["period"] == "2026-06"] == NAUGHTY[:6]


def test_the_notice_for_the_board_holds_the_month_on_paper(written):
    document = dom(written["/s/10020100/"])
    june = next(e for e in document.iter("article") if e.get("id") == "06")
    rows = rows_of(next(june.iter("table")))
    entries = raw(LIUTANG, "2026-06")
    assert [row[1] for row in rows[2:8]] == [
        f"06-{e['entry_no']}{e['voucher_no']} 附{e['attachments']}" for e in entries
    ]
    assert [row[2] for row in rows[2:8]] == [
        "；".join(filter(None, (e["summary"], e["payee"]))) for e in entries
    ]
    assert [row[6] for row in rows[2:8]] == [
        "、".join((e["handler"], e["witness"] or "（无）", e["approver"])) for e in entries
    ]
    assert [row[5].replace(",", "") for row in rows[2:8]] == [e["balance"] for e in entries]
    assert rows[8:] == [
        ["", "本月合计", "9,600.00", "8,236.00", "22,522.77", ""],
        ["", "本年累计", "39,641.20", "31,843.35", "", ""],
    ]
    shown = text(june)
    assert "qingyuan.example/s/10020100/2026/#06" in shown
    assert "张贴时间：2026-07-10 至 2026-07-20，村委会公开栏" in shown.replace("\n", "")
    assert "村集体负责人：柳成荫" in shown.replace("\n", "")
    assert "民主理财小组：陈麦秋、柳守正" in shown.replace("\n", "")


# What the finance group of a book typed, however it ended it.
OPINIONS = {
    LIUTANG: "下月起逐次列明",
    "990121100202-00": "下月起逐次列明。",
    SHANGHE: "下月起逐次列明。。",
}


@pytest.fixture(scope="module")
def with_opinions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Page]:
    """The pages of books whose sheets of June have these opinions."""
    folder = data_folder(tmp_path_factory.mktemp("opinions"), "accounts")
    for path in folder.glob("accounts/*/2026-06/sheets.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0], lineterminator="\n")
            writer.writeheader()
            writer.writerows(
                {**row, "review_note": OPINIONS.get(row["book_id"], row["review_note"])}
                for row in rows
            )
    seal(folder)
    return pages_of(build.build(folder, (REGISTRY, KIND)))


@pytest.mark.parametrize("book", OPINIONS)
def test_the_opinion_on_the_notice_ends_with_one_full_stop(book, with_opinions):
    """However the finance group wrote its note, the sheet has one stop behind it."""
    sheet = with_opinions[f"/s/{book[6:12]}{book[-2:]}/"].view.sheets[-1]
    assert sheet.opinion == "下月起逐次列明。"


def test_a_township_compares_its_books_without_adding_them(pages):
    view = pages["/accounts/town/990121100000/"].view
    table = dom(f"<table>{view.table.body}</table>")
    assert rows_of(table) == [
        ["柳塘村账本", "2026-06", "9,600.00", "8,236.00", "22,522.77", "2/2", "按时公开", ""],
        ["柳塘村一组账本", "2026-06", "0.00", "320.00", "1,460.00", "2/2", "按时公开", ""],
        ["石桥村账本", "2026-06", "2,400.00", "196.00", "9,518.05", "2/2", "按时公开", ""],
    ]
    assert view.table.foot == ""


def links_to_books(html: str) -> set[str]:
    """Every address below `/accounts/` that a page leads to."""
    return set(re.findall(r'href="(/accounts/[^"#]+)"', html))


def test_the_index_leads_to_every_village_and_from_there_to_its_groups(written, site):
    """Two taps to a village's account; those of its groups stand one further."""
    links = links_to_books(written["/accounts/"])
    books = site.edition.county.books
    assert {f"/accounts/{book}/" for book in books.index[books["kind"] == "村账"]} <= links
    assert {url for url in written if re.fullmatch(r"/accounts/town/\d+/", url)} <= links
    assert f"/accounts/{GROUP}/" in links_to_books(written[f"/accounts/{LIUTANG}/"])


def test_panels_stand_on_places_and_keepers(site):
    """A village shows its own book and its groups'; a township and its agency show how many."""
    own = {
        p.subject: p for s in site.panels.values() for p in s if p.template.startswith("accounts/")
    }
    village = own["place", "990121100201"].view
    assert [line.book.text for line in village.books] == ["柳塘村账本", "柳塘村一组账本"]
    assert village.books[1].says == (
        "6 月没有收入，支出 320.00 元，结余 1,460.00 元。"
        "花得最多的是沟渠和抽水灌溉，320.00 元；就是“水泵修理”这一笔。"
    )
    assert own["agency", "taiping"].view.says == (
        "3 本账。2026 年 6 月应公开 3 本，按时公开 3 本，迟公开 0 本，未公开 0 本。"
    )
    assert own["place", "990121101000"].view.all.url == "/accounts/town/990121101000/"


def test_a_plan_is_shown_with_what_was_done_of_it(site):
    """Done is the sum of the year's entries under the item; nothing done is 0.00."""
    tables = site.edition.tables["accounts"]
    made = schedules.plans(tables, schedules.Wanted([LIUTANG], ["2026"]))
    body = made.table((LIUTANG, "2026")).body
    assert rows_of(dom(f"<table>{body}</table>"))[1] == [
        "办公费、差旅费、会议费、卫生费、治安费等管理费支出",
        "支出",
        "8,000.00",
        "884.50",
        "11.1%",
        "2026-01-12",
    ]
    assert made.table((GROUP, "2026")) is None


def test_a_year_shows_its_statements_and_what_was_proved_of_them(pages):
    """A year of which only statements were published has a page of its own."""
    view = pages[f"/accounts/{LIUTANG}/2025/"].view
    assert [t.caption for t in view.tables] == [
        "资产负债表（元）",
        "收益分配表（元）",
        "年度报告和收益分配的表决",
    ]
    assert ("ok", "收益分配表：收益分配算得对（年末未分配收益）", "36.00 = 36.00") in told(
        view.proofs
    )
    assert (view.sections, view.downloads) == ((), ())
    assert (view.before.url, view.after.url) == (
        f"/accounts/{LIUTANG}/2024/",
        f"/accounts/{LIUTANG}/2026/",
    )


def test_disclosures_and_names_speak_of_every_sheet_and_book(site):
    own = [d for d in site.edition.disclosures if d.package.kind == "accounts"]
    assert len(own) == 8
    june = next(d for d in own if d.id == f"accounts/{LIUTANG}/2026-06")
    assert (june.url, june.title, june.summary, june.place, june.agency) == (
        f"/accounts/{LIUTANG}/2026/#06",
        "柳塘村账本 2026 年 6 月公开单",
        "收入 9,600.00 元，支出 8,236.00 元，月末结余 22,522.77 元。",
        "990121100201",
        "taiping",
    )
    name = site.edition.names["book", GROUP]
    assert (name.title, name.url, name.note) == (
        "柳塘村一组账本",
        f"/accounts/{GROUP}/",
        "太平镇 › 柳塘村 › 一组",
    )


def test_batches_cut_the_same_pages_whatever_their_size(site, monkeypatch):
    """One book at a time or all at once: the ledgers are the same."""

    def views():
        tables = site.edition.tables[KIND.name]
        return [(page.url, page.view) for page in KIND.pages(tables, site.edition)]

    whole = views()
    monkeypatch.setattr(batches, "_ENTRIES", 1)
    assert views() == whole


def test_a_year_s_file_has_the_fields_of_its_year():
    """Payee and fund are asked for since April 2026: the file of 2025 has neither, 2026 has."""
    schemas = build.schemas_of(KINDS)
    packages, _ = package.find(ROOT / "data", schemas)
    tables, issues = read.read(schemas[KIND.name], [p for p in packages if p.kind == KIND.name])
    assert issues == ()
    sheets, made = tables.shared(frames.monthly_statements).frame, tables.shared(files.entry_files)
    of_book = [i for i, book in enumerate(sheets["book_id"]) if book == sheets["book_id"].iloc[0]]
    names = [field.name for field in KIND.schemas[1].fields]
    for year in ("2025", "2026"):
        own = [i for i in of_book if sheets["period"].iloc[i].startswith(year)]
        first, last = own[0], own[-1] + 1
        body = made.csv(first, last)
        heading = [n for n in names if n not in ("payee", "fund_no") or year == "2026"]
        rows = list(csv.reader(io.StringIO(body.decode())))
        assert rows[0] == heading
        assert len(rows) > 1
        assert made.octets(first, last) == len(body)


def test_a_stopped_book_says_so_first(shared: Shared) -> None:
    """Its page, its sheet and its place name the missing months, since when, and what is shown."""
    data = shared.data("accounts")
    late = build.build(data, (REGISTRY, KIND), as_of=date(2026, 9, 20))
    url = f"/accounts/{LIUTANG}/"
    late_pages = pages_of(late)
    band = late_pages[url].band
    assert band is not None
    assert band.before == "2026 年 7 月、8 月的账到期没有公开，最早的已经"
    assert (band.due, band.days) == (date(2026, 8, 15), 36)
    assert band.after == "下面是 2026 年 6 月的账。"
    html = rendered(late_pages[url], late)
    assert html.index(band.before) < html.index("6 月收入")
    assert "截至 2026-09-20" in html
    assert rendered(late_pages["/s/10020100/"], late).count(band.before) == 1
    (of_place,) = (p.band for p in late.panels[("place", LIUTANG[:12])] if p.title == "最近的账")
    assert of_place is not None
    assert "到期没有公开" in of_place.before


def test_a_book_without_a_gap_has_no_band(shared: Shared) -> None:
    """On the last day of a month's term nothing is overdue yet."""
    data = shared.data("accounts")
    early = build.build(data, (REGISTRY, KIND), as_of=date(2026, 7, 15))
    published = (LIUTANG, SHANGHE)
    bands = {book: pages_of(early)[f"/accounts/{book}/"].band for book in published}
    assert bands == dict.fromkeys(published)
