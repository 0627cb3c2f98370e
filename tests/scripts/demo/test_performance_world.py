"""Performance scores in any county: each is what an auditor computes from the other kinds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

import pandas as pd

from demo.workdays import calendar
from worlds import DISTINCT_PERCENT, EVERY_SEED, days, world

Tables = Mapping[tuple[str, str], pd.DataFrame]


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
            weight = audit.weights[row.year, row.indicator_no]
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

    @cached_property
    def weights(self) -> dict[tuple[str, str], int]:
        """(year, indicator) -> the points it gives at most; the same in every class."""
        scheme = self.tables["performance", "indicators"][["year", "indicator_no", "weight"]]
        return {(row.year, row.indicator_no): int(row.weight) for row in scheme.itertuples()}

    @cached_property
    def cases_of(self) -> dict[tuple[str, int], pd.DataFrame]:
        """(unit, year) -> the cases that it decided in that year; without any it is not there."""
        year = self.cases["decided"].dt.year
        return dict(list(self.cases.groupby([self.cases["agency"], year])))

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
        return self.cases_of.get((unit, year), self.cases.iloc[:0])

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
