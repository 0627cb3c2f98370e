"""What a journalist asks, answered from published files alone and equal to what the pages say.

Everything is asked of `county.zip`, of the log and of the interface, as anyone can download them;
nothing of the program is used but to find the demo's site.
"""

import hashlib
import json
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from harness import ROOT

# A page says amounts as people read them: 439,331.00.
WAGES = """
    SELECT book_id_title, date, summary, amount, disclosure_code_title, page_url
    FROM accounts_entries_named
    WHERE summary LIKE '%误工%' AND direction = '支出' AND amount > 1000 AND date LIKE '2026-%'
"""
# What fell due by a day, less what was received by it, of contracts that owed then; an instalment
# behind the end of a contract that was ended early is void.
ARREARS = """
    WITH due AS (
        SELECT s.contract_no, sum(s.amount_fen) AS fen FROM holdings_schedule AS s
        JOIN holdings_contracts AS c USING (contract_no)
        WHERE s.due <= :day AND (c.ended IS NULL OR s.due <= c.ended) GROUP BY s.contract_no
    ), paid AS (
        SELECT contract_no, sum(amount_fen) AS fen FROM holdings_receipts
        WHERE date <= :day GROUP BY contract_no
    )
    SELECT town.above_name AS town, count(*) AS contracts,
           sum(due.fen - ifnull(paid.fen, 0)) AS arrears_fen
    FROM due LEFT JOIN paid USING (contract_no)
    JOIN holdings_contracts AS c USING (contract_no)
    JOIN registry_books AS b USING (book_id)
    JOIN registry_places_above AS town
        ON town.place_code = b.place_code AND town.above_kind = '乡镇'
    WHERE due.fen > ifnull(paid.fen, 0) GROUP BY town.above_name
"""
CASES = """
    SELECT c.receipt_no, c.accepted, c.decided, c.stopped_days, i.legal_days, i.agency, a.name
    FROM completions_cases AS c JOIN approvals_items AS i USING (item_code)
    JOIN registry_agencies AS a ON a.slug = i.agency
"""


@pytest.fixture(scope="module")
def site(shared) -> Path:
    return shared.published(ROOT / "data")


@pytest.fixture(scope="module")
def base(site, tmp_path_factory) -> Iterator[sqlite3.Connection]:
    folder = tmp_path_factory.mktemp("journalist")
    with zipfile.ZipFile(site / "data/county.zip") as archive:
        archive.extract("county.sqlite", folder)
    connection = sqlite3.connect(folder / "county.sqlite")
    yield connection
    connection.close()


def page(site: Path, url: str) -> tuple[str, str]:
    """The HTML of a published address, and its fragment."""
    path, _, fragment = re.sub(r"^https://[^/]+", "", url).partition("#")
    return (site / path.strip("/") / "index.html").read_text("utf-8"), fragment


def test_wages_above_a_thousand_yuan_with_items_and_addresses(site, base):
    """Every line that the CSV has, with the name of its item; each stands where it says."""
    found = pd.read_sql(WAGES, base)
    lines = pd.read_csv(site / "data/accounts/entries.csv", dtype=str)
    is_wage = lines["summary"].str.contains("误工") & (lines["direction"] == "支出")
    is_wanted = is_wage & (lines["amount"].astype(float) > 1000) & lines["date"].str.match("2026-")
    assert len(found) == int(is_wanted.sum()) > 0
    assert found["disclosure_code_title"].notna().all()
    assert found["book_id_title"].notna().all()
    for url, summary in found[["page_url", "summary"]].head(20).itertuples(index=False):
        html, fragment = page(site, url)
        row = html[html.index(f'id="{fragment}"') :]
        assert summary.partition("（")[0] in row[: row.index("</tr>")]


