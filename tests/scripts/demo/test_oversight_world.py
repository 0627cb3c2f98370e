"""One world of oversight: what one kind says of an agency is what the others say, in any county."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import pandas as pd

from demo.workdays import calendar
from worlds import DISTINCT_PERCENT, EVERY_SEED, SEEDS, days, world

URGED_DAYS = 5  # working days after the day of answer

# Free text by kind and table: what people wrote, each about one thing.
TEXTS = {
    ("complaints", "complaints"): ("gist", "outcome"),
    ("accountability", "decisions"): ("facts",),
    ("supervision", "notices"): ("finding", "demand", "answer"),
    ("inspections", "results"): ("gist",),
    ("appraisals", "opinions"): ("gist", "handling"),
    ("appraisals", "rectifications"): ("task", "outcome"),
    ("party_affairs", "items"): ("text",),
    ("commitments", "commitments"): ("text",),
}
# Optional tables of a county in which nothing of the sort happened.
_NO_CASES = pd.DataFrame(columns=["complaint_no", "receipt_no", "about"])
_NO_TASKS = pd.DataFrame(columns=["decision_no", "task_no"])
# What can be done to a unit as a whole; everything else is done to a person.
UNIT_MEASURES = {"限期整改", "通报批评", "取消当年评先评优资格"}
PERSON_MEASURES = {
    "责令书面检查",
    "诫勉谈话",
    "行政告诫",
    "通报批评",
    "扣发一个月年度岗位奖",
    "年度考核不称职",
    "离岗培训",
    "调离执法岗位",
    "引咎辞职",
    "责令辞职",
    "辞退或解聘",
}


def spoken(name: str) -> str:
    """An item as people call it: `食品经营许可证核发` -> `食品经营许可证`."""
    ending = "(申请审批|审核确认|核发|签发|审批|办理|发放)$"
    return re.sub(ending, "", re.sub("（.*?）", "", name))


def last_of_class(votes: pd.DataFrame) -> Iterator[tuple[int, str]]:
    """(year, unit) with the lowest rate of its class, where rates differ; from the counts alone."""
    valid = votes[["satisfied", "basically", "dissatisfied"]].sum(axis=1)
    rate = np.floor(votes["satisfied"] * 1000 / valid + 0.5)
    by_class = rate.groupby([votes["round_id"], votes["class"]])
    lowest, highest = by_class.transform("min"), by_class.transform("max")
    is_last = (rate == lowest) & (lowest < highest)
    pairs = votes.loc[is_last, ["round_id", "unit"]]
    yield from ((int(year), unit) for year, unit in pairs.itertuples(index=False))


class TestComplaints:
    """A complaint follows from something, is answered in time, and has its weight."""

    @EVERY_SEED
    def test_weight_has_its_decision(self, seed: int) -> None:
        """A complaint that says a measure has one decision of it, on its agency, and vice versa."""
        tables = world(seed)
        complaints = tables["complaints", "complaints"].set_index("complaint_no")
        decisions = tables["accountability", "decisions"]
        named = decisions.dropna(subset=["complaint_no"]).set_index("complaint_no")
        said = complaints["outcome"].str.contains("|".join(UNIT_MEASURES | PERSON_MEASURES))
        assert set(complaints.index[said.fillna(False).astype(bool)]) == set(named.index)
        assert named.index.is_unique
        for number, decision in named.iterrows():
            complaint = complaints.loc[number]
            assert decision["measure"] in complaint["outcome"]
            assert complaint["finding"] == "属实"
            assert complaint["agency"] == decision["agency"]
            assert pd.Timestamp(complaint["closed"]) <= pd.Timestamp(decision["date"])

    @EVERY_SEED
    def test_in_time(self, seed: int) -> None:
        """Closed by the last day; one at most waits past its day for the day of the data."""
        complaints = world(seed)["complaints", "complaints"]
        closed, due = days(complaints["closed"]), days(complaints["due"])
        assert (closed.isna() | (closed <= due)).all()
        as_of = complaints["package_published"].max()
        assert (closed.isna() & (due < as_of)).sum() <= 1

    @EVERY_SEED
    def test_a_named_case_is_as_the_complaint_says(self, seed: int) -> None:
        """Of that agency, announced, and late where the complaint was upheld, else in time."""
        tables = world(seed)
        named = tables.get(("complaints", "named_cases"), _NO_CASES)
        cases = tables["completions", "cases"].set_index("receipt_no")
        items = tables["approvals", "items"].set_index("item_code")
        complaints = tables["complaints", "complaints"].set_index("complaint_no")
        assert set(named["receipt_no"]) <= set(cases.index)
        own, said = cases.loc[named["receipt_no"]], complaints.loc[named["complaint_no"]]
        assert list(items.loc[own["item_code"], "agency"]) == list(said["agency"])
        is_late = (days(own["decided"]) > days(own["due"])).to_numpy()
        closed = said["finding"].notna().to_numpy()
        upheld = (said["finding"] == "属实").to_numpy()
        assert (is_late[closed] == upheld[closed]).all()

    @EVERY_SEED
    def test_upheld_lateness_is_a_late_case(self, seed: int) -> None:
        """Who is right that a case was late had one: of that agency and item, late by then.

        Cases come from the county's plan, of which the published ones are a part.
        """
        tables = world(seed)
        complaints = tables["complaints", "complaints"]
        about = complaints[(complaints["field"] == "超时办结") & (complaints["finding"] == "属实")]
        cases = tables["completions", "cases"].merge(
            tables["approvals", "items"][["item_code", "name", "agency"]], on="item_code"
        )
        late = cases[days(cases["decided"]) > days(cases["due"])]
        for complaint in about.itertuples():
            own = late[(late["agency"] == complaint.agency)]
            own = own[days(own["due"]) < pd.Timestamp(complaint.received)]
            own = own[days(own["decided"]) <= pd.Timestamp(complaint.closed)]
            assert any(spoken(name) in complaint.gist for name in own["name"]), complaint.gist


class TestDecisions:
    """Nobody is held accountable for what no page says."""

    @EVERY_SEED
    def test_measure_fits_whom(self, seed: int) -> None:
        """A unit is not fined a month's bonus, and a person is not told to mend within a term."""
        decisions = world(seed)["accountability", "decisions"]
        is_unit = decisions["rank_class"] == "单位"
        assert set(decisions["measure"][is_unit]) <= UNIT_MEASURES
        assert set(decisions["measure"][~is_unit]) <= PERSON_MEASURES

    @EVERY_SEED
    def test_unanswered_notices(self, seed: int) -> None:
        """A notice without an answer five working days after its day is decided on, no other is."""
        tables = world(seed)
        notices, decisions = tables["supervision", "notices"], tables["accountability", "decisions"]
        asked = notices.dropna(subset=["due"])
        urged = pd.Series([calendar().add(day, URGED_DAYS) for day in asked["due"]], asked.index)
        last = max(notices["package_period"].max(), decisions["package_period"].max())
        over = days(urged) < pd.Period(last, "M").end_time
        silent = asked[over & ~(days(asked["answered"]) <= days(urged))]
        facts = decisions["facts"].str.extract(r"(DC-[\d-]+) ?要求")[0].dropna()
        assert sorted(facts) == sorted(silent["notice_no"])

    @EVERY_SEED
    def test_last_for_two_years(self, seed: int) -> None:
        """Honours are lost by whoever was last of its class twice running, and by no other."""
        tables = world(seed)
        votes, decisions = tables["appraisals", "votes"], tables["accountability", "decisions"]
        last = set(last_of_class(votes))
        twice = {(year, unit) for year, unit in last if (year - 1, unit) in last}
        held = decisions[decisions["measure"] == "取消当年评先评优资格"]
        found = set(zip(days(held["date"]).dt.year, held["agency"], strict=True))
        watched = int(tables["supervision", "notices"]["package_period"].min()[:4])
        newest = days(decisions["date"]).max()
        due = {(y, u) for y, u in twice if y >= watched and pd.Timestamp(y, 6, 30) <= newest}
        assert found >= due
        assert found <= twice
        assert held["facts"].str.contains("连续两年").all()

    @EVERY_SEED
    def test_tasks_not_kept(self, seed: int) -> None:
        """Each task of a watched month that was done late has one decision on its unit."""
        tables = world(seed)
        tasks = tables["appraisals", "rectifications"].set_index("task_no")
        decisions = tables["accountability", "decisions"].set_index("decision_no")
        named = tables.get(("accountability", "unkept_tasks"), _NO_TASKS)
        watched = decisions["package_period"].min()
        is_late = days(tasks["done"]) > days(tasks["due"])
        due = days(tasks["due"])
        last = decisions["package_period"].max()
        is_told = (due.dt.strftime("%Y-%m") >= watched) & (due < pd.Period(last, "M").start_time)
        assert named["task_no"].is_unique
        assert set(named["task_no"]) <= set(tasks.index[is_late])
        assert set(named["task_no"]) >= set(tasks.index[is_late & is_told])
        units = decisions.loc[named["decision_no"], "agency"]
        assert list(units) == list(tasks.loc[named["task_no"], "unit"])

    def test_that_happens(self) -> None:
        """Over the seeds each sort of decision is seen: otherwise the tests above prove nothing."""
        decisions = pd.concat(world(seed)["accountability", "decisions"] for seed in SEEDS)
        few = len(SEEDS) // 5
        assert decisions["facts"].str.contains("连续两年").sum() >= few
        assert decisions["facts"].str.contains("催办").sum() >= few
        assert decisions["facts"].str.contains("超过承诺").any()
        assert decisions["complaint_no"].notna().sum() > len(SEEDS)
        assert decisions["facts"].str.contains("整改不落实").sum() >= few
        named = [world(seed).get(("complaints", "named_cases"), _NO_CASES) for seed in SEEDS]
        assert sum(map(len, named)) >= len(SEEDS) // 2


