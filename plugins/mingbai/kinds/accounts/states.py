"""Books -> how each stands, by its months: the one place that decides it."""

from __future__ import annotations

import pandas as pd

from mingbai.check import clock
from mingbai.county import County
from mingbai.model import States
from mingbai.read import Tables

SCOPE = "book"
MISSING, LATE, ON_TIME = clock.UNPUBLISHED, "最近迟公开", "按时公开"
NOT_DUE, STOPPED = "还没有到期", "已停用"
_TONES = {MISSING: "missing", LATE: "late", ON_TIME: "ok", NOT_DUE: "none", STOPPED: "none"}


def _decide(tables: Tables, county: County) -> pd.DataFrame:
    """By book_id. A month that is overdue comes before all else, also in a book that has stopped.

    Otherwise the month that fell due last says it.
    """
    books = county.books if tables.packages else county.books.iloc[:0]
    dues = county.frame(clock.DUES)
    months = dues[(dues["kind"] == "accounts") & (dues["series"] == "months")]
    over = months[clock.is_over(months)].sort_values("period", kind="stable")
    last = over.drop_duplicates("subject", keep="last").set_index("subject")["state"]
    newest = last.reindex(books.index)
    word = pd.Series(NOT_DUE, books.index, dtype="str")
    word = word.mask(newest == clock.ON_TIME, ON_TIME).mask(newest == clock.LATE, LATE)
    word = word.mask(books["until"] < county.as_of.isoformat()[:7], STOPPED)
    overdue = over.loc[over["state"] == clock.UNPUBLISHED, "subject"]
    word = word.mask(books.index.isin(overdue), MISSING)
    frame = pd.DataFrame({"word": word, "tone": word.map(_TONES)}, dtype="str")
    return frame.rename_axis("id")


STATES = (States(SCOPE, _decide),)
