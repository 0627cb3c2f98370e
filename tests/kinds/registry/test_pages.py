"""What the registry's pages say, on the county of the fixtures."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from harness import data_folder
from mingbai import build
from mingbai.kinds import DECLARED
from mingbai.kinds.registry import KIND
from mingbai.kinds.registry.pages import agencies, current_bases, reference
from mingbai.kinds.registry.pages import places as place_pages
from mingbai.model import Edition, Page
from mingbai.page import Fact, Link
from shared import Shared

TAIPING, LIUTANG = "990121100000", "990121100201"


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    data = data_folder(tmp_path_factory.mktemp("registry"), "registry")
    checked = build.check(data, (KIND,))
    assert checked.issues == ()
    assert checked.county is not None
    names = KIND.names(checked.tables["registry"], checked.county)
    return Edition(
        county=checked.county,
        tables=checked.tables,
        disclosures=(),
        names={(n.scope, n.id): n for n in names},
        scopes=DECLARED.scopes,
        verdicts=checked.verdicts,
        warnings=(),
    )


@pytest.fixture(scope="module")
def pages(edition: Edition) -> dict[str, Page]:
    return {page.url: page for page in KIND.pages(edition.tables["registry"], edition)}


def fact(facts: tuple[Fact, ...], name: str) -> object:
    return next(f.value for f in facts if f.name == name)


def test_every_place_and_agency_has_a_page_others_can_add_to(
    edition: Edition, pages: dict[str, Page]
) -> None:
    """Panels find their page: subjects are exactly the registered places and agencies."""
    subjects = {page.subject for page in pages.values() if page.subject}
    places = {("place", code) for code in edition.county.places.index}
    assert subjects == places | {("agency", slug) for slug in edition.county.agencies.index}


def test_every_name_leads_to_a_page_and_an_anchor_on_it(
    edition: Edition, pages: dict[str, Page]
) -> None:
    """Search never sends a reader to an address that does not exist."""
    for name in edition.names.values():
        url, _, anchor = name.url.partition("#")
        page = pages[url]
        if anchor:
            assert f'id="{anchor}"' in _bodies(page), name


def _bodies(page: Page) -> str:
    """The rows of all tables a page's view carries."""
    fields = [getattr(page.view, name) for name in page.view.__dataclass_fields__]
    return "".join(str(field.body) for field in fields if hasattr(field, "body"))


def test_no_anchor_stands_twice_on_a_page(pages: dict[str, Page]) -> None:
    """Two versions of one provision have two anchors."""
    for page in pages.values():
        ids = [part.split('"')[0] for part in _bodies(page).split(' id="')[1:]]
        assert len(ids) == len(set(ids)), page.url


def test_a_village_says_where_it_is_and_who_answers_for_it(edition: Edition) -> None:
    """County and township are linked, the township's telephones stand on the village's page."""
    view = place_pages.place_view(LIUTANG, edition, place_pages.surroundings(edition))
    assert fact(view.above, "所在") == (
        Link("清源县", "/places/990121000000/"),
        Link("太平镇", "/places/990121100000/"),
    )
    assert fact(view.facts, "级别") == "村（村委会）"
    assert fact(view.channels, "上级政府") == Link("清源县太平镇人民政府", "/agencies/taiping/")
    assert fact(view.channels, "监督电话") == Link("000-0000-0311", "tel:000-0000-0311")
    assert [book.text for book in view.books] == ["柳塘村账本"]
    assert view.books[0].note == "太平镇政府代理记账，2026-05 起公开"
    assert view.people is not None
    assert "柳成荫" in view.people.body


def test_a_group_has_a_page_named_after_its_village(
    edition: Edition, pages: dict[str, Page]
) -> None:
    """一组 alone would say nothing; and a group without a book says so."""
    page = pages["/places/990121100201-02/"]
    assert page.title == "柳塘村二组"
    assert page.feed == "/feeds/places/990121100201-02.atom"
    assert [c.title for c in page.crumbs] == ["首页", "乡镇和村", "太平镇", "柳塘村", "柳塘村二组"]
    assert page.view.has_books
    assert page.view.books == ()
    assert page.view.people is None
    assert edition.names["place", "990121100201-02"].note == "太平镇 › 柳塘村"


