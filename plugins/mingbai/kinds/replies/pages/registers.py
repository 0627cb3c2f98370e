"""Replies and questions -> `/replies/`, unanswered first, and a page each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from mingbai.check import clock
from mingbai.county import County
from mingbai.kinds.replies import subjects
from mingbai.kinds.replies.attachments import attachment_url
from mingbai.kinds.replies.subjects import Subject
from mingbai.model import Edition, Page
from mingbai.page import (
    Cells,
    Column,
    Figure,
    Link,
    Mark,
    TableView,
    WrittenRows,
    addresses,
    mark_cells,
    written_rows,
)
from mingbai.page.records import (
    Deadline,
    Placement,
    Records,
    Register,
    Row,
    Section,
    in_order,
    worst_first,
)
from mingbai.page.records import rows as plain_rows
from mingbai.read import Tables

NO_REPLY, REPLY_WAITS = "逾期未回应", "等回应"
NO_ANSWER, ANSWER_WAITS = "逾期未答复", "等答复"
_KIND = "replies"
_CLAUSE, _GIST = r"^([^。；？！，]+)", 24
_DOOR, _DOOR_URL = "监督", "/oversight/"
_ASK = Link("问一笔账", addresses.ASK_URL)


def _reply_mark(row: Row, county: County) -> Mark:
    if row["replied"] is None:
        is_over = row["due"] < county.as_of
        return Mark("missing", NO_REPLY) if is_over else Mark("", REPLY_WAITS)
    return Mark("late", "迟了才回应") if row["replied"] > row["due"] else Mark("ok", "已回应")


def _answer_mark(row: Row, county: County) -> Mark:
    if row["answered"] is None:
        is_over = row["due"] < county.as_of
        return Mark("missing", NO_ANSWER) if is_over else Mark("", ANSWER_WAITS)
    return Mark("late", "迟了才答复") if row["answered"] > row["due"] else Mark("ok", "已答复")


def _alarm(row: Row, county: County) -> str:
    """By when, and how many days past it: to the answer, or to this day."""
    done = row["done"]
    days = ((done or county.as_of) - row["due"]).days
    words = f"{done} 才答，迟了 {days} 天" if done else f"已经过了 {days} 天"
    return f"应在 {row['due']} 以前答，{words}。"


def _replies(frame: pd.DataFrame, _: Tables, __: County) -> pd.DataFrame:
    """`told`: the words of the reply, or that there are none; `gist`: how they begin; `done`."""
    words = frame["text"].fillna("还没有回应。")
    return frame.assign(told=words, gist=_gist(words), done=frame["replied"])


def _gist(text: pd.Series) -> pd.Series:
    """How a text begins: its first clause, and never more than fits a line."""
    clause = text.str.extract(_CLAUSE, expand=False).fillna(text)
    return clause.where(clause.str.len() <= _GIST, clause.str[: _GIST - 1] + "…")


def _questions(frame: pd.DataFrame, _: Tables, __: County) -> pd.DataFrame:
    """`told`: the answer, or that there is none; `gist`: how the question begins; `done`."""
    words = frame["answer"].fillna("还没有答复。")
    return frame.assign(told=words, gist=_gist(frame["question"]), done=frame["answered"])


def _says(frame: pd.DataFrame) -> str:
    waiting, late = int(frame["done"].isna().sum()), int((frame["done"] > frame["due"]).sum())
    answered = len(frame) - waiting
    return (
        f"{len(frame):,} 件，答了 {answered:,} 件，其中迟了的 {late:,} 件，"
        f"还没有答的 {waiting:,} 件。"
    )


def reply_subjects(edition: Edition) -> Mapping[str, Subject]:
    """What each reply is about, by its number; made once an edition."""
    return edition.shared(_reply_subjects)


def question_subjects(edition: Edition) -> Mapping[str, Subject]:
    """What each question is about, by its number; made once an edition."""
    return edition.shared(_question_subjects)


def _reply_subjects(edition: Edition) -> Mapping[str, Subject]:
    frame = REPLIES.frame(edition.tables[_KIND], edition.county)
    return subjects.of_replies(frame, edition)


def _question_subjects(edition: Edition) -> Mapping[str, Subject]:
    frame = QUESTIONS.frame(edition.tables[_KIND], edition.county)
    by_row = subjects.of_rows(set(frame["row"]), edition)
    numbers = zip(frame["question_no"], frame["row"], strict=True)
    return {number: by_row.get(row, Subject(row)) for number, row in numbers}


def _about(records: Records) -> Mapping[str, Subject]:
    of_kind = reply_subjects if records.register is REPLIES else question_subjects
    return of_kind(records.edition)


def _record_sections(records: Records, row: Row) -> Iterator[Section]:
    subject = _about(records)[row[records.register.key]]
    yield Section("about", "说的是哪一处", subject.title)
    if records.register is QUESTIONS:
        yield Section("answer", "怎样答的", "", paragraphs=(row["told"],))


def _record_links(records: Records, row: Row) -> Iterator[Link]:
    subject = _about(records)[row[records.register.key]]
    if subject.url:
        yield Link("看那一处", subject.url)
    if row.get("attachment"):
        yield Link(f"附件：{row['attachment']}", attachment_url(row["reply_no"], row["attachment"]))


REPLIES = Register(
    kind="replies",
    title="回应和提问",
    door=_DOOR,
    door_url=_DOOR_URL,
    table="replies",
    scope="reply",
    key="reply_no",
    order_by="asked",
    heading="回应“{sort}”：{gist}（{reply_no}）",
    summary="{told}",
    note="请单位说明的",
    lead="told",
    columns=("sort", "agency", "asked", "due", "replied"),
    facts=("reply_no", "sort", "agency", "asked", "due", "replied", "by"),
    agency="agency",
    intro="网上提醒了、对不上、更正过的，请管这件事的单位来说明；村民问的，也在这里答。",
    links=(_ASK,),
    deadline=Deadline("due", "replied", "回应“{sort}”：{reply_no}", clock.ANSWER),
    placements=(Placement("agency", "agency", 320, "请它说明的"),),
    derive=_replies,
    mark=_reply_mark,
    alarm=_alarm,
    says=_says,
    record_sections=_record_sections,
    record_links=_record_links,
)
QUESTIONS = Register(
    kind="replies/questions",
    title="村民的提问",
    door="回应和提问",
    door_url="/replies/",
    table="questions",
    scope="question",
    key="question_no",
    order_by="asked",
    heading="提问：{gist}（{question_no}）",
    summary="{question}（{told}）",
    lead="question",
    link="question",
    columns=("agency", "channel", "asked", "due", "answered"),
    facts=("question_no", "agency", "channel", "asked", "due", "answered", "by"),
    agency="agency",
    intro="谁都可以问，不用说自己是谁。问了什么、哪天答的、怎样答的，都在这里。",
    links=(_ASK,),
    deadline=Deadline("due", "answered", "答复提问：{gist}（{question_no}）", clock.ANSWER),
    placements=(Placement("agency", "agency", 321, "问它的"),),
    derive=_questions,
    mark=_answer_mark,
    alarm=_alarm,
    says=_says,
    record_sections=_record_sections,
    record_links=_record_links,
)


@dataclass(frozen=True)
class SpokenRows:
    """All records of a register with what they are about. positions: of each by its number.

    done: the days of the answers.
    """

    rows: WrittenRows
    positions: Mapping[str, int]
    done: Sequence[date | None]

    def table(self, numbers: Iterable[str], id_: str, caption: str) -> TableView | None:
        """Some of them in the order given; None where there are none."""
        chosen = [self.positions[number] for number in numbers]
        return self.rows.table(chosen, id_, caption) if chosen else None

    def open_first(self, numbers: Iterable[str], id_: str, caption: str) -> TableView | None:
        """Some of them, those without an answer first, then by the day of it."""
        chosen = sorted({self.positions[number] for number in numbers})
        chosen.sort(key=lambda row: self.done[row] or date.min)
        return self.rows.table(chosen, id_, caption) if chosen else None


def spoken_rows(records: Records) -> SpokenRows:
    """A row a record, in the order of its register."""
    register, about = records.register, _about(records)
    entries = plain_rows(records.frame)
    of_row = [about[row[register.key]] for row in entries]
    agencies = records.county.agencies["short_name"].to_dict()
    is_question = register is QUESTIONS
    words = [row["question"] if is_question else row["told"] for row in entries]
    urls = [register.url_of(row) for row in entries]
    slugs = [row["agency"] for row in entries]
    columns = [
        (Column("问的" if is_question else "回应"), Cells(words, "head", urls=urls)),
        (Column("情况"), Cells(mark_cells(records.marks(records.frame)), "html")),
        (
            Column("说的是哪一处"),
            Cells([s.title for s in of_row], urls=[s.url for s in of_row]),
        ),
        (
            Column("谁来答"),
            Cells([agencies[slug] for slug in slugs], urls=[f"/agencies/{s}/" for s in slugs]),
        ),
        (Column("哪天问的"), Cells([row["asked"] for row in entries], "date")),
        (Column("最迟哪天答"), Cells([row["due"] for row in entries], "date")),
        (Column("哪天答的"), Cells([row["done"] for row in entries], "date")),
    ]
    positions = {row[register.key]: i for i, row in enumerate(entries)}
    return SpokenRows(written_rows(columns), positions, [row["done"] for row in entries])


def _open(records: Records) -> pd.DataFrame:
    """What nobody answered yet, the longest overdue first."""
    waiting = records.in_state(NO_REPLY, REPLY_WAITS, NO_ANSWER, ANSWER_WAITS)
    return waiting.sort_values(["due", records.register.key], kind="stable")


def _sections(records: Records, questions: Records) -> Iterator[Section]:
    replies_rows, question_rows = spoken_rows(records), spoken_rows(questions)
    for of_register, rows, id_, title in (
        (questions, question_rows, "open-questions", "还没有答的提问"),
        (records, replies_rows, "open-replies", "还没有回应的"),
    ):
        numbers = _open(of_register)[of_register.register.key]
        waiting = rows.table(numbers, f"{id_}-table", "最先到期的在前")
        says = "过了期限的，一直标在这里，也标在那一处旁边。" if waiting else "都答了。"
        yield Section(id_, title, says, waiting)
    for of_register, rows, id_, title in (
        (records, replies_rows, "replies", "全部回应"),
        (questions, question_rows, "questions", "全部提问"),
    ):
        frame = of_register.frame
        ordered = worst_first(frame, of_register.marks(frame))
        numbers, caption = ordered[of_register.register.key], in_order(frame, ordered, "最近的在前")
        yield Section(id_, title, "", rows.table(numbers, f"{id_}-table", caption))


def _figures(records: Records, questions: Records) -> Iterator[Figure]:
    yield records.state_figure(NO_REPLY, "件", "#open-replies-h")
    yield questions.state_figure(NO_ANSWER, "件", "#open-questions-h")
    yield records.state_figure(REPLY_WAITS, "件", "#open-replies-h")
    yield questions.state_figure(ANSWER_WAITS, "件", "#open-questions-h")


def pages(tables: Tables, edition: Edition) -> Iterator[Page]:
    """`/replies/` with both registers, `/replies/questions/`, a page a reply and a question."""
    records, questions = REPLIES.records(tables, edition), QUESTIONS.records(tables, edition)
    view = records.index_view()
    says = f"{REPLIES.intro}回应：{_says(records.frame)}提问：{_says(questions.frame)}"
    figures, sections = _figures(records, questions), _sections(records, questions)
    yield records.index_page(
        replace(view, says=says, figures=tuple(figures), sections=tuple(sections))
    )
    yield from records.record_pages()
    yield from QUESTIONS.pages(tables, edition)
