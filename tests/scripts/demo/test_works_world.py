"""Village works, grants and land compensation of any demo county are what its ledgers say.

Read from the tables alone, as somebody who has only the published data would.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd
import pytest

from worlds import EVERY_SEED, SEEDS, world

KIND = "village_affairs"
LINE = ["book_id", "date", "amount_fen", "voucher_no"]
MASKED = re.compile(r"[^*]\*{1,2}")


def table(seed: int, name: str, kind: str = KIND) -> pd.DataFrame:
    """A table of a small county; dates as days that compare."""
    frame = world(seed)[kind, name]
    days = {c: pd.to_datetime(frame[c]) for c in ("date", "decided") if c in frame}
    return frame.assign(**days)


def has(seed: int, name: str) -> bool:
    """Whether any package of the county has that table of village affairs."""
    return (KIND, name) in world(seed)


def booked(seed: int) -> pd.DataFrame:
    """Lines of all ledgers."""
    return table(seed, "entries", "accounts")


def covered(seed: int, rows: pd.DataFrame) -> pd.Series:
    """Whether the month of each row is published in the ledger that it names."""
    sheets = world(seed)["accounts", "sheets"]
    months = set(zip(sheets["book_id"], sheets["period"], strict=True))
    asked = zip(rows["book_id"], rows["date"].dt.strftime("%Y-%m"), strict=True)
    return pd.Series([month in months for month in asked], index=rows.index, dtype="bool")


def with_lines(seed: int, rows: pd.DataFrame, direction: str) -> pd.DataFrame:
    """Rows of covered months beside the ledger lines of the same book, day, amount and voucher."""
    lines = booked(seed)
    lines = lines[lines["direction"] == direction][[*LINE, "payee", "summary"]]
    asked = rows[covered(seed, rows)].astype({"amount_fen": "int64"})
    return asked.merge(lines, on=LINE, how="left", suffixes=("", "_line"))


def share_distinct(texts: pd.Series) -> float:
    """How many of the texts are like no other of them."""
    return float(texts.nunique() / len(texts))


def projects_with_payments(seed: int) -> pd.DataFrame:
    """A row a payment, with its project's row (`_project`)."""
    return table(seed, "payments").merge(
        table(seed, "projects"), on="project_no", suffixes=("", "_project")
    )


@EVERY_SEED
def test_every_payment_is_a_line_of_that_book(seed: int) -> None:
    """Same day, amount, voucher, payee; its summary names the work; older ones have no voucher."""
    payments = projects_with_payments(seed)
    lines = with_lines(seed, payments, "支出")
    assert len(lines)
    assert lines["summary"].notna().all()
    assert (lines["payee"] == lines["payee_line"]).all()
    assert all(
        name.partition("村")[2] in summary and purpose in summary
        for name, summary, purpose in lines[["name", "summary", "purpose"]].itertuples(index=False)
    )
    first = world(seed)["accounts", "sheets"]["period"].min()
    is_before = payments["date"].dt.strftime("%Y-%m") < first
    assert payments["voucher_no"].isna().equals(is_before)


@EVERY_SEED
def test_a_line_pays_one_thing(seed: int) -> None:
    """No voucher of a book is the payment of two works, grants or movements."""
    parts = [
        table(seed, name)[["book_id", "date", "voucher_no"]]
        for name in ("payments", "grants", "compensations")
        if has(seed, name)
    ]
    named = pd.concat(parts).dropna(subset=["voucher_no"])
    assert not named.duplicated().any()


@EVERY_SEED
def test_funds_spend_on_told_works_alone(seed: int) -> None:
    """Every expense of an earmarked fund is a told payment; the fund is called like the work."""
    lines = booked(seed)
    spent = lines[lines["subject_code"].isin(["231", "241"]) & (lines["direction"] == "支出")]
    told = spent.merge(projects_with_payments(seed), on=LINE, how="left", suffixes=("_line", ""))
    assert told["project_no"].notna().all()
    funds = world(seed)["accounts", "funds"]["name"].str.partition("（")[0] if len(spent) else ()
    names = {name.partition("村")[2] for name in told["name"]}
    assert names <= set(funds)


@EVERY_SEED
def test_payments_add_up(seed: int) -> None:
    """Until its publication they are what the project says; in all never more than the contract."""
    payments, projects = projects_with_payments(seed), table(seed, "projects")
    known = payments["package_published"] <= payments["package_published_project"]
    early = payments[known].groupby("project_no")["amount_fen"].sum()
    by_project = projects.set_index("project_no")
    paid = by_project["paid_fen"]
    assert (early.reindex(paid.index, fill_value=0) == paid).all()
    in_all = payments.groupby("project_no")["amount_fen"].sum()
    contract = by_project["contract_amount_fen"]
    assert (in_all <= contract.reindex(in_all.index)).all()
    assert (by_project["budget_fen"] >= contract).all()
    final = by_project["final_account_fen"].dropna()
    owed = final - in_all.reindex(final.index)
    assert ((owed >= 0) & (owed * 100 <= 3 * final)).all()


@EVERY_SEED
def test_works_go_in_order(seed: int) -> None:
    """Decided, begun, finished; nothing is paid before the decision; stages follow each other."""
    matters = table(seed, "matters")
    decided = matters.drop_duplicates("matter_no").set_index("matter_no")["decided"]
    projects = table(seed, "projects")
    began = pd.to_datetime(projects["started"])
    assert (began.isna() | (began > decided.reindex(projects["matter_no"]).to_numpy())).all()
    ended = pd.to_datetime(projects["finished"])
    assert (ended.isna() | (ended >= began)).all()
    payments = projects_with_payments(seed)
    assert (payments["date"] >= decided.reindex(payments["matter_no"]).to_numpy()).all()
    rank = matters["stage"].map({"计划": 0, "进展": 1, "结果": 2})
    ordered = matters.assign(rank=rank).sort_values(["matter_no", "rank"])
    gaps = ordered.groupby("matter_no")["date"].diff().dropna()
    assert (gaps >= pd.Timedelta(0)).all()
    assert (matters["date"] >= matters["decided"]).all()


