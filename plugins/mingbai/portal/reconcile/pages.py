"""Pairs -> `/reconcile/`, and a page for each reconciliation, township and agency."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mingbai.check.reconciliations import AGREES, DIFFERS, UNKNOWN, Reconciliation
from mingbai.model import HOME_CRUMB, Crumb, Edition, Page
from mingbai.page import (
    Cells,
    Column,
    Fact,
    FileLink,
    GapLine,
    Outcome,
    Reason,
    TableView,
    table_view,
)
from mingbai.portal import answered
from mingbai.portal.reconcile.downloads import links
from mingbai.portal.reconcile.pairs import URL, Pair, amount, counts, gap_line, pairs, url_of
from mingbai.portal.reconcile.units import AGENCIES, TOWNSHIPS, Unit, units

_GAPS = 12  # drawn on a page; the others stand in its table
_ROWS = 200
_SECTION = "核对"


@dataclass(frozen=True, slots=True)
class ReconcileView:
    """reconcile.html. sentence: what was compared, and with what outcome.

    facts: how one reconciliation compares, () on other pages. gaps: drawn, the largest first; rest:
    the others as a table. kinds: a row a reconciliation. unknown: why pairs were not compared.
    townships, agencies: a row each that answers for a pair.
    """

    sentence: str
    outcomes: tuple[Outcome, ...]
    facts: tuple[Fact, ...]
    gaps: tuple[GapLine, ...]
    rest: TableView | None
    kinds: TableView | None
    unknown: tuple[Reason, ...]
    agreeing: TableView | None
    townships: TableView | None
    agencies: TableView | None
    files: tuple[FileLink, ...]


def pages(edition: Edition) -> Iterator[Page]:
    """All of them; none where nothing can be compared."""
    if not edition.reconciled.by_code:
        return
    every = edition.shared(pairs)
    county = edition.county
    of_units = units(every, county)
    yield _page(URL, "对得上吗", every, edition, of_units=of_units)
    for reconciliation in edition.reconciled.by_code.values():
        pairs_of_one = [pair for pair in every if pair.reconciliation is reconciliation]
        yield _page(
            url_of(reconciliation), reconciliation.title, pairs_of_one, edition, reconciliation
        )
    for unit in of_units:
        yield _page(unit.url, f"{unit.name}：对得上吗", unit.pairs, edition)


def _page(
    url: str,
    title: str,
    of: Sequence[Pair],
    edition: Edition,
    reconciliation: Reconciliation | None = None,
    of_units: Sequence[Unit] = (),
) -> Page:
    gaps = [pair for pair in of if pair.outcome == DIFFERS]
    is_top = url == URL
    view = ReconcileView(
        sentence=_sentence(of),
        outcomes=_outcomes(url, of),
        facts=_facts(reconciliation) if reconciliation else (),
        gaps=tuple(
            gap_line(pair, edition, i, is_linked=reconciliation is None)
            for i, pair in enumerate(gaps[:_GAPS])
        ),
        rest=_rows("rest", "其余对不上的", gaps[_GAPS:], edition) if gaps[_GAPS:] else None,
        kinds=None if reconciliation else _kinds(of),
        unknown=_unknown(of),
        agreeing=_agreeing(of, edition) if reconciliation else None,
        townships=_units(of_units, TOWNSHIPS),
        agencies=_units(of_units, AGENCIES),
        files=links(edition) if is_top else (),
    )
    above = (HOME_CRUMB,) if is_top else (HOME_CRUMB, Crumb("对得上吗", URL))
    return Page(
        url=url,
        template="reconcile.html",
        title=title,
        view=view,
        description="同一件事在两个地方公开过的，都拿来比一比：对得上的、对不上的、没法比的。",
        crumbs=(*above, Crumb(title)),
        section=_SECTION,
        feed="/feeds/gaps.atom" if is_top else None,
        is_daily=answered.waits(answered.of(edition, [pair.id for pair in of])),
    )


def _sentence(of: Sequence[Pair]) -> str:
    """What was compared, then how many differ and by how much in all."""
    number = counts(of)
    compared = number[AGREES] + number[DIFFERS]
    if not number[DIFFERS]:
        return f"比了 {compared:,} 处，都对得上。" if compared else "还没有能比的。"
    fen = sum(abs(p.gap or 0) for p in of if p.reconciliation.unit == "元")
    size = f"，一共差 {amount(fen, '元')}" if fen else ""
    return f"比了 {compared:,} 处，{number[DIFFERS]:,} 处对不上{size}。"


def _outcomes(url: str, of: Sequence[Pair]) -> tuple[Outcome, ...]:
    number = counts(of)
    gaps = "下面一处一处说" if number[DIFFERS] else "没有"
    return (
        Outcome(
            number=f"{number[DIFFERS]:,} 处",
            words=f"对不上，{gaps}",
            name=f"{url}{DIFFERS}",
            count=number[DIFFERS],
            url="#gaps" if number[DIFFERS] else None,
            is_bad=number[DIFFERS] > 0,
        ),
        Outcome(
            number=f"{number[UNKNOWN]:,} 处",
            words="没法比，缺一边的数",
            name=f"{url}{UNKNOWN}",
            count=number[UNKNOWN],
            url="#unknown" if number[UNKNOWN] else None,
        ),
        Outcome(
            number=f"{number[AGREES]:,} 处",
            words="对得上",
            name=f"{url}{AGREES}",
            count=number[AGREES],
        ),
    )


def _facts(reconciliation: Reconciliation) -> tuple[Fact, ...]:
    return (
        Fact("怎样比", reconciliation.meaning),
        Fact("依据", reconciliation.ground),
        Fact("对不上怎么办", reconciliation.remedy),
        Fact("代码", reconciliation.code),
    )


def _kinds(of: Sequence[Pair]) -> TableView:
    """A row a reconciliation, with its three outcomes."""
    by_code = {pair.reconciliation.code: pair.reconciliation for pair in of}
    number = Counter((pair.reconciliation.code, pair.outcome) for pair in of)
    codes = sorted(by_code, key=lambda code: (-number[code, DIFFERS], by_code[code].title))
    columns = [
        (
            Column("两边应该一样"),
            Cells(
                [by_code[code].title for code in codes],
                "head",
                urls=[url_of(by_code[code]) for code in codes],
            ),
        )
    ]
    columns += [
        (
            Column(f"{outcome}（处）", is_num=True),
            Cells([number[code, outcome] for code in codes], "num"),
        )
        for outcome in (DIFFERS, UNKNOWN, AGREES)
    ]
    return table_view("kinds", "每一种比对的结果", columns)


def _unknown(of: Sequence[Pair]) -> tuple[Reason, ...]:
    """Why pairs were not compared, the commonest reason first."""
    number = Counter(
        (pair.reason, pair.reconciliation.code) for pair in of if pair.outcome == UNKNOWN
    )
    by_code = {pair.reconciliation.code: pair.reconciliation for pair in of}
    return tuple(
        Reason(
            number=f"{count:,} 处",
            why=f"{reason}。",
            what=by_code[code].title,
            url=url_of(by_code[code]),
        )
        for (reason, code), count in sorted(number.items(), key=lambda item: (-item[1], item[0]))
    )


def _agreeing(of: Sequence[Pair], edition: Edition) -> TableView | None:
    """The first pairs that agree: what a tick stands for can be looked at."""
    chosen = [pair for pair in of if pair.outcome == AGREES]
    if not chosen:
        return None
    caption = f"对得上的 {len(chosen):,} 处"
    if len(chosen) > _ROWS:
        caption += f"，列出 {_ROWS} 处，全部在下载的表里"
    return _rows("agreeing", caption, chosen[:_ROWS], edition)


def _rows(id_: str, caption: str, of: Sequence[Pair], edition: Edition) -> TableView:
    first_pairs = of[:_ROWS]
    if len(of) > len(first_pairs):
        caption += f"，列出 {_ROWS} 处，全部在下载的表里"
    gaps = [amount(p.gap, p.reconciliation.unit) if p.gap else None for p in first_pairs]
    columns = [
        (
            Column("哪一处"),
            Cells([p.title for p in first_pairs], "head", ids=[p.anchor for p in first_pairs]),
        ),
        (
            Column("这边"),
            Cells([p.left.told for p in first_pairs], urls=[p.left.url for p in first_pairs]),
        ),
        (
            Column("那边"),
            Cells(
                [
                    p.right.text if p.right.is_absent else f"{p.right.says} {p.right.text}"
                    for p in first_pairs
                ],
                urls=[p.right.url for p in first_pairs],
            ),
        ),
    ]
    if any(gaps):
        columns.append((Column("差", is_num=True), Cells(gaps, "num")))
    replies = [answered.of(edition, (pair.id,)) for pair in first_pairs]
    if any(replies):
        cells = Cells(answered.texts(replies), urls=answered.urls(replies))
        columns.append((Column("回应"), cells))
    return table_view(id_, caption, columns)


def _units(of_units: Sequence[Unit], group: str) -> TableView | None:
    """Townships or agencies, those with the most gaps first."""
    chosen = [unit for unit in of_units if unit.group == group]
    if not chosen:
        return None
    number = [counts(unit.pairs) for unit in chosen]
    order = sorted(range(len(chosen)), key=lambda i: -number[i][DIFFERS])
    columns = [
        (
            Column(group),
            Cells([chosen[i].name for i in order], "head", urls=[chosen[i].url for i in order]),
        )
    ]
    columns += [
        (
            Column(f"{outcome}（处）", is_num=True),
            Cells([number[i][outcome] for i in order], "num"),
        )
        for outcome in (DIFFERS, UNKNOWN, AGREES)
    ]
    return table_view(f"units-{group}", f"各{group}的结果", columns)
