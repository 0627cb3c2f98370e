"""Contracts -> their figures: the rent that was due and not paid."""

from __future__ import annotations

import pandas as pd

from mingbai.county import County
from mingbai.kinds.holdings.contracts import contract_balances
from mingbai.kinds.holdings.pages import contract_url
from mingbai.model import figure_rows
from mingbai.read import Tables


def figures(tables: Tables, _: County) -> pd.DataFrame:
    """What is owed under each contract, 0 where nothing is: `柳塘村鱼塘承包（HT-01）欠租`."""
    contracts = tables.frame("contracts").set_index("contract_no", drop=False)
    number = contracts["contract_no"]
    return figure_rows(
        id_="holdings/contracts/" + number + "/arrears",
        title=contracts["title"] + "（" + number + "）欠租",
        value=contract_balances(tables)["arrears_fen"],
        unit="元",
        url=number.map(contract_url),
    )
