"""Figures that kinds declare: of one form, each with an id of its own and a page that shows it."""

from __future__ import annotations

import pytest

from mingbai.kinds import KINDS, by_name
from mingbai.model import FIGURE
from mingbai.preview.figures import figures
from shared import Shared

# By kind, figures counted by hand from the fixture: id, title, hundredths, unit.
COUNTED = {
    "accounts": (
        ("accounts/990121100201-00/2026-06/expense", "太平镇柳塘村 6 月支出", 8_236_00, "元"),
        ("accounts/990121100202-00/2026-06/closing", "太平镇石桥村 6 月月末结余", 9_518_05, "元"),
    ),
    "appraisals": (
        ("appraisals/2025/zhujian/rate", "县住建局在2025 年民主评议的满意率", 64_00, "%"),
    ),
    "complaints": (
        ("complaints/2026-04/closed", "全县 4 月办结投诉", 3_00, "件"),
        ("complaints/2026-06/received", "全县 6 月收到投诉", 1_00, "件"),
    ),
    "completions": (
        ("completions/zhujian/2026-07/cases", "县住建局 7 月办结", 2_00, "件"),
        ("completions/zhujian/2026-07/late", "县住建局 7 月超期办结", 1_00, "件"),
    ),
    "holdings": (("holdings/contracts/HT-01/arrears", "东坡岭租赁合同（HT-01）欠租", 0, "元"),),
    "performance": (
        ("performance/scores/2025/ziran/02", "县自然资源局 2025 年考评第 02 项得分", 33_25, "分"),
        ("performance/totals/2025/ziran", "县自然资源局 2025 年考评总分", 92_50, "分"),
    ),
    "village_affairs": (
        ("village_affairs/projects/GC-002/paid", "村北道路排水沟（GC-002）已付", 50_440_00, "元"),
        ("village_affairs/grants/FF-001/amount", "耕地补贴（FF-001）发放", 735_50, "元"),
    ),
}


@pytest.mark.parametrize("name", COUNTED)
def test_figures_are_those_of_the_fixture(name: str, shared: Shared) -> None:
    """One form, one id each, the values counted by hand; where each stands there is a page."""
    data = shared.data(name)
    edition, kind = shared.site(data).edition, by_name(name)
    frame = kind.figures(edition.tables[name], edition.county)
    assert dict(frame.dtypes.astype("str")) == FIGURE
    assert frame["id"].is_unique
    assert frame["id"].str.startswith(f"{name}/").all()
    rows = set(frame[["id", "title", "value", "unit"]].itertuples(index=False, name=None))
    assert rows >= set(COUNTED[name])
    assert set(frame["url"].str.partition("#")[0]) <= shared.pages(data).keys()


def test_every_kind_that_declares_figures_is_counted_here(shared: Shared) -> None:
    """All figures of all kinds together have ids of their own; kinds without rows have none."""
    nothing = shared.site(shared.data("registry")).edition
    assert figures(KINDS, nothing).empty
    default = KINDS[0].figures
    assert {kind.name for kind in KINDS if kind.figures is not default} == set(COUNTED)


def test_two_figures_of_one_id_are_refused(shared: Shared) -> None:
    """A fault of code, told at once: else one of them would never be seen to move."""
    edition = shared.site(shared.data("complaints")).edition
    twice = (by_name("complaints"), by_name("complaints"))
    with pytest.raises(ValueError, match="two figures are called complaints/"):
        figures(twice, edition)
