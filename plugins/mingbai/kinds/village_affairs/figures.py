"""Works and grants -> their figures: what was paid for each work, what was handed out."""

from __future__ import annotations

import pandas as pd

from mingbai.county import County
from mingbai.kinds.village_affairs.pages import PROJECTS
from mingbai.kinds.village_affairs.payments import paid_in_all
from mingbai.model import figure_rows
from mingbai.read import Tables


def figures(tables: Tables, _: County) -> pd.DataFrame:
    """Paid so far of each work, the amount of each grant."""
    projects, grants = tables.frame("projects"), tables.frame("grants")
    works = figure_rows(
        id_="village_affairs/projects/" + projects["project_no"] + "/paid",
        title=projects["name"] + "（" + projects["project_no"] + "）已付",
        value=paid_in_all(tables),
        unit="元",
        url=projects["project_no"].map(PROJECTS.url),
    )
    handed_out = figure_rows(
        id_="village_affairs/grants/" + grants["grant_no"] + "/amount",
        title=grants["title"] + "（" + grants["grant_no"] + "）发放",
        value=grants["amount_fen"],
        unit="元",
        url=("/village_affairs/" + grants["matter_no"] + "/").fillna("/village_affairs/"),
    )
    return pd.concat([works, handed_out], ignore_index=True)