def test_a_township_lists_its_villages_with_their_groups(edition: Edition) -> None:
    """The villages below, their books, and how many groups each has."""
    view = place_pages.place_view(TAIPING, edition, place_pages.surroundings(edition))
    assert view.below is not None
    assert view.below_title == "下辖的村"
    assert [c.title for c in view.below.columns] == ["村", "账簿", "组（个）"]
    assert view.below.body.startswith(
        '<tr><th scope="row"><a href="/places/990121100201/">柳塘村</a>'
        '<td data-label="账簿">柳塘村账本<td class="num" data-label="组（个）">2</tr>'
    )
    assert not view.has_books
    assert view.windows is not None


def test_books_are_linked_where_a_kind_shows_them(edition: Edition) -> None:
    """The registry knows books; the address of their pages comes from whoever names them."""
    named = {**edition.names, ("book", f"{LIUTANG}-00"): edition.names["place", LIUTANG]}
    full = Edition(
        county=edition.county,
        tables=edition.tables,
        disclosures=(),
        names=named,
        scopes=edition.scopes,
        verdicts=edition.verdicts,
        warnings=(),
    )
    view = place_pages.place_view(LIUTANG, full, place_pages.surroundings(full))
    assert view.books[0].url == "/places/990121100201/"


def test_what_is_not_published_is_said(edition: Edition) -> None:
    """No address, no functions, no holder: 还没有公布, and nothing to dial or follow."""
    county = edition.county
    view = agencies.agency_view(county.agencies.loc["jiaotong"], county)
    assert view.functions == "还没有公布"
    assert fact(view.facts, "地址") == "还没有公布"
    assert fact(view.channels, "监督电话") == Link("还没有公布")
    assert view.posts is None
    posts = agencies.agency_view(county.agencies.loc["weijian"], county).posts
    assert posts is not None
    assert posts.body == (
        '<tr><th scope="row" id="post-weijian-01">行政许可岗'
        '<td data-label="A 岗">还没有公布'
        '<td data-label="B 岗">还没有公布<td data-label="电话">'
        '<a href="tel:000-0000-0182">000-0000-0182</a></tr>'
    )


def test_agencies_stand_under_their_class(edition: Edition) -> None:
    """Only classes that have agencies are shown, in their fixed order."""
    view = agencies.agencies_view(edition.county)
    assert [c.title for c in view.classes] == ["县政府", "县政府部门", "乡镇政府"]
    assert view.says == "共 15 个单位。没有公布的写“还没有公布”。"


def test_a_township_says_how_many_books_it_keeps(edition: Edition) -> None:
    """Three of the four books are kept by 太平镇."""
    county = edition.county
    view = agencies.agency_view(county.agencies.loc["taiping"], county)
    assert fact(view.channels, "订阅更新") == (
        Link("Atom", "/feeds/agencies/taiping.atom"),
        Link("RSS", "/feeds/agencies/taiping.rss"),
    )
    assert fact(view.facts, "代理记账") == Link("3 本账", "/places/990121100000/")
    assert view.windows is not None
    assert "T01" in view.windows.body


def test_the_tree_holds_every_place_once(edition: Edition, pages: dict[str, Page]) -> None:
    """From the county down, nothing is lost and nothing doubled; initials lead to groups."""
    view = pages["/places/"].view

    def urls(branches: tuple[place_pages.Branch, ...]) -> list[str]:
        return [u for b in branches for u in (b.url, *urls(b.below))]

    assert sorted(urls(view.tree)) == sorted(f"/places/{c}/" for c in edition.county.places.index)
    assert view.says == "全县有 2 个乡镇、3 个村、2 个组。"
    assert [letter.text for letter in view.letters] == ["B", "L", "Q", "S", "T"]
    assert [g.title for g in view.groups] == ["B", "L", "Q", "S", "T"]


