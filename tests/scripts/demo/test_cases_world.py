"""Cases of the demo county, over small counties of twenty seeds: nothing in them is absurd."""

from __future__ import annotations

from functools import cache

import pandas as pd
import pytest

from demo import content, forms, items
from demo.plan import plan
from demo.size import Size
from worlds import SEEDS, world

LARGE = Size(towns=8, villages=160, groups=480, months=12)
PERSON = r".\*{1,2}"
# What may apply for an item, by the end of the applicant's name.
FITTING = {
    "建筑工程施工许可证核发": r"房地产开发|置业|建设|投资",
    "商品房预售许可证核发": r"房地产开发|置业",
    "社会团体成立登记": r"(?:协会|学会)$",
    "民办非企业单位成立登记": r"(?:中心|学校)$",
    "建设公益性公墓审批": r"村民委员会$",
    "林木采伐许可证核发": r"林业|苗木|竹木|油茶",
    "道路旅客运输班线经营许可": r"客运|公交",
    "河道采砂许可": r"砂石|建材",
}


def cases() -> pd.DataFrame:
    """All cases of all seeds with `seed`, and the `name` and `audience` of the item."""
    parts = []
    for seed in SEEDS:
        tables = world(seed)
        items = tables["approvals", "items"].set_index("item_code")
        own = tables["completions", "cases"].assign(seed=seed)
        for column in ("name", "audience"):
            own[column] = own["item_code"].map(items[column])
        parts.append(own)
    return pd.concat(parts, ignore_index=True)


@cache
def large() -> pd.DataFrame:
    """The cases of one county large enough to have every item: as the plan has them."""
    return plan(LARGE).cases


def notices() -> pd.DataFrame:
    """All notices of delay and refusal of all seeds, with `seed`; a small county may have none."""
    key = ("delays", "notices")
    parts = [world(seed)[key].assign(seed=seed) for seed in SEEDS if key in world(seed)]
    return pd.concat(parts, ignore_index=True)


@pytest.fixture(scope="module")
def told() -> pd.DataFrame:
    """Every case."""
    return cases()


@pytest.fixture(scope="module")
def explained(told: pd.DataFrame) -> pd.DataFrame:
    """Every notice with the case that it is about (columns of the case end with `_case`)."""
    found = notices().merge(
        told, on=["seed", "receipt_no"], how="left", suffixes=("", "_case"), validate="1:1"
    )
    assert found["decided"].notna().all()
    return found


class TestApplicants:
    """Who applies is one who could."""

    def test_a_thing_for_firms_goes_to_firms(self, told: pd.DataFrame) -> None:
        """No person applies for what only units may, and no unit for what only persons may."""
        is_person = told["applicant"].str.fullmatch(PERSON)
        assert not (is_person & (told["audience"] == "企业和单位")).any()
        assert not (~is_person & (told["audience"] == "个人")).any()
        both = told[told["audience"] == "个人、企业和单位"]
        assert 0.1 < both["applicant"].str.fullmatch(PERSON).mean() < 0.9

    @pytest.mark.parametrize("item", FITTING)
    def test_the_line_of_business_fits(self, item: str) -> None:
        """Developers build, associations are registered under their own name, villages bury."""
        made = large()
        own = made[(made["item"] == item) & (made["applicant_class"] != "个人")]
        assert len(own)
        assert own["applicant"].str.contains(FITTING[item]).all()

    def test_nobody_is_registered_twice(self, told: pd.DataFrame) -> None:
        """An association or a charity is founded once in a county."""
        once = told[told["name"].isin(["社会团体成立登记", "民办非企业单位成立登记"])]
        assert not once.duplicated(["seed", "name", "applicant"]).any()


class TestVolume:
    """How often things happen in a county of that many households."""

    def test_weddings_are_not_quarries(self) -> None:
        """More than twenty weddings, which are numbers only, for each quarry or bus line."""
        count = large()["item"].value_counts()
        rare = [
            "河道采砂许可",
            "民办幼儿园办学许可",
            "道路旅客运输班线经营许可",
            "燃气经营许可证核发",
        ]
        assert (count["结婚登记"] > 20 * count.reindex(rare, fill_value=0)).all()

    def test_twice_the_households_twice_the_cases(self) -> None:
        """The caseload follows the households, within a tenth."""
        made = [plan(Size(2, n, 3 * n, 15, seed=3)) for n in (8, 32)]
        households = [p.places.loc[p.places["kind"] == "村", "households"].sum() for p in made]
        per_household = [len(p.cases) / n for p, n in zip(made, households, strict=True)]
        assert per_household[0] == pytest.approx(per_household[1], rel=0.1)

    def test_every_item_is_told_how_often(self) -> None:
        """The caseload names each item that can be applied for once, and no other."""
        items = plan(Size()).items
        applied_for = items.loc[items["type"] != "行政检查", "name"].unique()
        assert sorted(content.table("caseload")["item"]) == sorted(applied_for)


class TestDates:
    """Numbers and days follow from each other."""

    def test_the_number_carries_the_month_of_acceptance(self, told: pd.DataFrame) -> None:
        """It is printed on the notice of acceptance, when nobody knows the day of the decision."""
        assert (told["receipt_no"].str[3:10] == told["accepted"].dt.strftime("%Y-%m")).all()
        assert not told.duplicated(["seed", "receipt_no"]).any()

    def test_the_newest_notice_is_of_the_last_whole_week(self) -> None:
        """Notices of completed cases go on to the day the county stands at."""
        assert (pd.Timestamp(LARGE.as_of) - large()["announced"].max()).days < 7

    def test_cases_are_late_now_and_then_and_some_are_withdrawn(self, told: pd.DataFrame) -> None:
        """One to six of a hundred are late; refusals and withdrawals exist."""
        assert 0.01 < (told["decided"] > told["due"]).mean() < 0.06
        assert {"准予", "不予", "办结", "撤回"} == set(told["result"])