class TestVotes:
    """The worst of a class mends."""

    @EVERY_SEED
    def test_nobody_is_last_three_times_running(self, seed: int) -> None:
        """Neither six years nor three."""
        last = set(last_of_class(world(seed)["appraisals", "votes"]))
        thrice = [
            (year, unit) for year, unit in last if {(year - 1, unit), (year - 2, unit)} <= last
        ]
        assert thrice == []

    def test_votes_follow_from_what_happened(self) -> None:
        """Over all seeds, units with upheld complaints in the year before have lower rates."""
        with_complaint, without = [], []
        for seed in SEEDS:
            tables = world(seed)
            votes = tables["appraisals", "votes"]
            rate = pd.to_numeric(votes["rate"]) - pd.to_numeric(votes["rate"]).mean()
            newest = votes["round_id"] == votes["round_id"].max()
            complaints = tables["complaints", "complaints"]
            upheld = complaints[complaints["finding"].isin(["属实", "部分属实"])]
            often = upheld["agency"].value_counts()
            number = votes["unit"].map(often).fillna(0)
            with_complaint += rate[newest & (number >= 3)].tolist()
            without += rate[newest & (number == 0)].tolist()
        assert np.mean(with_complaint) < np.mean(without) - 1


class TestInspections:
    """Filed, published, then carried out; nobody twice at once."""

    @EVERY_SEED
    def test_filed_and_published_before_it_starts(self, seed: int) -> None:
        """The package of a filing comes out after the filing and before the first day."""
        filings = world(seed)["inspections", "filings"]
        starts = days(filings["starts"])
        assert (days(filings["filed_on"]) <= filings["package_published"]).all()
        assert (filings["package_published"] < starts).all()

    @EVERY_SEED
    def test_results_come_after(self, seed: int) -> None:
        """A result is published after the end, not before it was written."""
        tables = world(seed)
        ends = tables["inspections", "filings"].set_index("filing_no")["ends"]
        results = tables["inspections", "results"]
        written = days(results["published"])
        assert (written > days(results["filing_no"].map(ends))).all()
        assert (results["package_published"] >= written).all()

    @EVERY_SEED
    def test_no_overlaps(self, seed: int) -> None:
        """An agency is not at the same class of firms twice within a quarter."""
        filings = world(seed)["inspections", "filings"].sort_values("starts")
        before = filings.groupby(["agency", "objects"])["ends"].shift()
        gap = days(filings["starts"]) - days(before)
        assert (gap.dropna() > pd.Timedelta(days=90)).all()

    @EVERY_SEED
    def test_basis_is_a_law(self, seed: int) -> None:
        """The power comes from a law or regulation of the state, not from the way of filing."""
        tables = world(seed)
        bases = tables["registry", "legal_bases"].set_index("basis_id")
        for name in ("powers", "filings"):
            used = tables["inspections", name]["basis_id"]
            assert (bases.loc[used.unique(), "region"] == "00").all()
        powers = tables["inspections", "powers"].set_index(["agency", "objects"])["basis_id"]
        filings = tables["inspections", "filings"].set_index(["agency", "objects"])["basis_id"]
        assert (filings == powers.reindex(filings.index)).all()