def test_a_year_of_the_calendar_in_words(edition: Edition) -> None:
    """Holidays as the notice words them, and the working days they leave."""
    view = reference.calendar_view(edition.county)
    assert [year.title for year in view.years] == ["2026 年", "2025 年", "2024 年", "2023 年"]
    assert view.years[0].says == "全年 248 个工作日。"
    assert (
        '<tr><th scope="row">春节<td data-label="放假">2 月 15 日至 23 日，共 9 天'
        '<td data-label="调休上班">2 月 14 日（周六）、2 月 28 日（周六）</tr>'
    ) in view.years[0].table.body
    assert "12 月 31 日至 1 月 2 日，共 3 天" in view.years[3].table.body
    assert view.unknown.startswith("2027 年的放假安排还没有录入。")


def test_bases_not_verified_stand_apart(edition: Edition) -> None:
    """待核实 is a list of its own, and every version is kept."""
    view = reference.bases_view(edition.county)
    assert view.pending is not None
    assert "村务公开目录" in view.pending.body
    assert "村务公开目录" not in view.verified.body
    assert 'id="basis-CWH-30"' in view.verified.body
    assert 'id="basis-CWH-30-2026-01-01"' in view.pending.body
    assert (
        '<tr><th scope="row" id="basis-CWH-30">《中华人民共和国村民委员会组织法》第三十条'
        '<td data-label="施行">2018-12-29 至 2025-12-31<td data-label="情况">'
        '<span class="mark mark--none">已失效</span>'
        '<td class="keep" data-label="编号"><code>CWH-30</code></tr>'
    ) in view.verified.body


@pytest.mark.parametrize(
    ("day", "articles"),
    [(date(2025, 6, 1), ["第三十条", "第三十三条"]), (date(2026, 7, 1), [None, None])],
)
def test_a_basis_is_named_by_the_version_in_force(
    edition: Edition, day: date, articles: list[str | None]
) -> None:
    """When a law is renumbered, the old number is not cited for the new text."""
    found = current_bases(edition.county.registry.frame("legal_bases"), day)
    own = found[found["basis_id"].isin(["CWH-30", "CWH-33"])]["article"]
    assert [None if pd.isna(a) else a for a in own] == articles


def test_a_basis_that_has_not_begun_is_named_all_the_same(edition: Edition) -> None:
    """Before any version is in force, the announced one gives the name."""
    found = current_bases(edition.county.registry.frame("legal_bases"), date(2000, 1, 1))
    assert found["basis_id"].is_unique
    assert set(found["basis_id"]) == edition.county.known["basis"]


def test_the_register_is_one_disclosure(edition: Edition, tmp_path: Path) -> None:
    """Feeds say when the register was published and what is in it."""
    (only,) = KIND.disclose(edition.tables["registry"], edition.county)
    assert (only.id, only.url, only.agency) == ("registry/county/2026", "/registry/", "county")
    assert only.summary == "登记 2 个乡镇、3 个村、2 个组，15 个单位，4 本账。"


def test_the_rule_set_shows_value_unit_and_origin(edition: Edition) -> None:
    """A citizen can read the number that a warning was computed with."""
    view = reference.rule_set_view(edition.county)
    assert '<td class="num" data-label="数值">5,000 元' in view.table.body
    assert 'id="rule-month_due_day"' in view.table.body


def test_how_items_are_published_stands_on_a_page(shared: Shared) -> None:
    """Every word with its class and its ground, and what holds where nothing is decided."""
    page = shared.pages(shared.data("registry"))["/registry/classes/"]
    table = str(page.view.classes)
    assert table.index("施工许可") < table.index("高龄津贴")
    assert "/registry/bases/#basis-XXGK-15" in table
    assert "只公布数" in table
    assert "法律援助" in page.view.default