@EVERY_SEED
def test_a_work_has_one_name_and_its_papers(seed: int) -> None:
    """Project and matter are called the same; plan and result of a work have an attachment."""
    matters, projects = table(seed, "matters"), table(seed, "projects")
    titles = matters.drop_duplicates("matter_no").set_index("matter_no")["title"]
    assert (projects["name"] == titles.reindex(projects["matter_no"]).to_numpy()).all()
    stages = matters[matters["matter_no"].isin(projects["matter_no"])]
    assert stages.loc[stages["stage"] != "进展", "attachment"].notna().all()
    plans = matters[matters["stage"] == "计划"]
    assert plans["attachment"].notna().all()
    files = matters.dropna(subset=["attachment"])
    assert not files.duplicated(["package_publisher", "package_period", "attachment"]).any()


@EVERY_SEED
def test_a_meeting_agreed_to_each_work(seed: int) -> None:
    """The plan of a matter comes with the vote; of a work with its budget."""
    votes, works = table(seed, "resolutions"), table(seed, "projects")
    agreed = votes.set_index("matter_no")["amount_fen"]
    planned = works[works["matter_no"].isin(agreed.index)]
    assert len(planned)
    assert (planned["matter_no"].map(agreed) == planned["budget_fen"]).all()
    assert (votes["present"] * 3 > votes["called"] * 2).all()
    assert (votes["agreed"] * 2 > votes["present"]).all()


@EVERY_SEED
def test_texts_are_written_for_their_village(seed: int) -> None:
    """At least four of five texts of each column are like no other."""
    matters = table(seed, "matters")
    columns: Mapping[str, pd.Series] = {
        "text": matters["text"],
        "title": matters.drop_duplicates("matter_no")["title"],
        "project": table(seed, "projects")["name"],
        "grant": table(seed, "grants")["title"],
        "attachment": matters["attachment"].dropna(),
    }
    assert {name: share_distinct(column) for name, column in columns.items()} == pytest.approx(
        dict.fromkeys(columns, 1.0), abs=0.2
    )


@EVERY_SEED
def test_grants_are_what_they_say(seed: int) -> None:
    """From the village's money: a line of its book. Straight to the card: in no book."""
    grants = table(seed, "grants")
    is_ledger = grants["channel"] == "村里的账"
    assert grants.loc[~is_ledger, ["book_id", "voucher_no"]].isna().all(axis=None)
    lines = with_lines(seed, grants[is_ledger], "支出")
    assert lines["summary"].notna().all()
    assert not booked(seed)["summary"].str.contains("地力保护").any()


@EVERY_SEED
def test_lists_add_up_to_their_grants(seed: int) -> None:
    """Each list is one grant's; as many lines as persons, as much money as was handed out."""
    if not has(seed, "person_lists"):
        return
    lists, grants = table(seed, "person_lists"), table(seed, "grants")
    sums = lists.groupby("list_no")["amount_fen"].agg(["sum", "size"])
    listed = grants.dropna(subset=["list_no"]).set_index("list_no")
    assert set(sums.index) == set(listed.index)
    assert (sums["sum"] == listed["amount_fen"].reindex(sums.index)).all()
    assert (sums["size"] == listed["persons"].reindex(sums.index)).all()


@EVERY_SEED
def test_lists_are_masked_and_end(seed: int) -> None:
    """A surname and stars; the same name in a list is told apart; thirty days on show."""
    if not has(seed, "person_lists"):
        return
    lists = table(seed, "person_lists")
    assert lists["name"].map(lambda name: bool(MASKED.fullmatch(name))).all()
    is_twin = lists.duplicated(["list_no", "name"], keep=False)
    assert lists.loc[is_twin, "id_tail"].notna().all()
    shown = pd.to_datetime(lists["expires"]) - pd.to_datetime(lists["from_date"])
    assert (shown == pd.Timedelta(days=30)).all()
    assert (pd.to_datetime(lists["from_date"]) == lists["package_published"]).all()


@EVERY_SEED
def test_land_compensation_is_booked(seed: int) -> None:
    """What came in and went out are lines; what is kept moves no money; all has its place."""
    if not has(seed, "compensations"):
        return
    moved = table(seed, "compensations")
    for movement, direction in (("收到", "收入"), ("发放", "支出")):
        rows = moved[moved["movement"] == movement]
        assert with_lines(seed, rows, direction)["summary"].notna().all()
    assert moved.loc[moved["movement"] == "留在集体", "voucher_no"].isna().all()
    matters = table(seed, "matters")
    ended = moved["matter_no"].isin(matters.loc[matters["stage"] == "结果", "matter_no"])
    signed = moved["amount_fen"].where(moved["movement"] == "收到", -moved["amount_fen"])
    assert (signed[ended].groupby(moved["matter_no"]).sum() == 0).all()


@pytest.mark.parametrize("name", ["compensations", "person_lists"])
def test_many_counties_have_what_is_rare(name: str) -> None:
    """The tests that pass over counties without it see something in many."""
    assert sum(has(seed, name) for seed in SEEDS) >= 5