class TestTexts:
    """Nobody wrote the same sentence twice."""

    @EVERY_SEED
    def test_texts_differ(self, seed: int) -> None:
        """At least four in five texts of every column are the only one of their kind."""
        tables = world(seed)
        for key, columns in TEXTS.items():
            for column in columns:
                texts = tables[key][column].dropna()
                assert texts.nunique() * 100 >= DISTINCT_PERCENT * len(texts), (key, column)

    @EVERY_SEED
    def test_no_word_is_left_open(self, seed: int) -> None:
        """Every `{word}` was filled in."""
        tables = world(seed)
        for key, columns in TEXTS.items():
            for column in columns:
                assert not tables[key][column].dropna().str.contains("[{}]").any(), (key, column)


class TestPromises:
    """A promise can be measured, and what it threatens happens."""

    @EVERY_SEED
    def test_numbers_in_words(self, seed: int) -> None:
        """A measured promise says its target; none says 所有事项 or 追究一件."""
        promises = world(seed)["commitments", "commitments"]
        measured = promises.dropna(subset=["measure"])
        for text, target in zip(measured["text"], measured["target"], strict=True):
            assert f" {target} " in text
        assert not promises["text"].str.contains("所有事项|追究一件").any()

    @EVERY_SEED
    def test_too_many_late_cases_have_their_check(self, seed: int) -> None:
        """The agency that was late more often than it promised wrote its self-criticism."""
        tables = world(seed)
        promises = tables["commitments", "commitments"]
        limit = promises[promises["measure"] == "超期件数"].set_index("agency")
        cases = tables["completions", "cases"].merge(
            tables["approvals", "items"][["item_code", "agency"]], on="item_code"
        )
        late = cases[days(cases["decided"]) > days(cases["due"])]
        since = days(late["agency"].map(limit["since"]))
        late = late[days(late["accepted"]) >= since].sort_values("decided")
        decisions = tables["accountability", "decisions"]
        held = set(decisions.loc[decisions["facts"].str.contains("超过承诺的"), "agency"])
        newest = pd.Period(decisions["package_period"].max(), "M").end_time
        over = set()
        for agency, own in late.groupby("agency"):
            allowed = int(limit.at[agency, "target"])
            if len(own) > allowed:
                at = calendar().add(days(own["decided"]).iloc[allowed].date(), 3)
                over |= {agency} if pd.Timestamp(at) <= newest else set()
        assert held == over
