"""Promises of the pages of approvals: what a guide says, what it leaves open, how lists filter."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pandas as pd
import pytest

from harness import data_folder
from mingbai import build
from mingbai.kinds.approvals import KIND
from mingbai.kinds.approvals.pages.step_times import step_times
from mingbai.kinds.approvals.reads import STEP_DAYS
from mingbai.kinds.approvals.rules.items import RESERVED
from mingbai.kinds.approvals.titles import TYPES
from mingbai.kinds.approvals.word_lists import pattern, word_list
from mingbai.kinds.registry import KIND as REGISTRY
from mingbai.model import Edition, Page, Site
from mingbai.page import Answer, FileLink, Link

PERMIT = "/approvals/990121-ZJ-XK-0001/"
ARCHIVE = "/approvals/990121-ZJ-GG-0001/"
PENSION = "/approvals/990121-TP-QR-0001/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The good fixture with nothing but its registry."""
    return build.build(data_folder(tmp_path_factory.mktemp("approvals"), "approvals"), KINDS)


KINDS = (REGISTRY, KIND)


@pytest.fixture(scope="module")
def found(site: Site) -> dict[str, Page]:
    made = KIND.pages(site.edition.tables["approvals"], site.edition)
    return {page.url: page for page in made}


def texts(facts) -> dict[str, str]:
    """Facts as plain words."""

    def words_of(value) -> str:
        if isinstance(value, tuple):
            return "；".join(words_of(one) for one in value)
        return value.text if isinstance(value, Link) else str(value)

    return {fact.name: words_of(fact.value) for fact in facts}


def test_the_three_answers_come_first(found: dict[str, Page]) -> None:
    assert found[PERMIT].view.answers == (
        Answer(
            "要几天",
            "3 个工作日",
            "法定 7 个工作日；最早要 15 个工作日；一次告知补正、专家评审不计时",
        ),
        Answer("收不收费", "不收费", "有人收费，请打投诉电话"),
        Answer("跑几次", "最多 1 次", "到现场的次数"),
    )
    assert found[ARCHIVE].view.answers == (
        Answer("要几天", "当场", "法定 1 个工作日"),
        Answer("收不收费", "收费", "档案复制工本费 0.50 元（每页），共 2 项"),
        Answer("跑几次", "最多 1 次", "到现场的次数"),
    )
    assert found[PENSION].view.answers[2] == Answer("跑几次", "不用跑", "可以全程网上或者邮寄办理")


def test_papers_carry_their_forms(found: dict[str, Page], site: Site) -> None:
    """Each link of a form leads to a file of the site, of the size it says."""
    first, second = found[PERMIT].view.papers
    assert first.note == "原件 1 份；建设单位盖章"
    assert first.forms == (
        FileLink("空白表 DOCX", f"{PERMIT}forms/permit-form.docx", 4775),
        FileLink("填写样例 PDF", f"{PERMIT}forms/permit-sample.pdf", 613),
    )
    assert second.note == "复印件 1 份；政府部门核发；县自然资源局已发证的，免交"
    files = {
        d.url: d.body() for d in KIND.downloads(site.edition.tables["approvals"], site.edition)
    }
    assert {url: len(body) for url, body in files.items()} == {
        form.url: form.octets for form in first.forms
    }


def test_only_verified_bases_in_force_are_shown_as_facts(found: dict[str, Page]) -> None:
    assert texts(found[PERMIT].view.bases) == {
        "设定": "《中华人民共和国行政许可法》第三十条",
        "时限": "《中华人民共和国行政许可法》第八十二条",
        "程序": "另有 1 条待核实，先不列出",
    }


def test_a_guide_is_the_page_of_its_item(found: dict[str, Page], site: Site) -> None:
    """Other kinds hang their sections on it, and search finds it by name and code."""
    assert found[PERMIT].subject == ("item", "990121-ZJ-XK-0001")
    name = site.edition.names["item", "990121-ZJ-XK-0001"]
    assert name.url == PERMIT
    assert name.keys == ("990121-ZJ-XK-0001", "建筑工程施工许可")


def test_lists_filter_without_a_script(found: dict[str, Page]) -> None:
    """Every way into the catalogue is a page, and its count is the number of its rows."""
    index = found["/approvals/"].view
    links = [link for choice in index.choices for link in choice.links]
    assert [choice.title for choice in index.choices] == [
        "按办事场景",
        "按事项类型",
        "按办理单位",
        "按窗口",
    ]
    for link in links:
        listed = found[link.url].view
        assert link.note == f"{listed.table.body.count('<tr>')} 项"
        assert listed.says.startswith(f"共 {listed.table.body.count('<tr>')} 项")
    assert {figure.name: figure.value for figure in index.figures} == {
        "事项": "3 项",
        "办理单位": "2 个",
        "承诺比法定少": "62.5%",
        "不收费": "2 项",
        "最多跑一次": "3 项",
    }


def test_every_list_has_an_address_that_no_item_can_take(found: dict[str, Page]) -> None:
    first = {url.removeprefix("/approvals/").split("/")[0] for url in found} - {""}
    items = {"990121-ZJ-XK-0001", "990121-ZJ-GG-0001", "990121-TP-QR-0001"}
    assert first - items == set(RESERVED)


