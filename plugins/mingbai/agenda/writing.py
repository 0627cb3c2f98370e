"""Agenda -> text, JSON, a calendar, or one page in the theme's style that loads nothing."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from mingbai.agenda.agenda import Agenda, OpenDuty, together
from mingbai.county import County
from mingbai.page import assets
from mingbai.portal import calendars
from mingbai.report import ReportLine
from mingbai.sentences import Sentence

FORMATS = ("text", "json", "ics", "html")
_HERE = Path(__file__).parent


def write(
    agenda: Agenda, form: str, county: County, theme: Path, speak: Callable[[Sentence], str] = str
) -> str:
    """An agenda in one of FORMATS; theme: the folder whose style a page has.

    speak: says a line of text in the language of a command; names of the data stay as they are.
    """
    if form == "json":
        return _json(agenda)
    if form == "ics":
        return _calendar(agenda, county)
    return (
        _html(agenda, theme)
        if form == "html"
        else "".join(f"{speak(line)}\n" for line in _text(agenda))
    )


def title(agenda: Agenda) -> Sentence:
    """`太平镇这个月`, for the day of the agenda."""
    return Sentence("{office}这个月", office=agenda.office)


def _text(agenda: Agenda) -> Iterator[Sentence]:
    yield Sentence("{title}（{day}）", title=title(agenda), day=agenda.day)
    if agenda.overdue:
        yield Sentence("逾期没有公开的：{count:,} 项", count=len(agenda.overdue))
    else:
        yield Sentence("没有逾期的。")
    yield from _lines(agenda.overdue)
    errors = sum(line.is_error for line in agenda.faults)
    if agenda.faults:
        warnings = len(agenda.faults) - errors
        yield Sentence(
            "要改、要看的：错误 {errors:,} 处，提醒 {warnings:,} 处",
            errors=errors,
            warnings=warnings,
        )
        yield from map(_fault, agenda.faults)
    else:
        yield Sentence("没有要改的。")
    if agenda.ahead:
        ahead = len(agenda.ahead)
        yield Sentence("{days} 天里到期的：{count:,} 项", days=agenda.days, count=ahead)
    else:
        yield Sentence("{days} 天里没有到期的。", days=agenda.days)
    yield from _lines(agenda.ahead)


def _lines(duties: Sequence[OpenDuty]) -> Iterator[Sentence]:
    """A line for those of one day and series: the first by name, and how many."""
    for group in together(duties):
        first = group[0]
        late = Sentence("（逾期 {days:,} 天）", days=first.days_late) if first.days_late else ""
        more = Sentence(" 等 {count:,} 项", count=len(group)) if len(group) > 1 else ""
        yield Sentence(
            "  {due}{late} {kind}：{title}{more}（{office}）",
            due=first.due,
            late=late,
            kind=first.kind,
            title=first.title,
            more=more,
            office=first.office,
        )


def _fault(line: ReportLine) -> Sentence:
    return Sentence(
        "  {mark} {where}：{message}{remedy}",
        mark="×" if line.is_error else "!",
        where=f"{line.path} {line.place}".strip(),
        message=line.message,
        remedy=line.remedy,
    )


def _json(agenda: Agenda) -> str:
    document = {
        "office": agenda.office,
        "day": agenda.day.isoformat(),
        "days": agenda.days,
        "overdue": [_duty(one) for one in agenda.overdue],
        "ahead": [_duty(one) for one in agenda.ahead],
        "faults": [
            {
                "code": line.issue.code,
                "is_error": line.is_error,
                "path": line.path,
                "place": line.place,
                "message": line.message,
                "remedy": line.remedy,
            }
            for line in agenda.faults
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _duty(one: OpenDuty) -> dict[str, str | int]:
    return {
        "id": one.id,
        "kind": one.kind,
        "title": one.title,
        "office": one.office,
        "due": one.due.isoformat(),
        "days_late": one.days_late,
        "url": one.url,
    }


def _calendar(agenda: Agenda, county: County) -> str:
    dues = agenda.dues.dropna(subset=["agency"])
    body = calendars.calendar(
        f"{county.setting('portal_name')}：{agenda.office}到期日历",
        calendars.duties(dues),
        county,
        agenda.day,
    )
    return body.decode()


def _html(agenda: Agenda, theme: Path) -> str:
    style = assets.stylesheet(theme).decode("utf-8") + (_HERE / "page.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html").render(
        title=title(agenda),
        style=Markup(style),  # noqa: S704 our own files
        policy=f"default-src 'none'; style-src 'sha256-{digest}'",
        found=agenda,
        overdue=tuple(together(agenda.overdue)),
        ahead=tuple(together(agenda.ahead)),
        errors=[line for line in agenda.faults if line.is_error],
        warnings=[line for line in agenda.faults if not line.is_error],
    )