def test_arrears_by_township_over_time_equal_the_page(site, base):
    """On the last day that receipts are published for: the number, the sum and each township."""
    (last,) = base.execute("SELECT max(last_day) FROM packages WHERE kind = 'holdings'").fetchone()
    by_town = pd.read_sql(ARREARS, base, params={"day": last}).set_index("town")
    total, contracts = by_town["arrears_fen"].sum() / 100, int(by_town["contracts"].sum())
    html = re.sub(r"<[^>]+>", "", page(site, "/holdings/")[0])
    assert f"欠收 {total:,.2f} 元（{contracts} 份）" in html
    assert all(f"{fen / 100:,.2f}" in html for fen in by_town["arrears_fen"])
    states = json.loads((site / "api/v1/states/contract.json").read_text())["states"]
    assert [one["word"] for one in states.values()].count("有欠租") == contracts
    earlier = pd.read_sql(ARREARS, base, params={"day": "2026-03-31"})
    assert 0 < earlier["arrears_fen"].sum() != by_town["arrears_fen"].sum()


def working_days(base: sqlite3.Connection) -> np.busdaycalendar:
    """The county's: weekdays but those that are off; a day of the weekend that is not is worked."""
    days = pd.read_sql("SELECT date, is_off FROM registry_calendar", base)
    off, worked = (days.loc[days["is_off"] == flag, "date"].tolist() for flag in (1, 0))
    weekends = [
        day
        for day in np.arange("2022-01-01", "2028-01-01", dtype="datetime64[D]")
        if not np.is_busday(day) and str(day) not in worked
    ]
    return np.busdaycalendar(weekmask="1111111", holidays=[*weekends, *off])


def test_the_real_days_of_agencies_against_the_law(site, base):
    """By agency: working days used, less those off the clock; what is open is known by notices."""
    cases = pd.read_sql(CASES, base)
    calendar = working_days(base)
    accepted, decided = (cases[c].to_numpy("datetime64[D]") for c in ("accepted", "decided"))
    used = np.busday_count(accepted, decided, busdaycal=calendar) - cases["stopped_days"]
    cases = cases.assign(used=used.clip(lower=0), is_over=used > cases["legal_days"])
    by_agency = cases.groupby("name").agg(cases=("used", "size"), over=("is_over", "sum"))
    assert int(by_agency["cases"].sum()) == len(cases) > 0
    states = json.loads((site / "api/v1/states/case.json").read_text())["states"]
    late = {id_ for id_, state in states.items() if state["word"] == "逾期办结"}
    # whoever is over the law is over the promise, which is never longer
    assert set(cases.loc[cases["is_over"], "receipt_no"]) <= late
    pending = pd.read_sql(
        "SELECT d.receipt_no, d.agency_name FROM (SELECT n.*, i.agency AS agency_name FROM "
        "delays_notices AS n JOIN approvals_items AS i USING (item_code)) AS d "
        "WHERE d.receipt_no NOT IN (SELECT receipt_no FROM completions_cases)",
        base,
    )
    assert pending["agency_name"].notna().all()


def test_whether_the_sheet_of_june_was_changed_since(site, base):
    """The log has one entry for a package that was left alone, more for one that was corrected."""
    entries = [json.loads(line) for line in (site / "log/log.jsonl").read_text().splitlines()]
    of_package: dict[tuple[str, str, str], list[str]] = {}
    for entry in entries:
        place = (entry["kind"], entry["publisher"], entry["period"])
        of_package.setdefault(place, []).append(entry["digest"])
    now = {
        (kind, publisher, period): digest
        for kind, publisher, period, digest in base.execute(
            "SELECT kind, publisher, period, digest FROM packages"
        )
    }
    june = {
        place: digest for place, digest in now.items() if place[0::2] == ("accounts", "2026-06")
    }
    assert june
    for place, digest in june.items():
        seal = site / "data" / "/".join(place) / "seal.json"
        assert hashlib.sha256(seal.read_bytes()).hexdigest() == digest == of_package[place][-1]
    changed = {place for place, digests in of_package.items() if len(digests) > 1}
    assert changed
    assert any(len(of_package[place]) == 1 for place in june)