class TestNotices:
    """What is late or refused is explained, in time and in words of its own."""

    def test_every_refusal_has_its_notice(
        self, told: pd.DataFrame, explained: pd.DataFrame
    ) -> None:
        """Of kind 不予办理, published no later than the case."""
        refused = told.loc[told["result"] == "不予", ["seed", "receipt_no"]]
        own = explained[explained["kind"] == "不予办理"]
        assert len(refused) > 20
        assert set(refused.itertuples(index=False, name=None)) == set(
            own[["seed", "receipt_no"]].itertuples(index=False, name=None)
        )
        assert (own["package_published"] <= own["package_published_case"]).all()
        assert (own["noticed"] == own["decided"].dt.date).all()
        assert own["new_due"].isna().all()
        reported = pd.to_datetime(own["reported_on"])
        assert (own["noticed"] <= own["reported_on"]).all()
        assert (reported <= own["package_published"]).all()

    def test_every_late_case_was_told_before_its_limit(
        self, told: pd.DataFrame, explained: pd.DataFrame
    ) -> None:
        """On or before the day it was due; the new limit was kept."""
        late = told[told["decided"] > told["due"]]
        own = explained[explained["kind"] != "不予办理"]
        assert len(own) == len(late) > 20
        assert (own["noticed"] <= own["due"].dt.date).all()
        assert (own["new_due"] >= own["decided"].dt.date).all()

    @pytest.mark.parametrize("column", ["reason", "remedy"])
    def test_no_text_is_repeated(self, column: str) -> None:
        """At least four of five texts of a county differ, not by their numbers and days alone."""
        texts = notices()[column]
        distinct = notices().groupby("seed")[column].agg(lambda own: own.nunique() / len(own))
        assert (distinct >= 0.8).all()
        if column == "reason":
            words = texts.str.replace(r"\d+", "", regex=True)
            assert words.nunique() > max(30, len(words) // 2)

    def test_no_rain_delays_a_paper(self) -> None:
        """Reasons speak of papers, visits, reviews and posts."""
        assert not notices()["reason"].str.contains("雨|天气|汛").any()


class TestForms:
    """A form asks what its item needs to know."""

    def test_forms_differ(self) -> None:
        """At least nine of ten forms ask for something else, and none fewer than five things."""
        papers = {
            (line.split("|")[0], item.told["name"])
            for item in items.told(plan(Size()).agencies)
            for line in item.told["materials"]
            if "表" in line.split("|")[5]
        }
        asked = {own: forms.form(*own).fields for own in papers}
        assert len(asked) > 80
        assert len({tuple(name for name, _ in fields) for fields in asked.values()}) > 74
        assert all(len(fields) >= 5 for fields in asked.values())

    def test_a_permit_asks_for_the_building_and_a_birth_for_the_couple(self) -> None:
        """Not one sheet for everything: words of two forms that have nothing in common."""
        permit, birth = (
            "、".join(name for name, _ in forms.form(paper, item).fields)
            for paper, item in (
                ("建筑工程施工许可证申请表", "建筑工程施工许可证核发"),
                ("生育登记表", "生育登记"),
            )
        )
        assert all(word in permit for word in ("工程名称", "施工单位", "合同价格", "建设规模"))
        assert all(word in birth for word in ("女方", "男方", "第几个子女"))

    def test_a_sample_has_no_empty_cell(self) -> None:
        """Who looks at a sample sees each field filled in."""
        form = forms.form("林木采伐申请表", "林木采伐许可证核发")
        assert all(value for _, value in form.fields)
        with pytest.raises(ValueError, match="no sample"):
            forms.docx("转学申请表", "义务教育阶段学生转学", "县教体局", is_sample=True)


class TestLimits:
    """What a limit was, is, and rests on."""

    def test_a_limit_cites_what_sets_it(self) -> None:
        """行政许可法第四十二条 sets twenty days: an item with another limit cites its own law."""
        tables = world(1)
        bases = tables["approvals", "bases"]
        legal = tables["approvals", "items"].set_index("item_code")["legal_days"]
        limits = bases[bases["use"] == "时限"].set_index("item_code")["basis_id"]
        usual = limits[limits == "XKF-42"]
        assert (legal.reindex(usual.index) == 20).all()
        assert limits["990121-ZJ-XK-0001"] == "JZF-8"

    def test_limits_only_became_shorter(self) -> None:
        """Each former limit is over, longer than the next, and the last longer than today's."""
        tables = world(1)
        former = tables["approvals", "former_limits"].sort_values(["item_code", "until"])
        promised = tables["approvals", "items"].set_index("item_code")["promised_days"]
        following = former.groupby("item_code")["days"].shift(-1)
        following = following.fillna(former["item_code"].map(promised))
        assert (former["days"] > following).all()
        assert (pd.to_datetime(former["until"]) < former["package_published"]).all()
        permit = former.loc[former["item_code"] == "990121-ZJ-XK-0001", "days"]
        assert permit.tolist() == [15, 7]
