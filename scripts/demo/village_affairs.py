"""Plan -> what each village decided, built, paid and handed out, and the lists that are on show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import pandas as pd

from demo import content, months
from demo.chance import Chance
from demo.packages import DemoPackage
from demo.plan import Plan
from demo.village import LEDGER, Grant, Matter, Stage
from demo.works import Payment, Work

_EVERY = 3
_AT_ONCE = ("重大决策", "土地征收补偿")
_LIST_DAYS = timedelta(days=30)
Row = dict[str, Any]


def packages(plan: Plan, chance: Chance) -> Iterator[DemoPackage]:
    """A package a township and quarter with the stages in it; important ones at once."""
    del chance  # works and matters have streams of their own
    vouchers = _vouchers(plan)
    quarters = tuple(_quarters(plan))
    for town in content.records(plan.towns):
        matters_of_town = [m for m in plan.matters if m.town == town["town"]]
        yield from _at_once(
            plan, town, [m for m in matters_of_town if m.item in _AT_ONCE], vouchers
        )
        usual = [m for m in matters_of_town if m.item not in _AT_ONCE]
        for quarter in quarters:
            package = _Quarter(plan, town, usual, quarter, vouchers)
            if package.stages:
                yield package.package()


@dataclass(frozen=True)
class _Span:
    """A quarter: its first and last day, the day it is published, whether it is the last of all."""

    period: str
    first: date
    last: date
    published: date
    is_newest: bool


def _quarters(plan: Plan) -> Iterator[_Span]:
    """The quarters that end within the months, and the one before them."""
    ends = [p for p in plan.periods if int(p[5:]) % _EVERY == 0]
    if not ends:
        return
    before = months.name(months.number(ends[0]) - _EVERY)
    for until in (before, *ends):
        yield _Span(
            period=f"{until[:4]}q{int(until[5:]) // _EVERY}",
            first=months.first_day(months.name(months.number(until) - _EVERY + 1)),
            last=months.day_after(until, 1) - timedelta(days=1),
            published=min(months.working(months.day_after(until, 10)), plan.as_of),
            is_newest=until == ends[-1],
        )


def _vouchers(plan: Plan) -> Mapping[str, str]:
    """What a line is the payment of -> its voucher."""
    entries = plan.ledgers.entries.dropna(subset=["paid_for"])
    return dict(zip(entries["paid_for"], entries["voucher_no"], strict=True))


@dataclass(frozen=True)
class _Quarter:
    """What a township publishes of a quarter."""

    plan: Plan
    town: Mapping[str, Any]
    matters: Sequence[Matter]
    span: _Span
    vouchers: Mapping[str, str]

    @cached_property
    def stages(self) -> list[tuple[Matter, Stage]]:
        """The stages of these months, by matter."""
        return [(m, s) for m in self.matters for s in m.stages if self._is_in(s.date)]

    def package(self) -> DemoPackage:
        """With the tables that hold anything."""
        tables = {
            "matters": [_stage_row(m, s) for m, s in self.stages],
            "resolutions": [row for m, s in self.stages for row in _resolutions(m, s)],
            "projects": [self._project(m, m.work) for m in self._with_projects()],
            "payments": list(self._payments()),
            "grants": [self._grant(m, g) for m in self.matters for g in self._grants(m)],
            "person_lists": list(self._lists()),
        }
        return DemoPackage(
            kind="village_affairs",
            publisher=self.town["town"],
            period=self.span.period,
            title=f"{self.town['name']} {months.zh(f'{self.span.last:%Y-%m}')}止一季度村务公开",
            published=self.span.published,
            approved_by=f"{self.town['name']}人民政府（演示）",
            tables={name: _frame(rows) for name, rows in tables.items() if rows},
            files=_files(s for _, s in self.stages),
        )

    def _is_in(self, day: date) -> bool:
        return self.span.first <= day <= self.span.last

    def _with_projects(self) -> Iterator[Matter]:
        """A work is told with its final account; those still open, in the newest quarter."""
        for matter in self.matters:
            if matter.work is not None and matter.work.signed <= self.span.last:
                is_open = self.span.is_newest and matter.work.settled > self.span.last
                if is_open or self._is_in(matter.work.settled):
                    yield matter

    def _paid(self, work: Work) -> list[Payment]:
        """What went out until the end of these months."""
        return [p for p in work.payments if p.date <= self.span.last]

    def _project(self, matter: Matter, work: Work | None) -> Row:
        assert work is not None
        last = self.span.last
        return {
            "project_no": work.project_no,
            "place_code": work.place_code,
            "matter_no": matter.matter_no,
            "name": matter.title,
            "budget_fen": work.budget_fen,
            "tender": work.tender,
            "contractor": work.contractor,
            "contract_amount_fen": work.signed_fen,
            "started": work.started if work.started <= last else None,
            "finished": work.finished if work.finished <= last else None,
            "final_account_fen": work.final_fen if work.settled <= last else None,
            "paid_fen": sum(p.amount_fen for p in self._paid(work)),
            "excess_decision": None,
        }

    def _payments(self) -> Iterator[Row]:
        """Those of the works that are told here, and the later ones of works told before."""
        numbers = {m.matter_no for m in self._with_projects()}
        for matter in self.matters:
            work = matter.work
            if work is None:
                continue
            is_earlier = work.settled < self.span.first
            for payment in self._paid(work):
                is_late = is_earlier and payment.date >= self.span.first
                if matter.matter_no in numbers or is_late:
                    yield self._payment(work, payment)

    def _payment(self, work: Work, payment: Payment) -> Row:
        return {
            "project_no": work.project_no,
            "payment_no": payment.no,
            "date": payment.date,
            "amount_fen": payment.amount_fen,
            "payee": work.contractor,
            "purpose": payment.purpose,
            "book_id": f"{work.place_code}-00",
            "voucher_no": self.vouchers.get(f"{work.project_no}/{payment.no}"),
        }

    def _grants(self, matter: Matter) -> list[Grant]:
        return [g for g in matter.grants if self._is_in(g.date)]

    @cached_property
    def _listed(self) -> list[Grant]:
        """The lists on show: one of the card and one of the ledger, of the newest quarter."""
        if not self.span.is_newest:
            return []
        grants = [g for m in self.matters for g in self._grants(m)]
        by_channel = {g.channel: g for g in reversed(grants)}
        return list(by_channel.values())

    def _grant(self, matter: Matter, grant: Grant) -> Row:
        is_ledger = grant.channel == LEDGER
        return {
            "grant_no": grant.grant_no,
            "place_code": grant.place_code,
            "matter_no": matter.matter_no,
            "list_no": _list_no(grant) if grant in self._listed else None,
            "title": grant.title,
            "persons": len(grant.people),
            "amount_fen": grant.amount_fen,
            "date": grant.date,
            "channel": grant.channel,
            "book_id": f"{grant.place_code}-00" if is_ledger else None,
            "voucher_no": self.vouchers.get(grant.grant_no) if is_ledger else None,
        }

    def _lists(self) -> Iterator[Row]:
        """Everyone on the lists that are on show, for thirty days from their publication."""
        for grant in self._listed:
            for number, person in enumerate(grant.people, start=1):
                yield {
                    "list_no": _list_no(grant),
                    "line_no": number,
                    "place_code": grant.place_code,
                    "title": f"{grant.title}名单",
                    "name": person.name,
                    "group_name": person.group,
                    "id_tail": person.id_tail,
                    "amount_fen": person.amount_fen,
                    "from_date": self.span.published,
                    "expires": self.span.published + _LIST_DAYS,
                }


def _list_no(grant: Grant) -> str:
    return f"MD-{grant.grant_no}"


def _stage_row(matter: Matter, stage: Stage) -> Row:
    return {
        "matter_no": matter.matter_no,
        "place_code": matter.place_code,
        "item": matter.item,
        "title": matter.title,
        "stage": stage.name,
        "date": stage.date,
        "decided_by": matter.decided_by,
        "decided": matter.decided,
        "text": stage.text,
        "attachment": stage.attachment[0] if stage.attachment else None,
    }


def _resolutions(matter: Matter, stage: Stage) -> Iterator[Row]:
    """The vote of the meeting, told with the plan; of a work the amount that it agreed to."""
    if matter.meeting is None or stage is not matter.stages[0]:
        return
    yield {
        "matter_no": matter.matter_no,
        "date": matter.meeting.date,
        "meeting": matter.meeting.kind,
        "called": matter.meeting.called,
        "present": matter.meeting.present,
        "agreed": matter.meeting.agreed,
        "amount_fen": matter.work.budget_fen if matter.work else None,
    }


def _files(stages: Iterator[Stage]) -> dict[str, bytes]:
    attachments = [stage.attachment for stage in stages if stage.attachment]
    return {f"attachments/{name}": body for name, body in attachments}


def _frame(rows: list[Row]) -> pd.DataFrame:
    """Money and counts stay whole where some are absent."""
    frame = pd.DataFrame(rows)
    whole = {c: "Int64" for c in frame.columns if c.endswith("_fen") or c == "persons"}
    return frame.astype(whole) if whole else frame


def _at_once(
    plan: Plan, town: Mapping[str, Any], matters: Sequence[Matter], vouchers: Mapping[str, str]
) -> Iterator[DemoPackage]:
    """A package for each stage of an important matter, some days after it; one in ten is late."""
    for matter in matters:
        for stage in matter.stages:
            if f"{stage.date:%Y-%m}" not in plan.periods:
                continue
            own_chance = plan.chance.of("at once", matter.matter_no, stage.name)
            wait = own_chance.of("days").number(1, 8) + (
                7 if own_chance.of("late").number(1, 10) == 1 else 0
            )
            rows = {
                "matters": [_stage_row(matter, stage)],
                "resolutions": list(_resolutions(matter, stage)),
                "compensations": list(_movements(matter, stage, vouchers)),
            }
            yield DemoPackage(
                kind="village_affairs",
                publisher=town["town"],
                period=f"{stage.date:%Y-%m-%d}-{matter.matter_no[-6:]}",
                title=f"{matter.title}（{stage.name}）",
                published=min(months.working(stage.date + timedelta(days=wait)), plan.as_of),
                approved_by=f"{town['name']}人民政府（演示）",
                tables={
                    name: _frame(rows_of_table)
                    for name, rows_of_table in rows.items()
                    if rows_of_table
                },
                files=_files(iter((stage,))),
            )


def _movements(matter: Matter, stage: Stage, vouchers: Mapping[str, str]) -> Iterator[Row]:
    """What moved between the stage before and this one."""
    at = [s.name for s in matter.stages].index(stage.name)
    since = matter.stages[at - 1].date if at else date.min
    for position, movement in enumerate(matter.movements, start=1):
        if since < movement.date <= stage.date:
            yield {
                "matter_no": matter.matter_no,
                "line_no": position,
                "place_code": matter.place_code,
                "movement": movement.movement,
                "title": movement.title,
                "persons": movement.persons,
                "amount_fen": movement.amount_fen,
                "date": movement.date,
                "book_id": f"{matter.place_code}-00",
                "voucher_no": vouchers.get(f"{matter.matter_no}/{position}"),
            }
