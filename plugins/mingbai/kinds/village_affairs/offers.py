"""What villages say they paid, handed out and received through a ledger."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from mingbai.check import lookup
from mingbai.check.reconciliations import side_frame
from mingbai.county import County
from mingbai.dates import month_column
from mingbai.model import Offer
from mingbai.read import Tables

KEYS = ("book_id", "period", "voucher_no")
_TOLD = ("row", "title", "scope", "thing", "place", "agency")
PAYMENTS = side_frame("village_affairs", "payments", KEYS, *_TOLD)
GRANTS = side_frame("village_affairs", "grants", KEYS, *_TOLD)
RECEIVED = side_frame("village_affairs", "received", KEYS, *_TOLD)
HANDED_OUT = side_frame("village_affairs", "handed_out", KEYS, *_TOLD)
_THROUGH_LEDGER = "村里的账"


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


OFFERS = (
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
