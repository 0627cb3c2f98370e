"""What villages agreed to spend, paid, handed out and received."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from mingbai.check import lookup, published, publisher
from mingbai.check.reconciliations import side_frame
from mingbai.county import County, Frame
from mingbai.dates import month_column
from mingbai.model import Offer
from mingbai.read import Tables

KEYS = ("book_id", "period", "voucher_no")
_TOLD = ("row", "title", "scope", "thing", "place", "agency")
PAYMENTS = side_frame("village_affairs", "payments", KEYS, *_TOLD)
GRANTS = side_frame("village_affairs", "grants", KEYS, *_TOLD)
RECEIVED = side_frame("village_affairs", "received", KEYS, *_TOLD)
HANDED_OUT = side_frame("village_affairs", "handed_out", KEYS, *_TOLD)
BUDGETS = side_frame("village_affairs", "budgets", ("matter_no",), *_TOLD[:-1])
AGREED = side_frame("village_affairs", "agreed", ("matter_no",), *_TOLD[:-1])
VOTED = Frame("village_affairs", "voted", {"matter_no": "str", "url": "str"})
_THROUGH_LEDGER = "村里的账"
_PLAN = "计划"


def _side(rows: pd.DataFrame, county: County, **told: pd.Series | str) -> pd.DataFrame:
    """Rows with a day, an amount, a book and a voucher, as a side of a comparison."""
    return rows.assign(
        period=month_column(rows["date"]),
        value=rows["amount_fen"],
        agency=lookup(rows["book_id"], county.books["keeper"]),
        **told,
    )


def _payments(tables: Tables, county: County) -> pd.DataFrame:
    """Payments of works, on their own index."""
    rows, projects = tables.frame("payments"), tables.frame("projects")
    project = projects.drop_duplicates("project_no", keep="last").set_index("project_no")
    number = rows["project_no"]
    place = lookup(number, project["place_code"])
    return _side(
        rows,
        county,
        row="village_affairs/payments/" + number + "/" + rows["payment_no"],
        title=lookup(number, project["name"]) + "，" + rows["purpose"],
        scope="project",
        thing=number,
        place=place,
    )


def _grants(tables: Tables, county: County) -> pd.DataFrame:
    """Grants that went through a village's ledger, on their own index."""
    rows = tables.frame("grants")
    rows = rows[rows["channel"] == _THROUGH_LEDGER]
    return _side(
        rows,
        county,
        row="village_affairs/grants/" + rows["grant_no"],
        title=rows["title"],
        scope="matter",
        thing=rows["matter_no"],
        place=rows["place_code"],
    )


def _compensation(movement: str) -> Callable[[Tables, County], pd.DataFrame]:
    """`Offer.make` of the compensation for land that came in, or that was handed out."""

    def rows_of_movement(tables: Tables, county: County) -> pd.DataFrame:
        rows = tables.frame("compensations")
        rows = rows[rows["movement"] == movement]
        number = rows["matter_no"]
        return _side(
            rows,
            county,
            row="village_affairs/compensations/" + number + "/" + rows["line_no"].astype("str"),
            title=lookup(rows["place_code"], county.places["name"]) + rows["title"],
            scope="matter",
            thing=number,
            place=rows["place_code"],
        )

    return rows_of_movement


def _budgets(tables: Tables, _: County) -> pd.DataFrame:
    """Works with their budgets, on their own index."""
    rows = tables.frame("projects")
    number = rows["project_no"]
    return rows.assign(
        value=rows["budget_fen"],
        row="village_affairs/projects/" + number,
        title=rows["name"],
        scope="project",
        thing=number,
        place=rows["place_code"],
    )


def _agreed(tables: Tables, _: County) -> pd.DataFrame:
    """Resolutions by which a meeting agreed to an amount, on their own index."""
    rows, matters = tables.frame("resolutions"), tables.frame("matters")
    rows = rows[rows["amount_fen"].notna()]
    matter = matters.drop_duplicates("matter_no").set_index("matter_no")
    number = rows["matter_no"]
    day = rows["date"].dt.strftime("%Y-%m-%d").astype("str")
    return rows.assign(
        value=rows["amount_fen"].astype("int64"),
        row="village_affairs/resolutions/" + number + "/" + day,
        title=lookup(number, matter["title"]),
        scope="matter",
        thing=number,
        place=lookup(number, matter["place_code"]),
    )


def _voted(tables: Tables, _: County) -> pd.DataFrame:
    """Matters whose plan came out since their township first published a resolution."""
    matters, held = (_published(tables, name) for name in ("matters", "resolutions"))
    first = held.groupby("publisher")["published"].min()
    since = lookup(matters["publisher"], first)
    is_voted = (matters["stage"] == _PLAN) & (matters["published"] >= since)
    voted = matters[is_voted]
    return voted.assign(url="/village_affairs/" + voted["matter_no"] + "/")


def _published(tables: Tables, name: str) -> pd.DataFrame:
    """The rows of a table with `publisher` and `published` of their package."""
    table = tables[name]
    return table.frame.assign(
        publisher=publisher(tables, table), published=published(tables, table)
    )


OFFERS = (
    Offer(
        name="budgets",
        meaning="a work with its budget, by the matter that decided it",
        columns=BUDGETS.columns,
        make=_budgets,
    ),
    Offer(
        name="agreed",
        meaning="a resolution with the amount that the meeting agreed to",
        columns=AGREED.columns,
        make=_agreed,
    ),
    Offer(
        name="voted",
        meaning="a matter whose plan was published since its township publishes resolutions",
        columns=VOTED.columns,
        make=_voted,
    ),
    Offer(
        name="payments",
        meaning="a payment of a work, with the voucher that it was booked under",
        columns=PAYMENTS.columns,
        make=_payments,
    ),
    Offer(
        name="grants",
        meaning="a grant that was paid through a village's ledger",
        columns=GRANTS.columns,
        make=_grants,
    ),
    Offer(
        name="received",
        meaning="compensation for land that came into a village's ledger",
        columns=RECEIVED.columns,
        make=_compensation("收到"),
    ),
    Offer(
        name="handed_out",
        meaning="compensation for land that was handed out of a village's ledger",
        columns=HANDED_OUT.columns,
        make=_compensation("发放"),
    ),
)
