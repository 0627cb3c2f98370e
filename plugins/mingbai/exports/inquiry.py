"""What only the clerk can answer, as data: a command, a page or a file asks it and hands it back.

An answer has a key that says what it is about, never where it stood: it holds for every row, and
next month too where the question is kept.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import reduce

from mingbai.sentences import Sentence

_YES = frozenset({"对", "是", "是的", "对的", "y", "yes", "true", "1"})
_NO = frozenset({"不对", "不是", "否", "不", "n", "no", "false", "0"})
_AMOUNT = re.compile(r"-?\d{1,12}(?:\.\d{1,2})?", re.ASCII)
_PARTS = re.compile(r"[;；]")


_HINTS = {
    "yes": Sentence("对；不对"),
    "date": Sentence("日期，如 2026-08-07"),
    "count": Sentence("整数"),
    "text": Sentence("照实填"),
    "amount": Sentence("多少元，如 1234.50"),
}


@dataclass(frozen=True, slots=True)
class AnswerChoice:
    """One possible answer: what it stands for, and how it is offered."""

    value: str
    title: str

    @property
    def label(self) -> str:
        """`F3.5 公益福利支出`; the title alone where both are one."""
        if self.value in ("", self.title):
            return self.title
        return Sentence("{value} {title}", value=self.value, title=self.title)


@dataclass(frozen=True)
class Question:
    """One question. key: how an answer names it. text: as it is asked, a `Sentence`.

    form: `yes` (对／不对), `choice` (one of the choices), `text`, `date`, `count` or `amount`
    (yuan). is_split: the answer may give another choice for rows with a word: `F3.4；补贴=F3.2`.
    is_kept: the answer holds for later months. proposed: the likeliest answer. answer: what was
    answered, "" where nothing was; problem: why an answer could not be taken.
    """

    key: str
    text: str
    form: str = "yes"
    choices: tuple[AnswerChoice, ...] = ()
    is_split: bool = False
    is_kept: bool = False
    proposed: str = ""
    answer: str = ""
    problem: str = ""

    @property
    def hint(self) -> str:
        """What may be answered, in words."""
        if self.choices:
            offered = reduce(_listed, (choice.label for choice in self.choices))
            if not self.is_split:
                return offered
            return Sentence(
                "{offered}（摘要里有某个词的另算，写成：F3.4；补贴=F3.2）", offered=offered
            )
        return _HINTS[self.form]

    @property
    def asked(self) -> str:
        """The text, and why an answer that was given could not be taken."""
        if not self.problem:
            return self.text
        return Sentence("{text}（{problem}）", text=self.text, problem=self.problem)

    def taken(self, text: str) -> str | None:
        """The answer that a text stands for; None where it is none of those that may be given."""
        plain = text.strip()
        if self.form == "choice":
            return self._chosen(plain)
        if self.form == "yes":
            word = plain.casefold()
            return "对" if word in _YES else "不对" if word in _NO else None
        if self.form == "date":
            return plain if _is_day(plain) else None
        if self.form == "amount":
            number = plain.replace(",", "").removesuffix("元")
            return number if _AMOUNT.fullmatch(number) else None
        if self.form == "count":
            return plain if re.fullmatch(r"\d{1,3}", plain, re.ASCII) else None
        return plain or None

    def _chosen(self, text: str) -> str | None:
        first, *others = [part.strip() for part in _PARTS.split(text)]
        values = [self._value(first)]
        pairs = []
        for other in others if self.is_split else ():
            word, _, choice = (part.strip() for part in other.replace("＝", "=").partition("="))
            values.append(self._value(choice) if word else None)
            pairs.append(f"{word}={values[-1]}")
        if others and not self.is_split:
            return None
        known = [value for value in values if value is not None]
        return "；".join([known[0], *pairs]) if len(known) == len(values) else None

    def _value(self, text: str) -> str | None:
        values = [c.value for c in self.choices if text in (c.value, c.title, c.label)]
        return values[0] if len(values) == 1 else None


def _listed(first: str, rest: str) -> Sentence:
    return Sentence("{first}；{rest}", first=first, rest=rest)


def split(answer: str, text: str) -> str:
    """The choice of an answer with words for a text: that of the first word that stands in it."""
    first, *others = answer.split("；")
    for other in others:
        word, _, choice = other.partition("=")
        if word in text:
            return choice
    return first


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


@dataclass
class Inquiry:
    """The questions of one import. given: answers of now, kept: of earlier months, by key.

    is_agreed: every question that is answered with yes or no is answered with yes. questions:
    what was asked so far, in order, with its answer where there is one.
    """

    given: Mapping[str, str] = field(default_factory=dict)
    kept: Mapping[str, str] = field(default_factory=dict)
    is_agreed: bool = False
    questions: dict[str, Question] = field(default_factory=dict)

    def ask(self, question: Question) -> str | None:
        """The answer, None where there is none yet; the same question is asked once."""
        earlier_answer = self.given.get(question.key) or self.kept.get(question.key) or ""
        if not earlier_answer and self.is_agreed and question.form == "yes":
            earlier_answer = "对"
        answer = question.taken(earlier_answer) if earlier_answer else None
        problem = ""
        if earlier_answer and answer is None:
            problem = Sentence("“{text}”不能这样回答", text=earlier_answer)
        asked = replace(question, answer=answer or "", problem=problem)
        self.questions.setdefault(question.key, asked)
        return answer

    def agrees(self, question: Question) -> bool:
        """Whether a question of yes or no was answered with yes."""
        return self.ask(question) == "对"

    @property
    def open(self) -> tuple[Question, ...]:
        """The questions without an answer."""
        return tuple(one for one in self.questions.values() if not one.answer)

    @property
    def to_keep(self) -> tuple[Question, ...]:
        """The answered questions whose answers hold for later months."""
        return tuple(one for one in self.questions.values() if one.answer and one.is_kept)
