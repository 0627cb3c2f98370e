"""How a desk stands -> the view that its page is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from mingbai import workbook
from mingbai.county import County
from mingbai.desk import belonging
from mingbai.desk.examination import AskedQuestion, Examination, Spotted
from mingbai.desk.looking import DeskPlace
from mingbai.desk.parcels import ClerkAnswers
from mingbai.desk.sitting import DeskState, HandedState
from mingbai.desk.views import (
    ConsequenceLine,
    DeskOption,
    DeskView,
    FaultView,
    HandedView,
    OutcomeView,
    ParcelView,
    PlaceForm,
    QuestionForm,
    ReasonForm,
    RepairForm,
    ShelfBook,
    TopicView,
)
from mingbai.exports import AnswerChoice, Question
from mingbai.history.corrections import FEWEST_WORDS, REASONS
from mingbai.preview import Consequence, Preview
from mingbai.report import safe_text

_MOST_FAULTS = 40
_SHOWN = 8  # consequences of a topic that are shown without asking
_MOST = 300  # and those that are listed at all
_FIGURES, _HIDDEN = "figures", ("proofs", "files")


def view(state: DeskState, desk: DeskPlace) -> DeskView:
    """The page of a desk at this moment."""
    examinations = state.look.examinations if state.look is not None else ()
    lists = _DeskLists.of(state.look.registry) if state.look is not None else _DeskLists((), ())
    parcels = tuple(_parcel(one, lists) for one in examinations)
    heading, lead = _heading(parcels, state)
    return DeskView(
        heading=heading,
        lead=lead,
        looks=state.looks,
        doing=state.doing,
        told=state.told,
        is_trouble=state.is_trouble,
        is_offline=state.look is not None and not state.look.main.is_fresh,
        waiting=state.look.waiting if state.look is not None else (),
        parcels=parcels,
        outcome=_outcome(state.preview) if state.preview is not None else None,
        no_preview=state.no_preview,
        ready=sum(one.state == "ready" for one in parcels),
        handed=tuple(_handed(one, bool(desk.repository.remote)) for one in state.handed),
        has_remote=bool(desk.repository.remote),
        is_demo=lists.is_demo,
        phone=lists.phone,
    )


@dataclass(frozen=True)
class _DeskLists:
    """What there is to choose from: (value, text). phone: of the portal's office."""

    kinds: tuple[tuple[str, str], ...]
    publishers: tuple[tuple[str, str], ...]
    is_demo: bool = False
    phone: str = ""

    @classmethod
    def of(cls, county: County) -> _DeskLists:
        """Those of a registry."""
        return cls(
            kinds=tuple((kind.name, kind.title) for kind in belonging.kinds()),
            publishers=tuple((t.code, t.title) for t in workbook.agencies(county).things),
            is_demo=county.is_demo,
            phone=county.setting("phone"),
        )


def _heading(parcels: tuple[ParcelView, ...], state: DeskState) -> tuple[str, str]:
    """The title of the page and the sentence below it."""
    if state.look is None:
        return "正在打开", "读一读这里放着的工作簿。"
    if not parcels:
        return "把填好的工作簿放进来", "在“提交”以前，什么都不发出去。"
    ready = sum(one.state == "ready" for one in parcels)
    questions = sum(not form.chosen for one in parcels for form in one.questions)
    faults = sum(len(one.faults) + one.more_faults for one in parcels)
    lacking = sum(not book.reason for one in parcels for book in one.missing)
    unit = next((one.unit for one in parcels if one.missing), "")
    jobs = [
        f"{verb} {count} {thing}"
        for verb, count, thing in (
            ("答", questions, "个问题"),
            ("改", faults, "处"),
            ("补齐", lacking, unit),
        )
        if count
    ]
    title = parcels[0].title if len(parcels) == 1 else f"收到 {len(parcels)} 份工作簿"
    if ready == len(parcels):
        return f"{title}：可以交了", "看一遍交了以后会变什么，再点“提交”。"
    lead = f"先{'，再'.join(jobs)}。" if jobs else "还差一点，见下面。"
    if ready:
        lead += f"另外 {ready} 份已经可以交，先交也行。"
    return title, lead


