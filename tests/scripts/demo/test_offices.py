"""The demo county's offices: items, flows, forms and appraisals."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pandas as pd

from demo.credit_codes import credit_code
from demo_tables import DATA, sheets, table


class TestCounts:
    """What the demo has been promised to hold."""

    def test_places_and_books(self) -> None:
        """Three townships, 24 villages, 72 groups, a book each, 18 months to June 2026."""
        places = table("registry", "places")["kind"].value_counts().to_dict()
        assert places == {"县": 1, "乡镇": 3, "村": 24, "组": 72}
        books = table("registry", "books")["kind"].value_counts().to_dict()
        assert books == {"村账": 24, "组账": 72}
        periods = sorted(sheets()["period"].unique())
        assert (len(periods), periods[0], periods[-1]) == (18, "2025-01", "2026-06")

    def test_items_agencies_and_rounds(self) -> None:
        """80 items of at least twelve agencies, six rounds from 2021 to 2026."""
        items = table("approvals", "items")
        assert len(items) == items["item_code"].nunique() == 80
        assert items["agency"].nunique() >= 12
        assert table("appraisals", "rounds")["year"].tolist() == [
            "2021",
            "2022",
            "2023",
            "2024",
            "2025",
            "2026",
        ]

    def test_it_stays_small(self) -> None:
        """The committed demo is less than 8 MB."""
        assert sum(path.stat().st_size for path in DATA.rglob("*") if path.is_file()) < 8_000_000

    def test_credit_codes(self) -> None:
        """Unique, of this county, N1 for groups and N2 for villages; a known code comes out."""
        books = table("registry", "books")
        codes = pd.concat([books["collective_code"], table("registry", "agencies")["uscc"]])
        assert codes.is_unique
        assert (codes.str[2:8] == "990121").all()
        assert (
            books["collective_code"].str[:2] == books["kind"].map({"村账": "N2", "组账": "N1"})
        ).all()
        assert credit_code("11", "MB", 100_000) == "11990121MB1000002H"


class TestApprovals:
    """Items, flows and forms."""

    def test_promises(self) -> None:
        """Nothing promised is longer than the law; the steps on the clock add up to the promise."""
        items = table("approvals", "items").set_index("item_code")
        promised = items["promised_days"].astype(int)
        assert (promised <= items["legal_days"].astype(int)).all()
        steps = table("approvals", "steps")
        on = steps[(steps["off_clock"] == "否") & (steps["limit_days"] != "")]
        days = on["limit_days"].astype(int).groupby(on["item_code"]).sum()
        assert days.reindex(items.index).equals(promised.rename("limit_days"))

    def test_flows_differ(self) -> None:
        """At least ten different shapes; licences can be mended, refused and rejected."""
        ways = table("approvals", "transitions")
        shapes = ways.groupby("item_code")[["from_step", "to_step"]].apply(
            lambda own: tuple(map(tuple, own.to_numpy()))
        )
        assert shapes.nunique() >= 10
        steps = table("approvals", "steps")
        labels = steps.groupby("item_code")["label"].agg("、".join)
        items = table("approvals", "items").set_index("item_code")
        licences = labels[items.index[items["type"] == "行政许可"]]
        for word in ("补正", "不予受理", "不予许可"):
            assert licences.str.contains(word).all()

    def test_forms_open(self) -> None:
        """Every form that a paper names is there, and is a document with the paper's name in it."""
        papers = table("approvals", "materials")
        named = pd.concat(
            [
                papers[["package", "name", column]].set_axis(["package", "name", "file"], axis=1)
                for column in ("form", "sample")
            ]
        )
        named = named[named["file"] != ""]
        assert len(named) == len(list((DATA / "approvals").glob("*/*/forms/*")))
        for row in named.itertuples():
            with zipfile.ZipFile(Path(row.package) / "forms" / row.file) as archive:
                assert archive.testzip() is None
                text = ElementTree.fromstring(archive.read("word/document.xml")).itertext()
                assert "".join(text).startswith(row.name)

    def test_cuts_go_somewhere(self) -> None:
        """An item merged into another names one that exists; the others name none."""
        cuts = table("approvals", "cuts")
        merged = cuts["action"] == "合并"
        assert set(cuts["into_item"][merged]) <= set(table("approvals", "items")["item_code"])
        assert (cuts["into_item"][~merged] == "").all()


class TestAppraisals:
    """Rounds, votes and follow-up."""

    def test_votes_add_up(self) -> None:
        """Ballots of each unit add up; rates and ranks follow from them."""
        votes = table("appraisals", "votes")
        grades = ["satisfied", "basically", "dissatisfied", "unknown", "invalid"]
        counts = votes[[*grades, "returned", "rank"]].astype(int)
        assert (counts[grades].sum(axis=1) == counts["returned"]).all()
        valid = counts[grades[:3]].sum(axis=1)
        tenths = np.floor(counts["satisfied"] * 1000 / valid + 0.5).astype(int)
        assert (votes["rate"].str.replace(".", "").astype(int) == tenths).all()
        place = tenths.groupby([votes["round_id"], votes["class"]]).rank("min", ascending=False)
        assert (place == counts["rank"]).all()

    def test_follow_up(self) -> None:
        """Every criticism is answered; every task has an opinion, and an outcome once done."""
        opinions = table("appraisals", "opinions")
        assert (opinions.loc[opinions["kind"] == "批评", "handling"] != "").all()
        tasks = table("appraisals", "rectifications")
        assert set(tasks["opinion_no"]) <= set(opinions["opinion_no"])
        assert ((tasks["done"] != "") == (tasks["outcome"] != "")).all()
        assert (tasks["done"] == "").sum() > 0


class TestContacts:
    """Who leads, and where to turn."""

    def test_every_agency_has_a_head_and_deputies(self) -> None:
        """One head and two deputies each, all of different names, each with a division of work."""
        leaders = table("registry", "leaders")
        counts = leaders.groupby("agency").size()
        assert set(counts.index) == set(table("registry", "agencies")["slug"])
        assert (counts == 3).all()
        assert leaders["name"].is_unique
        assert (leaders["division"] != "").all()
        towns = leaders[leaders["agency"].isin(["taiping", "yunling"])]
        assert set(towns["post"]) == {"镇长", "副镇长", "乡长", "副乡长"}

    def test_every_village_has_an_office_with_hours(self) -> None:
        """A telephone of its own a village; five ways to complain to the county."""
        contacts, places = table("registry", "contacts"), table("registry", "places")
        offices = contacts[(contacts["purpose"] == "办公") & (contacts["channel"] == "电话")]
        villages = places.loc[places["kind"] == "村", "place_code"]
        assert set(offices["place_code"]) == set(villages)
        assert offices["address"].is_unique
        assert (offices["hours"] != "").all()
        ways = contacts[contacts["purpose"] == "投诉"]["channel"]
        assert sorted(ways) == sorted(["电话", "短信", "电子邮件", "信函", "当面"])
