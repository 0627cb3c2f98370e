"""Proofs of a rule -> their count in words, and a table of the first with links to their rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from mingbai.check import Proofs
from mingbai.model import Edition, Kind
from mingbai.page import Cells, Column, TableView, table_view

_ROW_LIMIT = 20


@dataclass(frozen=True)
class RuleProofs:
    """The proofs of one rule. summary: `1,234 处，全部对得上`. table: the first, or None."""

    summary: str
    table: TableView | None


def count(proofs: Proofs | None) -> int | None:
    """How many identities a rule evaluated; None for a rule that evaluates none."""
    return None if proofs is None else len(proofs.frame)


def tables(kinds: Iterable[Kind], edition: Edition) -> Mapping[str, RuleProofs]:
    """The proofs of each rule that has any, by rule code."""
    disclosure_urls = {disclosure.id: disclosure.url for disclosure in edition.disclosures}
    return {
        check.rule.code: RuleProofs(
            _summary(v.proofs), _table(v.proofs, kind, edition, disclosure_urls)
        )
        for kind in kinds
        for check, v in edition.verdicts[kind.name]
        if v.proofs is not None
    }


def _summary(proofs: Proofs) -> str:
    total, unequal = len(proofs.frame), int((~proofs.held).sum())
    return f"{total:,} 处，{f'{unequal:,} 处对不上' if unequal else '全部对得上'}"


def _table(
    proofs: Proofs, kind: Kind, edition: Edition, disclosure_urls: Mapping[str, str]
) -> TableView | None:
    """The first identities: those that are not equal, then the others."""
    if proofs.frame.empty:
        return None
    chosen = proofs.held.sort_values(kind="stable").index[:_ROW_LIMIT]
    first_proofs = replace(proofs, frame=proofs.frame.loc[chosen])
    caption = f"前 {len(chosen)} 个，共 {len(proofs.frame):,} 个（{proofs.unit}）"
    if len(chosen) == len(proofs.frame):
        caption = f"共 {len(chosen)} 个（{proofs.unit}）"
    urls = [
        _url(subject, kind, edition, disclosure_urls) for subject in first_proofs.frame["subject"]
    ]
    return table_view(
        "proofs",
        caption,
        [
            (Column("哪一个"), Cells(first_proofs.frame["subject"], "head", urls=urls)),
            (Column("应为", is_num=True), Cells(first_proofs.texts("expected"), "num")),
            (Column("实为", is_num=True), Cells(first_proofs.texts("found"), "num")),
            (Column("依据（行）", is_num=True), Cells(first_proofs.frame["rows"], "num")),
        ],
    )


def _url(
    subject: str, kind: Kind, edition: Edition, disclosure_urls: Mapping[str, str]
) -> str | None:
    """The page of a subject: its disclosure, or the thing with this id, or that of a leading part.

    `990121100201-00/2025-02/101` is an account of the sheet `990121100201-00/2025-02`.
    """
    fields = [field for schema in kind.schemas for field in schema.fields]
    scopes = sorted({scope for f in fields for scope in (f.identifies, f.refers) if scope})
    parts = subject.split("/")
    for size in range(len(parts), 0, -1):
        part = "/".join(parts[:size])
        url = disclosure_urls.get(f"{kind.name}/{part}")
        url = url or next(filter(None, (edition.url(scope, part) for scope in scopes)), None)
        if url:
            return url
    return None