def _parcel(one: Examination, lists: _DeskLists) -> ParcelView:
    answers = one.parcel.answers
    state, words = _state(one)
    shelf = tuple(
        ShelfBook(thing.name, thing.is_present, _why_missing(thing.name, answers))
        for thing in one.expected
    )
    is_asked = one.needs_reason
    has_reason = is_asked or bool(answers.words and one.changes)
    return ParcelView(
        id=one.parcel.id,
        name=one.parcel.name,
        received=_moment(one.parcel.received),
        title=one.place.words if one.place is not None else one.parcel.name,
        state=state,
        words=words,
        place=_place(one, lists),
        questions=tuple(_question(n, asked, one) for n, asked in enumerate(one.asked, start=1)),
        faults=tuple(map(_fault, one.faults[:_MOST_FAULTS])),
        more_faults=max(0, len(one.faults) - _MOST_FAULTS),
        repairs=tuple(_repair(repair, one) for repair in one.repairs),
        remarks=tuple(map(_fault, one.remarks)),
        shelf=shelf,
        present=sum(book.is_present for book in shelf),
        unit=one.expected[0].unit if one.expected else "项",
        waiting=tuple({**answers.left_out, **one.faulty}.values()),
        is_waiting=bool(answers.left_out),
        missing=tuple(book for book in shelf if not book.is_present),
        changes=one.changes,
        replaces=one.version,
        is_replacing=bool(one.version) and answers.replaced == one.version,
        is_addition=one.is_addition,
        reason=_reason(one, is_asked=is_asked) if has_reason else None,
        has_marked=one.marked is not None,
        twin=one.twin,
    )


def _why_missing(name: str, answers: ClerkAnswers) -> str:
    """Why something does not come, as the site will say it; "" where nobody said."""
    waits = workbook.LEFT_OUT_REASON if name in answers.left_out.values() else ""
    return answers.excused.get(name, waits)


def _state(one: Examination) -> tuple[str, str]:
    """The state of a workbook: its name and what is said of it."""
    if one.twin and (one.faults or one.declined):
        return "mend", "要改"
    if one.twin:
        return "ready" if one.is_imported else "ask", f"和“{one.twin}”合成一期，一起交"
    if one.place is None and not one.faults:
        return "ask", "先说清楚是哪一期的"
    if one.open_questions:
        return "ask", "等您答"
    if one.is_ready:
        return "ready", "可以交"
    if one.faults or one.declined:
        return "mend", "要改"
    if (
        one.asked
        and not one.is_imported
        and any(asked.question.key in one.parcel.answers.no for asked in one.asked)
    ):
        return "mend", "要改"
    if one.missing:
        return "ask", f"缺 {len(one.missing)} {one.expected[0].unit}"
    return "ask", "等您看"


def _place(one: Examination, lists: _DeskLists) -> PlaceForm:
    parcel = one.parcel
    return PlaceForm(
        kinds=_options(lists.kinds, parcel.kind),
        publishers=_options(lists.publishers, parcel.publisher),
        period=parcel.period,
        published=parcel.published,
        day=_day(date.fromisoformat(parcel.published)) if parcel.published else "",
        approved_by=parcel.approved_by,
        is_known=one.place is not None and bool(parcel.published and parcel.approved_by),
    )


def _options(listed: Iterable[tuple[str, str]], chosen: str) -> tuple[DeskOption, ...]:
    return tuple(DeskOption(value, text, value == chosen) for value, text in listed)


def _question(number: int, asked: AskedQuestion, one: Examination) -> QuestionForm:
    if asked.spotted is None:
        return _question_of_export(number, asked.question)
    answers, issue = one.parcel.answers, asked.spotted.line.issue
    key, count = asked.question.key, issue.values.get("count", "")
    is_money = issue.code.startswith("ten-thousand")
    return QuestionForm(
        number=number,
        text=asked.question.text.partition("？")[0] + "？",
        cells=f"{asked.spotted.sheet}，{count} 格都这样。答一次，{count} 处一起解决。",
        excerpt=asked.spotted.excerpt,
        yes_words=f"{safe_text(issue.found or '')} 读作 {safe_text(issue.expected or '')}",
        no_words="回工作簿里改好表头上的单位" if is_money else "照原件把这一栏改好",
        chosen="yes" if key in answers.yes else "no" if key in answers.no else "",
    )


