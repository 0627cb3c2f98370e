"""Payments of projects -> the sum paid, and the part of it published no later than the project."""

from __future__ import annotations

import pandas as pd

from mingbai.check import lookup, published
from mingbai.read import Tables

# 建设工程质量保证金管理办法（建质〔2017〕138号）第七条: at most 3 % of the final account.
RETENTION_PCT_MAX = 3
# Values that rules and pages ask for: of a grant's channel, of a movement of land compensation.
LEDGER = "村里的账"
RECEIVED = "收到"


def paid_by_publication(tables: Tables) -> pd.DataFrame:
    """Projects with told payments, on their own index: paid_fen, told_fen, payments.

    A project's row stands in one package and says what was paid until then, so told_fen is the
    sum of the payments in packages of that day or earlier; payments counts them.
    """
    projects, payments = tables.frame("projects"), tables.frame("payments")
    paid = projects[projects["project_no"].isin(payments["project_no"])]
    early = payments[~_are_later(tables)].groupby("project_no")["amount_fen"]
    sums, counts = early.sum(), early.size()
    return paid[["project_no", "paid_fen"]].assign(
        told_fen=lookup(paid["project_no"], sums).fillna(0).astype("int64"),
        payments=lookup(paid["project_no"], counts).fillna(0).astype("int64"),
    )


def paid_in_all(tables: Tables) -> pd.Series:
    """分 paid so far, on the index of `projects`: what the row says and what came later."""
    projects = tables.frame("projects")
    later = tables.frame("payments")[_are_later(tables)]
    sums = later.groupby("project_no")["amount_fen"].sum()
    return projects["paid_fen"] + lookup(projects["project_no"], sums).fillna(0).astype("int64")


def _are_later(tables: Tables) -> pd.Series:
    """Whether each payment was published after the row of its project; on the payments' index."""
    projects, payments = tables["projects"], tables["payments"]
    days = published(tables, projects).set_axis(projects.frame["project_no"].to_numpy())
    return published(tables, payments) > lookup(payments.frame["project_no"], days)
