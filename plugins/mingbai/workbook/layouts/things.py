"""Words of titles, sheets and columns -> the book that they name, asked about where open."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mingbai.exports import AnswerChoice, ExportBlock, ExportTables, Inquiry, Question
from mingbai.sentences import Sentence
from mingbai.workbook.layouts import words
from mingbai.workbook.names import NameList, Thing

SAME = Sentence("接着上一本")
Build = Callable[[Sequence[ExportBlock], Inquiry, frozenset[str]], ExportTables]
_NO_NAME = re.compile(r"(?:sheet|工作表|表|table)?\d*|导出.*|(?:未命名|新建|Book|工作簿)\d*", re.I)


def choice(value: str, title: str) -> AnswerChoice:
    """A choice of a question."""
    return AnswerChoice(value, title)


@dataclass(frozen=True)
class Finder:
    """Finds books by their names.

    listed: all of them. endings: what official names have behind the place (股份经济合作社), the
    longest first.
    """

    listed: NameList
    inquiry: Inquiry
    endings: tuple[str, ...]

    def is_thing(self, text: str) -> bool:
        """Whether a text by itself names one book."""
        return len(text) > 1 and self._one(text) is not None

    def code(self, names: Sequence[str], *, is_uncertain: bool) -> str | None:
        """The code of the first name that is one book's; None while it is asked.

        is_uncertain: the names may be a remark: then the answer may be `SAME`.
        """
        texts = [name for name in names if not _NO_NAME.fullmatch(name) and name.strip()]
        for text in texts:
            answer = self._said(text)
            if answer is not None:
                return answer
            one = self._one(text)
            if one is not None:
                return one.code
        return self.inquiry.ask(self._question(texts, is_uncertain=is_uncertain))

    def _said(self, text: str) -> str | None:
        """What was answered before of a name."""
        key = _key(text)
        answer = self.inquiry.given.get(key) or self.inquiry.kept.get(key)
        if not answer:
            return None
        return self.inquiry.ask(self._question([text], is_uncertain=True))

    def _one(self, text: str) -> Thing | None:
        """The one book of a name, as it stands or without the words of an office behind it."""
        plain = words.flat(text)
        tried = [text, *(plain.removesuffix(end) for end in self.endings if plain.endswith(end))]
        for form in tried:
            things = self.listed.named(form) if form else ()
            if len(things) == 1:
                return things[0]
        return None

    def _question(self, texts: Sequence[str], *, is_uncertain: bool) -> Question:
        text = texts[0] if texts else ""
        things = [thing for thing in self.listed.things if thing.is_own] or list(self.listed.things)
        near = list(self.listed.named(text) or self.listed.near(text)) if text else []
        offered = [*near, *(thing for thing in things if thing not in near)]
        choices = [AnswerChoice(thing.code, thing.title) for thing in offered]
        if is_uncertain:
            choices.append(AnswerChoice(str(SAME), SAME))
        asked = Sentence("这张表没有写是哪一本账，是哪一本？")
        if text:
            asked = Sentence("“{name}”是哪一本账？", name=text)
        return Question(
            key=_key(text),
            text=asked,
            form="choice",
            choices=tuple(choices),
            is_kept=bool(text),
        )


def _key(text: str) -> str:
    return f"账本/{words.flat(text)}"