def _question_of_export(number: int, question: Question) -> QuestionForm:
    """A question about how an export is read; the likeliest answer is chosen beforehand."""
    likely = question.answer or question.proposed
    offered = question.choices
    if question.form == "yes":
        offered = tuple(AnswerChoice(word, word) for word in ("对", "不对"))
    return QuestionForm(
        number=number,
        text=str(question.text),
        cells="答过的下个月不再问。" if question.is_kept else "",
        excerpt=None,
        yes_words="",
        no_words="",
        chosen="",
        is_of_export=True,
        choices=tuple(DeskOption(c.value, c.label, c.value == likely) for c in offered),
        value=likely,
        hint=str(question.hint) if not offered else "",
        problem=str(question.problem),
    )


def _fault(spotted: Spotted) -> FaultView:
    line = spotted.line
    where = " ".join(part for part in (spotted.sheet, spotted.cell) if part)
    return FaultView(
        where=where,
        message=line.message,
        remedy=_for_the_desk(line.remedy),
        code=line.issue.code,
        excerpt=spotted.excerpt,
    )


def _for_the_desk(remedy: str) -> str:
    """A remedy without what only the command line takes, or runs."""
    of_commands = ("--", "运行 mingbai")
    sentences = remedy.split("。")
    return "。".join(one for one in sentences if not any(word in one for word in of_commands))


def _repair(spotted: Spotted, one: Examination) -> RepairForm:
    issue = spotted.line.issue
    return RepairForm(
        key=spotted.key,
        message=f"“{safe_text(issue.values['title'])}”：{safe_text(issue.values['why'])}",
        before=safe_text(issue.found or ""),
        after=safe_text(issue.expected or ""),
        cells=f"{spotted.sheet} {safe_text(issue.values['cells'])}，{issue.values['count']} 处",
        is_taken=spotted.key not in one.parcel.answers.declined,
    )


def _reason(one: Examination, *, is_asked: bool) -> ReasonForm:
    answers = one.parcel.answers
    return ReasonForm(
        reasons=_options(((reason, reason) for reason in REASONS), answers.reason),
        words=answers.words,
        decided_by=answers.decided_by,
        fewest=FEWEST_WORDS,
        is_asked=is_asked,
    )


def _outcome(preview: Preview) -> OutcomeView:
    pages = next(topic for topic in preview.topics if topic.name == "pages").consequences
    return OutcomeView(
        day=_day(preview.as_of),
        bad=tuple(map(_line, preview.bad_news[:_MOST])),
        topics=tuple(_topics(preview)),
        pages=tuple(_line(page) for page in pages[:_MOST]),
        page_count=len(pages),
        is_empty=preview.is_empty,
    )


def _topics(preview: Preview) -> Iterator[TopicView]:
    for topic in preview.topics:
        if topic.name in _HIDDEN or topic.name == "pages" or not topic.consequences:
            continue
        lines = tuple(_line(one) for one in topic.consequences)
        yield TopicView(
            name=topic.name,
            title=topic.title,
            lines=lines[:_SHOWN],
            more=lines[_SHOWN:_MOST],
            left=max(0, len(lines) - _MOST),
            is_figures=topic.name == _FIGURES,
        )


def _line(one: Consequence) -> ConsequenceLine:
    words = safe_text(one.words)
    name = words.rpartition(f" {one.after or one.before}")[0] if one.after or one.before else words
    if one.before and one.after:
        name = words.removesuffix(f" {one.before} → {one.after}")
    return ConsequenceLine(
        words=words,
        url=one.url.lstrip("/") if one.url.startswith("/") and one.after + one.words else "",
        is_bad=one.is_bad,
        name=name or words,
        before=one.before,
        after=one.after,
    )


def _handed(state: HandedState, has_remote: bool) -> HandedView:
    handed = state.handed
    if state.is_published:
        words = "已经公开"
    elif handed.is_sent:
        words = "交了，等审核"
    else:
        words = "还在这台电脑上" if has_remote else "等您用 U 盘带走"
    return HandedView(
        id=handed.id,
        title="、".join(handed.titles),
        sent_on=_moment(handed.sent_on),
        state=words,
        is_published=state.is_published,
        can_send=has_remote and not handed.is_sent and not state.is_published,
    )


def _moment(iso: str) -> str:
    """`7 月 10 日 9:12`."""
    moment = datetime.fromisoformat(iso)
    return f"{moment.month} 月 {moment.day} 日 {moment.hour}:{moment.minute:02d}"


def _day(day: date) -> str:
    return f"{day.year} 年 {day.month} 月 {day.day} 日"
