"""The kinds that the demo county publishes, in order: a kind's demo is one module and one row."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from demo import (
    accounts,
    appraisals,
    approvals,
    catalogue,
    commitments,
    completions,
    delays,
    gaps,
    holdings,
    key_work,
    oversight,
    party_affairs,
    performance,
    registry,
    regulations,
    village_affairs,
)
from demo.chance import Chance
from demo.packages import DemoPackage
from demo.plan import Plan

Packages = Callable[[Plan, Chance], Iterator[DemoPackage]]

KINDS: tuple[tuple[str, Packages], ...] = (
    ("registry", registry.packages),
    ("approvals", approvals.packages),
    ("completions", completions.packages),
    ("delays", delays.packages),
    ("commitments", commitments.packages),
    ("complaints", oversight.complaints),
    ("accountability", oversight.accountability),
    ("supervision", oversight.supervision),
    ("inspections", oversight.inspections),
    ("key_work", key_work.packages),
    ("performance", performance.packages),
    ("party_affairs", party_affairs.packages),
    ("village_affairs", village_affairs.packages),
    ("regulations", regulations.packages),
    ("catalogue", catalogue.packages),
    ("accounts", accounts.packages),
    ("holdings", holdings.packages),
    ("appraisals", appraisals.packages),
)


def packages(plan: Plan) -> Iterator[DemoPackage]:
    """Every package of the county, its honest gaps in it; each kind draws from its own stream."""
    with_gaps = gaps.kinds()
    for name, make in KINDS:
        made = make(plan, plan.chance.of("kind", name))
        yield from gaps.planted(name, made).packages if name in with_gaps else made
