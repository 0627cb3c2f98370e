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

SPDX = "https://spdx.org/licenses/"
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
# What villages spend a household and month: of their books that every household has a part in.
PER_HOUSEHOLD = """
    WITH newest AS (
        SELECT place_code, households FROM registry_households AS h
        WHERE counted_on = (SELECT max(counted_on) FROM registry_households
                            WHERE place_code = h.place_code)
    )
    SELECT town.above_name AS town, s.book_id, s.expense_fen, n.households, s.page_path
    FROM accounts_sheets AS s JOIN registry_books AS b USING (book_id)
    JOIN newest AS n USING (place_code)
    JOIN registry_places_above AS town
        ON town.place_code = b.place_code AND town.above_kind = '乡镇'
    WHERE s.period = :month AND b.kind = '村账' AND town.above_name IN ('太平镇', '白杨镇')
"""
CASES = """
    SELECT c.receipt_no, c.accepted, c.decided, c.due, c.stopped_days, i.legal_days, i.agency,
           a.short_name
    FROM completions_cases AS c JOIN approvals_items AS i USING (item_code)
    JOIN registry_agencies AS a ON a.slug = i.agency
"""
# Whatever had been accepted by a day and was not decided by then: cases that were published when
# they were decided, and those of which only a notice is known, from the day of the notice on.
OPEN = """
    SELECT c.receipt_no, c.accepted AS since, i.legal_days, i.agency
    FROM completions_cases AS c JOIN approvals_items AS i USING (item_code)
    WHERE c.accepted <= :day AND c.decided > :day
    UNION ALL
    SELECT n.receipt_no, min(n.noticed), i.legal_days, i.agency
    FROM delays_notices AS n JOIN approvals_items AS i USING (item_code)
    WHERE n.noticed <= :day AND n.kind <> '不予办理'
        AND n.receipt_no NOT IN (SELECT receipt_no FROM completions_cases)
    GROUP BY n.receipt_no
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


def test_pages_of_data_name_their_licence_for_programs(site):
    """The list of datasets, each dataset, the files of one publisher: as the descriptor has it."""
    links = {
        url: re.findall(r'<link rel="license" href="([^"]+)">', page(site, url)[0])
        for url in ("/data/", "/data/accounts/", "/data/accounts/taiping/", "/data/open/rainfall/")
        if (site / url.strip("/")).is_dir()
    }
    for url, found in links.items():
        folder = url if url != "/data/accounts/taiping/" else "/data/accounts/"
        file = site / folder.strip("/") / "datapackage.json"
        if file.is_file():
            stated = json.loads(file.read_text())["licenses"]
            assert found == [one.get("path", f"{SPDX}{one['name']}") for one in stated], url
        assert len(found) == 1, url
    assert len(links) >= 3


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


def used_days(cases: pd.DataFrame, until: pd.Series, calendar: np.busdaycalendar) -> pd.Series:
    """Working days from acceptance to another day, less those off the clock."""
    accepted, last = (days.to_numpy("datetime64[D]") for days in (cases["accepted"], until))
    used = np.busday_count(accepted, last, busdaycal=calendar) - cases["stopped_days"]
    return pd.Series(used, cases.index).clip(lower=0)


def test_the_real_days_of_agencies_against_the_law_equal_the_page(site, base):
    """By agency: how many cases, half of them within how many working days, how many too late."""
    cases = pd.read_sql(CASES, base)
    cases["used"] = used_days(cases, cases["decided"], working_days(base))
    cases["is_late"] = cases["decided"] > cases["due"]
    by_agency = cases.groupby("short_name").agg(
        cases=("used", "size"), late=("is_late", "sum"), half=("used", "median")
    )
    html = page(site, "/completions/")[0]
    table = html[html.index('id="agencies"') :]
    rows = [
        re.sub(r"<[^>]+>", "|", row).strip("|")
        for row in re.findall(r"<tr>.*?</tr>", table[: table.index("</table>")])[1:]
    ]
    shown = {cells[0]: (cells[1], cells[3], cells[4]) for cells in map(_cells, rows)}
    assert shown == {
        row.Index: (str(row.cases), str(row.late), f"{row.half:g}" if row.half else "当天")
        for row in by_agency.itertuples()
    }
    states = json.loads((site / "api/v1/states/case.json").read_text())["states"]
    late = {id_ for id_, state in states.items() if state["word"] == "逾期办结"}
    assert late == set(cases.loc[cases["is_late"], "receipt_no"])
    # whoever is over the law is over the promise, which is never longer
    assert set(cases.loc[cases["used"] > cases["legal_days"], "receipt_no"]) <= late


def _cells(row: str) -> list[str]:
    return [cell for cell in row.split("|") if cell]


def test_open_cases_count_too(base):
    """On a day: what was not decided yet, with the working days that it had taken by then."""
    calendar, day = working_days(base), "2026-05-29"
    found = pd.read_sql(OPEN, base, params={"day": day}).set_index("receipt_no")
    assert found.index.is_unique
    all_cases = pd.read_sql(CASES, base).set_index("receipt_no")
    is_open = (all_cases["accepted"] <= day) & (all_cases["decided"] > day)
    assert set(found.index) == set(all_cases.index[is_open])
    so_far = np.busday_count(
        found["since"].to_numpy("datetime64[D]"), np.datetime64(day), busdaycal=calendar
    )
    final = used_days(all_cases, all_cases["decided"], calendar)[found.index]
    assert (so_far <= final + all_cases.loc[found.index, "stopped_days"]).all()
    noticed = "SL-2026-05-001"  # its notice is of that very day; it was decided in June
    assert noticed in found.index
    undecided = sqlite3.connect(":memory:")
    base.backup(undecided)
    undecided.execute("DELETE FROM completions_cases WHERE receipt_no = ?", (noticed,))
    known = pd.read_sql(OPEN, undecided, params={"day": "2026-07-16"}).set_index("receipt_no")
    assert known.index.tolist() == [noticed]
    assert known.loc[noticed, "since"] == day
    undecided.close()


def test_two_townships_a_household_equal_the_pages(site, base):
    """Each village of both as its book says it; the townships as a whole by their own sums."""
    rows = pd.read_sql(PER_HOUSEHOLD, base, params={"month": "2026-06"})
    assert set(rows["town"]) == {"太平镇", "白杨镇"}
    for row in rows.itertuples(index=False):
        fen = (2 * row.expense_fen + row.households) // (2 * row.households)
        html = page(site, f"/accounts/{row.book_id}/")[0]
        assert f"6 月每户花 {fen / 100:,.2f} 元" in html
    sums = rows.groupby("town")[["expense_fen", "households"]].sum()
    a_household = sums["expense_fen"] / sums["households"]
    assert a_household.nunique() == len(a_household)


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
