"""Proofs -> what a rule's page shows of them: how many, and the first with a way to their rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mingbai.check import Proofs
from mingbai.model import Edition, Kind
from mingbai.page import Cells, Column, TableView, table_view

_SHOWN = 20


@dataclass(frozen=True)
class Proved:
    """The identities of one rule. held: `1,234 个，全部相等`; table: the first, or None."""

    held: str
    table: TableView | None


def count(proofs: Proofs | None) -> int | None:
    """How many identities a rule evaluated; None for a rule that evaluates none."""
    return None if proofs is None else len(proofs.frame)


def tables(kinds: Iterable[Kind], edition: Edition) -> Mapping[str, Proved]:
    """By rule code, for all rules that leave proofs."""
    disclosed = {one.id: one.url for one in edition.disclosures}
    return {
        check.rule.code: Proved(_held(v.proofs), _table(v.proofs, kind, edition, disclosed))
        for kind in kinds
        for check, v in edition.verdicts[kind.name]
        if v.proofs is not None
    }


def _held(proofs: Proofs) -> str:
    whole, unequal = len(proofs.frame), int((~proofs.held).sum())
    return f"{whole:,} 个，{f'{unequal:,} 个不等' if unequal else '全部相等'}"


def _table(
    proofs: Proofs, kind: Kind, edition: Edition, disclosed: Mapping[str, str]
) -> TableView | None:
    """The first identities that were evaluated: those that do not hold, then the others."""
    if proofs.frame.empty:
        return None
    chosen = proofs.held.sort_values(kind="stable").index[:_SHOWN]
    shown = Proofs(proofs.frame.loc[chosen], proofs.unit)
    caption = f"前 {len(chosen)} 个，共 {len(proofs.frame):,} 个（{proofs.unit}）"
    if len(chosen) == len(proofs.frame):
        caption = f"共 {len(chosen)} 个（{proofs.unit}）"
    urls = [_url(subject, kind, edition, disclosed) for subject in shown.frame["subject"]]
    return table_view(
        "proofs",
        caption,
        [
            (Column("哪一个"), Cells(shown.frame["subject"], "head", urls=urls)),
            (Column("应为", is_num=True), Cells(shown.texts("expected"), "num")),
            (Column("实为", is_num=True), Cells(shown.texts("found"), "num")),
            (Column("依据（行）", is_num=True), Cells(shown.frame["rows"], "num")),
        ],
    )


def _url(subject: str, kind: Kind, edition: Edition, disclosed: Mapping[str, str]) -> str | None:
    """Where the rows of a subject stand: its disclosure, or the thing, or what either is part of.

    `990121100201-00/2025-02/101` is an account of the sheet `990121100201-00/2025-02`.
    """
    fields = [field for own in kind.schemas for field in own.fields]
    scopes = sorted({scope for f in fields for scope in (f.identifies, f.refers) if scope})
    parts = subject.split("/")
    for size in range(len(parts), 0, -1):
        part = "/".join(parts[:size])
        found = disclosed.get(f"{kind.name}/{part}")
        found = found or next(filter(None, (edition.url(scope, part) for scope in scopes)), None)
        if found:
            return found
    return None
