"""What the check finds in the county, and its ledgers -> what agencies replied, what people asked.

Unlike other kinds this one speaks of what the others say: it is made last, from the county as it
was checked. Most is answered within its days; a few late, one not at all (`replies.toml`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from demo import content, months, registry
from demo.packages import DemoPackage
from demo.plan import Plan
from demo.slips import Slip
from mingbai.build import Checked
from mingbai.check import row_ids
from mingbai.check.answers import CORRECTION, GAP, WARNING, correction_id
from mingbai.check.reconciliations import DIFFERS
from mingbai.county import ANSWER_DAYS, County
from mingbai.money import yuan

KIND = "replies"
_PUBLISHER = "office"
_REPLIES = (
    "reply_no",
    "sort",
    "about",
    "agency",
    "asked",
    "due",
    "replied",
    "by",
    "text",
    "attachment",
)
_QUESTIONS = (
    "question_no",
    "row",
    "agency",
    "asked",
    "channel",
    "question",
    "due",
    "answered",
    "by",
    "answer",
)
# After how many working days of the ten what is asked is answered; one after the other.
_PACE = (4, 7, 3, 9, 6, 2, 8, 5, 10)
_LATE = (2, 6)  # of the questions, counted from 0
_LATE_DAYS = 14
_UNANSWERED = 4


@dataclass(frozen=True)
class _Asked:
    """What somebody was asked. day: on which. text: the reply, "" where none came."""

    sort: str
    about: str
    agency: str
    day: date
    text: str


def rules_asked_about() -> frozenset[str]:
    """The codes of the rules whose warnings are replied to: no other need be put to the county."""
    return frozenset(content.document(KIND)["warnings"])


def packages(checked: Checked, slips: Sequence[Slip], plan: Plan) -> Iterator[DemoPackage]:
    """One package a year, on the day of the last thing that was asked or answered in it."""
    county = checked.county
    assert county is not None
    replies = pd.DataFrame(_replies(checked, slips, plan, county), columns=list(_REPLIES))
    questions = pd.DataFrame(_questions(checked, slips, plan, county), columns=list(_QUESTIONS))
    years = sorted({day.year for frame in (replies, questions) for day in frame["asked"]})
    for year in years:
        of_year = {
            "replies": replies.loc[[day.year == year for day in replies["asked"]]],
            "questions": questions.loc[[day.year == year for day in questions["asked"]]],
        }
        days = [
            day
            for name, done in (("replies", "replied"), ("questions", "answered"))
            for column in ("asked", done)
            for day in of_year[name][column]
            if isinstance(day, date)
        ]
        yield DemoPackage(
            kind=KIND,
            publisher=_PUBLISHER,
            period=str(year),
            title=f"清源县 {year} 年回应和提问",
            published=min(max(days), plan.as_of),
            approved_by="清源县人民政府办公室（演示）",
            tables={name: frame for name, frame in of_year.items() if len(frame)},
        )


def _replies(
    checked: Checked, slips: Sequence[Slip], plan: Plan, county: County
) -> Iterator[dict[str, Any]]:
    asked = (
        *_of_gaps(checked, plan),
        *_of_warnings(checked, plan),
        *_of_corrections(slips, plan),
    )
    on_time = [one for one in asked if one.day <= plan.as_of]
    for number, one in enumerate(sorted(on_time, key=lambda one: (one.day, one.about)), start=1):
        days = _Days.of(county, one.day, _PACE[number % len(_PACE)])
        replied = days.done if one.text and days.done <= plan.as_of else None
        yield {
            "reply_no": f"HY-{one.day.year}-{number:03d}",
            "sort": one.sort,
            "about": one.about,
            "agency": one.agency,
            "asked": one.day,
            "due": days.due,
            "replied": replied,
            "by": _by(one.agency, plan) if replied else None,
            "text": one.text if replied else None,
            "attachment": None,
        }


def _of_gaps(checked: Checked, plan: Plan) -> Iterator[_Asked]:
    """Gaps for which there are words: asked some days after the later side was published."""
    words = {code: list(texts) for code, texts in content.document(KIND)["gaps"].items()}
    gaps = checked.reconciled.outcome(DIFFERS).to_dict("records")
    for n, gap in enumerate(gaps):
        texts = words.get(gap["code"])
        if not texts:
            continue
        size = "" if pd.isna(gap["gap"]) else yuan(abs(int(gap["gap"])))
        agency = _agency(gap["left_place"] or gap["right_place"], plan)
        yield _Asked(
            sort=GAP,
            about=gap["id"],
            agency=agency or gap["left_agency"] or gap["right_agency"] or _PUBLISHER,
            day=_open_day(gap["since"].date() + timedelta(days=6 + n), plan),
            text=texts.pop(0).format(gap=size),
        )


def _of_warnings(checked: Checked, plan: Plan) -> Iterator[_Asked]:
    """The newest warnings of some rules, a word for each."""
    words = content.document(KIND)["warnings"]
    published = {package.path: package.published for package in checked.packages}
    for n, (code, texts) in enumerate(words.items()):
        warnings = [i for i in checked.issues if i.code == code and i.row is not None][::-1]
        for text, issue in zip(texts, warnings, strict=False):
            kind, publisher, period, file = issue.path.split("/")
            table = checked.tables[kind][file.removesuffix(".csv")]
            row = table.frame.loc[[(issue.path, issue.row)]]
            day = published[f"{kind}/{publisher}/{period}"] + timedelta(days=9 + 2 * n)
            yield _Asked(
                sort=WARNING,
                about=f"{code}:{row_ids.of_rows(kind, table, row).iloc[0]}",
                agency=str(row["agency"].iloc[0]) if "agency" in row else publisher,
                day=_open_day(day, plan),
                text=text,
            )


def _of_corrections(slips: Sequence[Slip], plan: Plan) -> Iterator[_Asked]:
    """Whoever put something right is asked, some days later, how it came about."""
    words = content.document(KIND)["corrections"]
    for slip in slips:
        if slip.reason in words:
            yield _Asked(
                sort=CORRECTION,
                about=correction_id(slip.path, 1),
                agency=slip.former.publisher,
                day=_open_day(slip.corrected + timedelta(days=3), plan),
                text=words[slip.reason],
            )


def _questions(
    checked: Checked, slips: Sequence[Slip], plan: Plan, county: County
) -> Iterator[dict[str, Any]]:
    """What was asked about lines of ledgers, of which some led to a correction."""
    asked = [*_about_slips(checked, slips), *_about_lines(checked, plan)]
    in_time = [one for one in asked if one["asked"] <= plan.as_of]
    for number, one in enumerate(sorted(in_time, key=lambda one: (one["asked"], one["row"]))):
        pace = _LATE_DAYS if number in _LATE else _PACE[number % len(_PACE)]
        days = _Days.of(county, one["asked"], pace)
        done = one.pop("answered", None) or days.done
        is_answered = done <= plan.as_of and number != _UNANSWERED
        yield {
            **one,
            "question_no": f"WT-{one['asked'].year}-{number + 1:03d}",
            "due": days.due,
            "answered": done if is_answered else None,
            "by": _by(one["agency"], plan) if is_answered else None,
            "answer": one["answer"] if is_answered else None,
        }


def _about_slips(checked: Checked, slips: Sequence[Slip]) -> Iterator[dict[str, Any]]:
    """村民拿发票来对: asked before it was put right, answered on that day."""
    for slip in slips:
        if slip.reason != "录入错误" or "entries" not in slip.former.tables:
            continue
        table = checked.tables[slip.former.kind]["entries"]
        frame = table.frame[table.paths == f"{slip.path}/entries.csv"]
        key = list(table.schema.primary_key)
        former = slip.former.tables["entries"].set_index(key)["amount_fen"]
        before = former.reindex(pd.MultiIndex.from_frame(frame[key])).to_numpy()
        wrong = frame[before != frame["amount_fen"].to_numpy()]
        right = yuan(int(wrong["amount_fen"].iloc[0]))
        yield {
            "row": row_ids.of_rows(slip.former.kind, table, wrong).iloc[0],
            "agency": slip.former.publisher,
            "asked": slip.corrected - timedelta(days=5),
            "answered": slip.corrected,
            "channel": "当面",
            "question": "我手里的发票和网上这一笔的金额不一样，有两位数字是反的，请对一对。",
            "answer": f"对过发票，是录入时抄反了，今天更正为 {right} 元，相关的合计一起改了。",
        }


def _about_lines(checked: Checked, plan: Plan) -> Iterator[dict[str, Any]]:
    """One question each on a line of the last months whose summary it fits, in other books."""
    tables = checked.tables["accounts"]
    table = tables["entries"]
    published = tables.package_of(table).map(lambda at: tables.packages[at].published)
    recent = table.frame.assign(published=published)
    recent = recent[recent["period"].isin(plan.periods[-6:-1])]
    chance = plan.chance.of(KIND, "lines")
    for n, question in enumerate(content.document(KIND)["questions"]):
        fits = recent[recent["summary"].str.contains(question["pattern"])]
        if not len(fits):
            continue
        row = fits.iloc[[chance.of(n).number(0, len(fits) - 1)]]
        recent = recent[recent["book_id"] != row["book_id"].iloc[0]]
        line = row.iloc[0]
        day = line["date"].date()
        yield {
            "row": row_ids.of_rows("accounts", table, row).iloc[0],
            "agency": tables.packages[tables.package_of(table).loc[row.index[0]]].publisher,
            "asked": _open_day(line["published"] + timedelta(days=2 + 3 * (n % 6)), plan),
            "channel": question["channel"],
            "question": question["question"],
            "answer": question["answer"].format(
                amount=yuan(int(line["amount_fen"])),
                attachments=int(line["attachments"]),
                voucher=line["voucher_no"],
                date=f"{day.month} 月 {day.day} 日",
            ),
        }


@dataclass(frozen=True)
class _Days:
    """By when what was asked on a day has to be answered, and the day on which it is."""

    due: date
    done: date

    @classmethod
    def of(cls, county: County, asked: date, working_days: int) -> _Days:
        """done: after so many working days."""
        calendar = county.calendar
        return cls(
            calendar.add(asked, county.threshold(ANSWER_DAYS)), calendar.add(asked, working_days)
        )


def _open_day(day: date, plan: Plan) -> date:
    """The day itself, a Monday where it is a weekend, once the portal is open."""
    return months.working(max(day, registry.first_release(plan) + timedelta(days=day.day)))


def _agency(place: str, plan: Plan) -> str:
    """The township that keeps the books of a place; "" for no place."""
    return str(plan.places.at[place, "town"]) if place in plan.places.index else ""


def _by(agency: str, plan: Plan) -> str:
    """The post that speaks for an agency."""
    name: Mapping[Any, Any] = plan.agencies.set_index("slug")["short_name"]
    post = "村账代理会计岗" if agency in set(plan.towns["town"]) else "办公室"
    return f"{name[agency]}{post}（演示）"
