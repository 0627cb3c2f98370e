"""What a platform calls an account -> its code in our chart, and the item that it is shown under.

A code and name that agree with the chart need no question; 科目 that differ are asked about once,
and so is the item, where a subject may stand under several.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import dataclass

from mingbai.exports import AnswerChoice, ExportRow, Inquiry, Question, split
from mingbai.kinds.accounts import reference
from mingbai.kinds.accounts.codes import codes
from mingbai.sentences import Sentence

_CODED = re.compile(r"(\d{3})[.\-/ ]?(\d{0,6})\s*(.*)", re.ASCII)
_PATH = re.compile(r"[-—\\/_.:>\s|]+")
_DETAIL = re.compile(r"[.\-/ ]")
_ALIKE = 0.75
_FULL_CODE = re.compile(r"\d{3}(?:\d{2,6})?", re.ASCII)


@dataclass(frozen=True)
class ExportedSubject:
    """An account as it is exported. code: digits alone, "" where none is given; name: likewise."""

    code: str
    name: str

    @property
    def label(self) -> str:
        """`514 公益支出`."""
        return f"{self.code} {self.name}".strip()


def subject_of(row: ExportRow) -> ExportedSubject:
    """The account of a row: code and name in columns of their own, or both in one."""
    code, name = _plain(row.text("subject_code")), _plain(row.text("subject_name"))
    whole = _CODED.fullmatch(name)
    if not code and whole:
        code, name = f"{whole[1]}{whole[2]}", whole[3]
    joined = _CODED.fullmatch(code)
    if joined:
        code, name = f"{joined[1]}{joined[2]}", name or joined[3]
    return ExportedSubject(_DETAIL.sub("", code), name.strip("-—\\/ "))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().removesuffix(".0")


@dataclass(frozen=True)
class Chart:
    """The chart of a month. inquiry: where what it does not say is asked."""

    period: str
    inquiry: Inquiry

    def code(self, subject: ExportedSubject) -> str | None:
        """The code in our chart; None while it is asked."""
        names = reference.chart(reference.chart_of(self.period))["name"]
        of_code = str(names.get(subject.code[:3], ""))
        if of_code and _FULL_CODE.fullmatch(subject.code) and _agree(subject, of_code):
            return subject.code
        if not subject.code:
            head = _PATH.split(subject.name)[0]
            codes = names.index[names == head]
            if len(codes) == 1:
                return str(codes[0])
        offered = [AnswerChoice(str(code), str(name)) for code, name in names.items()]
        offered.sort(key=lambda choice: -_likeness(subject, choice))
        text = Sentence("“{subject}”是会计科目表里的哪一个科目？", subject=subject.label)
        if of_code:
            text = Sentence(
                "“{subject}”是会计科目表里的哪一个科目？（科目表里 {code} 是“{name}”）",
                subject=subject.label,
                code=subject.code[:3],
                name=of_code,
            )
        return self.inquiry.ask(
            Question(
                key=f"科目/{subject.label}",
                text=text,
                form="choice",
                choices=tuple(offered),
                is_kept=True,
                proposed=offered[0].value,
            )
        )

    def item(
        self, row: ExportRow, subject: ExportedSubject, code: str, direction: str
    ) -> str | None:
        """The item that a line is shown under; None while it is asked, once a subject."""
        given = _item_named(row.text("item"), direction)
        if given is not None:
            return given
        chart = reference.chart_of(self.period)
        listed = reference.subject_items().get((chart, code[:3], direction))
        titles = codes(self.period)["disclosure_code"]
        label = self._label(subject, code)
        sides = reference.items()["direction"]
        allowed = (
            listed.split("、") if listed else [one for one in titles if sides[one] == direction]
        )
        if len(allowed) == 1:
            return str(allowed[0])
        answer = self.inquiry.ask(
            Question(
                key=f"公开项目/{label}/{direction}",
                text=Sentence(
                    "科目“{label}”的{direction}，公开在哪一项？",
                    label=label,
                    direction=Sentence(direction),
                ),
                form="choice",
                choices=tuple(AnswerChoice(one, titles[one]) for one in allowed),
                is_split=True,
                is_kept=True,
            )
        )
        return split(answer, row.text("summary")) if answer else None

    def _label(self, subject: ExportedSubject, code: str) -> str:
        """How a question calls an account: as the chart does, a detailed one as it is exported."""
        names = reference.chart(reference.chart_of(self.period))["name"]
        return f"{code} {names[code]}" if code in names.index else subject.label


def _item_named(text: str, direction: str) -> str | None:
    """The item that an export names itself, by its code or its name."""
    plain = _plain(text)
    items = reference.items()
    head = plain.partition(" ")[0]
    if head in items.index and "." in head:
        return head
    named = items[(items["direction"] == direction) & items.index.str.contains(".", regex=False)]
    codes = named.index[(named["name"] == plain) | (named["short"] == plain)]
    return str(codes[0]) if plain and len(codes) == 1 else None


def _agree(subject: ExportedSubject, name: str) -> bool:
    """Whether a code of the chart has the name that the chart gives it, or says no other.

    A detailed account may be called anything; one of three figures is called as in the chart.
    """
    if not subject.name:
        return True
    parts = [part for part in _PATH.split(subject.name) if part]
    if name in parts or subject.name in name or name in subject.name:
        return True
    return len(subject.code) > 3 and len(parts) == 1 and not _is_of_chart(parts[0])


def _is_of_chart(name: str) -> bool:
    """Whether a name is that of an account of either chart: then its code should say so."""
    return bool((reference.subjects()["name"] == name).any())


def _likeness(subject: ExportedSubject, choice: AnswerChoice) -> float:
    same_code = 0.2 if choice.value == subject.code[:3] else 0.0
    return difflib.SequenceMatcher(None, subject.name, choice.title).ratio() + same_code
