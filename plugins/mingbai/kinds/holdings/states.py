"""Contracts -> how each stands: the one place that decides it."""

from __future__ import annotations

import pandas as pd

from mingbai.county import County
from mingbai.kinds.holdings.contracts import contract_balances, contract_terms
from mingbai.model import States
from mingbai.read import Tables

SCOPE = "contract"
IN_ARREARS, ENDED_EARLY, EXPIRED = "有欠租", "已提前终止", "已到期"
NOT_BEGUN, IN_FORCE = "尚未开始", "正在履行"
_TONES = {
    IN_ARREARS: "bad",
    ENDED_EARLY: "none",
    EXPIRED: "none",
    NOT_BEGUN: "none",
    IN_FORCE: "ok",
}


def _decide(tables: Tables, county: County) -> pd.DataFrame:
    """By contract_no. What is owed comes before everything else, also after the last day."""
    terms = tables.shared(contract_terms)
    owed = tables.shared(contract_balances)["arrears_fen"].reindex(pd.Index(terms["contract_no"]))
    today = pd.Timestamp(county.as_of)
    word = pd.Series(IN_FORCE, terms.index, dtype="str")
    word = word.mask(terms["starts"] > today, NOT_BEGUN)
    word = word.mask(terms["ends"] < today, EXPIRED)
    word = word.mask(terms["ended"] < today, ENDED_EARLY)
    word = word.mask(pd.Series(owed.to_numpy() > 0, terms.index), IN_ARREARS)
    frame = pd.DataFrame({"word": word, "tone": word.map(_TONES)}, dtype="str")
    return frame.set_axis(pd.Index(terms["contract_no"], name="id"))


STATES = (States(SCOPE, _decide),)
