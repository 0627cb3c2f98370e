"""What offices report in any county: key work, the affairs of the Party, normative documents."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from demo.workdays import calendar
from worlds import EVERY_SEED, world


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
