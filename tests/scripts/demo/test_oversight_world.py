"""One world of oversight: what one kind says of an agency is what the others say, in any county."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd
import pytest

from demo.workdays import calendar
from worlds import SEEDS, world

Tables = Mapping[tuple[str, str], pd.DataFrame]
DISTINCT_PERCENT = 80
URGED_DAYS = 5  # working days after the day of answer
EVERY_SEED = pytest.mark.parametrize("seed", SEEDS)

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


def days(column: pd.Series) -> pd.Series:
    """Dates as timestamps, absent ones as NaT."""
    return pd.to_datetime(column)


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

    def test_that_happens(self) -> None:
        """Over the seeds each sort of decision is seen: otherwise the tests above prove nothing."""
        decisions = pd.concat(world(seed)["accountability", "decisions"] for seed in SEEDS)
        few = len(SEEDS) // 5
        assert decisions["facts"].str.contains("连续两年").sum() >= few
        assert decisions["facts"].str.contains("催办").sum() >= few
        assert decisions["facts"].str.contains("超过承诺").any()
        assert decisions["complaint_no"].notna().sum() > len(SEEDS)


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


class TestKeyWork:
    """Each task has its own milestones and its own story."""

    @EVERY_SEED
    def test_milestones_end_with_the_due_quarter(self, seed: int) -> None:
        """One a quarter, from the first to that of the due day."""
        tables = world(seed)
        due = tables["key_work", "tasks"].set_index("task_no")["due"]
        quarters = tables["key_work", "milestones"].groupby("task_no")["quarter"].agg(list)
        for task, own in quarters.items():
            assert own == list(range(1, (due[task].month - 1) // 3 + 2))

    @EVERY_SEED
    def test_tasks_do_not_share_words(self, seed: int) -> None:
        """No milestone, trouble or evidence stands at two tasks, and no report is one of before.

        Numbers do not make a sentence another one.
        """
        tables = world(seed)
        milestones = tables["key_work", "milestones"]
        assert milestones.groupby("target")["task_no"].nunique().max() == 1
        progress = tables["key_work", "progress"].dropna(subset=["evidence"])
        assert progress["evidence"].is_unique
        text = tables["key_work", "progress"].assign(
            words=lambda frame: frame["text"].str.replace(r"\d+", "", regex=True)
        )
        assert text["words"].is_unique


class TestPartyAffairs:
    """Every organisation publishes every quarter, and its dues arrive where they were sent."""

    @EVERY_SEED
    def test_every_organisation_every_quarter(self, seed: int) -> None:
        """Dues of each, and one thing more."""
        tables = world(seed)
        items = tables["party_affairs", "items"]
        bodies = tables["registry", "places"]["kind"].isin(["乡镇", "村"]).sum()
        for _, own in items.groupby("package_period"):
            assert (own["class"] == "党费收支").sum() == bodies
            assert own["organisation"].value_counts().tolist() == [2] * bodies

    @EVERY_SEED
    def test_dues_go_to_the_committee_above(self, seed: int) -> None:
        """A 乡 has no 镇党委; the branches of a township pay what its committee received."""
        items = world(seed)["party_affairs", "items"]
        dues = items[items["class"] == "党费收支"]
        is_town = dues["organisation"].str.endswith("党委")
        for (publisher, _), own in dues.groupby(["package_publisher", "package_period"]):
            head = own[is_town.loc[own.index]].iloc[0]
            branches = own[~is_town.loc[own.index]]
            assert branches["text"].str.contains(f"全部上缴{head['organisation']}，").all(), (
                publisher
            )
            paid = branches["text"].str.extract(r"交党费 ([\d,.]+) 元")[0].str.replace(",", "")
            received = re.search(r"党支部党费 ([\d,.]+) 元", head["text"])
            assert received is not None
            assert paid.astype(float).sum() == pytest.approx(
                float(received[1].replace(",", "")), abs=0.001
            )


class TestRegulations:
    """A document comes out with its text, in the three working days that the county promised."""

    @EVERY_SEED
    def test_published_in_time_with_its_text(self, seed: int) -> None:
        """The package is not later than the third working day; years without a calendar by days."""
        tables = world(seed)
        documents = tables["regulations", "documents"]
        for row in documents.itertuples():
            published = row.package_published.date()
            if row.issued.year in calendar().years:
                assert published <= calendar().add(row.issued, 3)
            assert row.issued <= published <= (row.issued + pd.Timedelta(days=5))
        texts = tables["regulations", "texts"]
        bodies = texts.loc[texts["part"] == "正文", "document_no"]
        assert sorted(bodies) == sorted(documents["document_no"])


class TestPerformance:
    """An auditor recomputes the scores from the downloads."""

    @EVERY_SEED
    def test_evidence_differs(self, seed: int) -> None:
        """At least four in five sentences of evidence are the only one of their kind."""
        evidence = world(seed)["performance", "scores"]["evidence"]
        assert evidence.nunique() * 100 >= DISTINCT_PERCENT * len(evidence)

    @EVERY_SEED
    def test_recomputed(self, seed: int) -> None:
        """Each indicator follows its measure: from the other kinds, with what was only told."""
        tables = world(seed)
        audit = Audit(tables)
        scores = tables["performance", "scores"]
        for row in scores.itertuples():
            lost = audit.lost(row.indicator_no, int(row.year), row.unit, row.evidence)
            if lost is None:
                continue
            weight = audit.weight(row.year, row.indicator_no)
            assert round(max(weight - lost, 0), 2) == float(row.score), row


def number(pattern: str, text: str) -> int:
    """The number in a sentence, 0 where it does not say one."""
    match = re.search(pattern, text)
    return int(match[1]) if match else 0


class Audit:
    """What an auditor computes from the published tables of a county."""

    def __init__(self, tables: Tables) -> None:
        """tables: (kind, table) -> rows."""
        self.tables = tables
        items = tables["approvals", "items"][["item_code", "agency"]]
        cases = tables["completions", "cases"].merge(items, on="item_code")
        self.cases = cases.assign(decided=days(cases["decided"]), due=days(cases["due"]))
        first = self.cases["decided"].min()
        self.first = pd.Period(first, "M")
        self.watched = tables["supervision", "notices"]["package_period"].min()[:4]

    def weight(self, year: str, indicator: str) -> int:
        """The points an indicator gives at most."""
        scheme = self.tables["performance", "indicators"]
        own = scheme[(scheme["year"] == year) & (scheme["indicator_no"] == indicator)]
        return int(own["weight"].iloc[0])

    def lost(self, indicator: str, year: int, unit: str, evidence: str) -> float | None:
        """Points that the measure takes; None where nothing of the year is published."""
        count = {
            "03": self.late_publications,
            "04": self.late_cases,
            "05": self.visits,
            "06": self.votes,
            "07": self.key_work,
            "09": self.decisions,
        }.get(indicator)
        return count(year, unit, evidence) if count else None

    def own_cases(self, year: int, unit: str) -> pd.DataFrame:
        """The cases of a unit that were decided in a year."""
        cases = self.cases
        return cases[(cases["agency"] == unit) & (cases["decided"].dt.year == year)]

    def late_publications(self, year: int, unit: str, evidence: str) -> float:
        """Half a point for every case after seven working days, every month after the 15th."""
        own = self.own_cases(year, unit)
        told = number(r"办理结果 \d+ 件（其中 1—\d+ 月 (\d+) 件没有逐件公开", evidence)
        if self.first.year <= year:
            assert number(r"办理结果 (\d+) 件", evidence) == len(own) + told
        late = sum(
            calendar().between(decided.date(), published.date()) > 7
            for decided, published in zip(own["decided"], own["package_published"], strict=True)
        )
        sheets = self.tables["accounts", "sheets"]
        books = sheets[sheets["package_publisher"] == unit].drop_duplicates("package_period")
        published = books["package_published"]
        due = books["package_period"].map(lambda p: (pd.Period(p, "M") + 1).start_time.year)
        late += int((published.dt.day[due == year] > 15).sum())
        return late / 2

    def late_cases(self, year: int, unit: str, evidence: str) -> float:
        """What the rate lacks to a hundred, of published and told cases together."""
        own = self.own_cases(year, unit)
        total, late = len(own), int((own["decided"] > own["due"]).sum())
        if self.first > pd.Period(f"{year}-01", "M"):
            part = r" \d+ 件（其中 1—\d+ 月 (\d+) 件没有逐件公开"
            told = r" (\d+) 件" if self.first.year > year else part
            total += number(f"办结{told}", evidence)
            late += number(f"超期{told}", evidence)
        if not total:
            return 0
        assert f"办结 {total} 件" in evidence
        assert f"超期 {late} 件" in evidence
        tenths = (2000 * (total - late) + total) // (2 * total)
        return (1000 - tenths) / 10

    def visits(self, year: int, unit: str, evidence: str) -> float:
        """A point for every report of a hidden visit."""
        if str(year) < self.watched:
            assert "没有逐件公开" in evidence
            return number(r"发现问题 (\d+) 次", evidence)
        notices = self.tables["supervision", "notices"]
        own = notices[(notices["agency"] == unit) & (notices["kind"] == "暗访通报")]
        return int((days(own["date"]).dt.year == year).sum())

    def votes(self, year: int, unit: str, evidence: str) -> float:
        """What the rate of the year lacks to a hundred, by ten."""
        votes = self.tables["appraisals", "votes"]
        own = votes[(votes["round_id"] == str(year)) & (votes["unit"] == unit)]
        rate = float(own["rate"].iloc[0])
        assert f"满意率 {rate}%" in evidence
        return 10 - rate / 10

    def key_work(self, year: int, unit: str, evidence: str) -> float:
        """Two points for every led task that was done late, four for one not done."""
        tasks = self.tables["key_work", "tasks"]
        if str(year) not in set(tasks["year"]):
            assert "没有在本站公开" in evidence
            return 2 * number(r"逾期完成 (\d+) 项", evidence)
        progress = self.tables["key_work", "progress"]
        done = progress[progress["state"] == "完成"].groupby("task_no")["date"].min()
        own = tasks[(tasks["year"] == str(year)) & (tasks["lead_agency"] == unit)]
        finished = days(own["task_no"].map(done))
        late = int((finished > days(own["due"])).sum())
        return 2 * late + 4 * int(finished.isna().sum())

    def decisions(self, year: int, unit: str, evidence: str) -> float:
        """Three points for every decision of the year."""
        if str(year) < self.watched:
            return 3 * number(r"受到问责 (\d+) 次", evidence)
        decisions = self.tables["accountability", "decisions"]
        own = decisions[decisions["agency"] == unit]
        return 3 * int((days(own["date"]).dt.year == year).sum())