def test_every_type_of_the_schema_has_an_address() -> None:
    schema = next(s for s in KIND.schemas if s.name == "items")
    assert set(schema["type"].enum) == set(TYPES)
    assert len(set(TYPES.values())) == len(TYPES)


def test_time_saved_compares_like_with_like(found: dict[str, Page]) -> None:
    """Limits in different units are counted apart, never subtracted."""
    view = found["/approvals/time-saved/"].view
    assert view.says == (
        "共 3 项，公布了法定和承诺两个时限的 3 项。"
        "按工作日算的 2 项，法定合计 8 个工作日，承诺合计 3 个，少了 62.5%。"
        "两个时限单位不同的 1 项不相减，没有列出。"
        "承诺时限改过的 1 项，从以前合计 15 个工作日改到现在 3 个。"
    )
    assert view.table.body.count("<tr>") == 2
    titles = [column.title for column in view.table.columns]
    assert titles == ["事项", "办理单位", "法定", "以前", "现在", "比法定少几天", "少了"]
    assert "15 个工作日" in view.table.body
    assert "当场" in view.table.body
    assert ">0 个工作日" not in view.table.body


def test_a_guide_says_how_its_limit_changed(found: dict[str, Page]) -> None:
    """From 15 to 7 to 3 working days, with what changed it; the oldest first."""
    facts = texts(found[PERMIT].view.about_facts)
    assert facts["时限改过"] == (
        "2019 年 4 月 22 日以后，15 个工作日改为 7 个工作日（建筑法第八条修改）；"
        "2024 年 6 月 30 日以后，7 个工作日改为 3 个工作日（县第二批减时限清单）"
    )
    assert "时限改过" not in texts(found[PENSION].view.about_facts)


def test_fees_forms_and_cuts_are_lists_of_their_own(found: dict[str, Page]) -> None:
    assert (
        found["/approvals/fees/"].view.says
        == "共 3 项：收费 1 项，不收费 2 项。表上没有的，不能收。"
    )
    assert "0.50" in found["/approvals/fees/"].view.table.body
    assert found["/approvals/forms/"].view.says.startswith("共 2 个文件")
    cuts = found["/approvals/cuts/"].view
    assert cuts.says == "取消 1 项，合并 1 项。"
    assert f'href="{PERMIT}"' in cuts.table.body


def test_agencies_and_townships_show_their_items(site: Site) -> None:
    """A department on its page, a township on its page and on that of its place."""
    panels = KIND.panels(site.edition.tables["approvals"], site.edition)
    subjects = {panel.subject for panel in panels}
    assert {("agency", "zhujian"), ("agency", "taiping"), ("place", "990121100000")} <= subjects
    assert ("place", "990121000000") not in subjects


def test_one_disclosure_a_package(site: Site) -> None:
    own = [d for d in site.edition.disclosures if d.package.kind == "approvals"]
    assert {(d.id, d.url, d.summary) for d in own} == {
        ("approvals/zhujian/2026", "/approvals/agency/zhujian/", "公开 2 个事项的办事指南。"),
        ("approvals/taiping/2026", "/approvals/agency/taiping/", "公开 1 个事项的办事指南。"),
    }


def observed(edition: Edition, cases: int) -> Edition:
    """The edition of a portal in which `cases` permits were reviewed."""
    days = pd.DataFrame(
        {
            "item_code": ["990121-ZJ-XK-0001"],
            "step_id": ["review"],
            "cases": [cases],
            "median_days": [0.5],
            "p90_days": [2.0],
        }
    )
    offers = {**edition.county.offers, STEP_DAYS.id: lambda _: days}
    county = dataclasses.replace(edition.county, offers=offers)
    return dataclasses.replace(edition, county=county)


def test_days_observed_stand_beside_limits_once_cases_are_enough(site: Site) -> None:
    """Ten cases are enough for this county; nine say nothing."""
    for cases, expected in ((9, 0), (10, 1)):
        edition = observed(site.edition, cases)
        assert len(step_times(edition)) == expected
        made = {page.url: page for page in KIND.pages(edition.tables["approvals"], edition)}
        flow = made[PERMIT].view.flow
        assert flow.svg.count("实际 0.5 天") == expected
        note = "实际：半数在 0.5 个工作日内办完，九成在 2 个工作日内（10 件）。"
        assert [step.note for step in flow.steps if step.note] == [note] * expected


def test_the_words_that_rules_look_for_are_data() -> None:
    assert "不予受理" in word_list("refusal")
    assert pd.Series(["其他组织"]).str.extract(pattern("catch_all"), expand=False).isna().all()
    with pytest.raises(KeyError):
        word_list("nothing")


def test_a_portal_without_guides_says_so(tmp_path: Path) -> None:
    """No catalogue at all: rules have nothing to say, pages are there and empty."""
    data = data_folder(tmp_path, "registry")
    site = build.build(data, KINDS)
    made = {p.url: p for p in KIND.pages(site.edition.tables["approvals"], site.edition)}
    assert made["/approvals/"].view.choices == ()
    assert made["/approvals/fees/"].view.table is None
