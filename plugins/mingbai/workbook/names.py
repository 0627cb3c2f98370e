"""What the registry and the kinds call things -> the code that a name stands for, and the reverse.

A clerk writes `柳塘村`, `柳塘村账本` or `太平镇柳塘村`; the data has `990121100201-00`. Names are
compared without blanks and brackets. Of several things of one name those of her own township or
agency come first; if that does not decide, the cell is asked about with all of them.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

_BESIDE = re.compile(r"[\s《》“”\"'（）()›·]+")
_BARE = re.compile(r"[A-Za-z]+(\d+(?:\.\d+)?)", re.ASCII)  # of F2.1: 2.1
_GLUED = re.compile(r"([A-Za-z0-9.]+)[-—_:：、.\s]*([^A-Za-z0-9.\s].*)", re.ASCII)
# What may stand behind a name or not, the shortest first.
_ENDS = ("账", "账本", "账簿", "村账", "组账", "村账本", "组账本", "政府", "人民政府")
TITLES = ("name", "title", "goal", "objects", "task")  # what a thing is called, in this order
_NEAR = 3
_CLOSE = 0.6
_CLOSE_ID = 0.9  # one figure of twelve is another


@dataclass(frozen=True)
class Thing:
    """One value of a list. note: what tells it from others of the title, as `太平镇 › 柳塘村`.

    aliases: other names for it. ids: of what is often typed for it, as a village's code for its
    book. is_own: it belongs to the publisher whose workbook is read.
    """

    code: str
    title: str
    note: str = ""
    aliases: tuple[str, ...] = ()
    is_own: bool = False
    ids: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """As it is offered: `柳塘村账本（990121100201-00）`."""
        return f"{self.title}（{self.code}）" if self.title != self.code else self.code


@dataclass(frozen=True)
class NameList:
    """The things that a column may name. is_closed: there are no others, as in a chart."""

    things: tuple[Thing, ...]
    is_closed: bool = False

    @cached_property
    def by_code(self) -> Mapping[str, Thing]:
        """The things by their codes."""
        return {thing.code: thing for thing in self.things}

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[Thing, ...]]:
        by_name: dict[str, list[Thing]] = {}
        for thing in self.things:
            for name in {flat(text) for text in (thing.title, *thing.aliases, *thing.ids)} - {""}:
                by_name.setdefault(name, []).append(thing)
        return {name: tuple(things) for name, things in by_name.items()}

    @cached_property
    def _by_key(self) -> Mapping[str, tuple[Thing, ...]]:
        by_key: dict[str, list[Thing]] = {}
        for thing in self.things:
            by_key.setdefault(_key(thing.code), []).append(thing)
        return {key: tuple(things) for key, things in by_key.items()}

    @cached_property
    def _by_bare(self) -> Mapping[str, tuple[Thing, ...]]:
        """The things of a closed list by the number that their codes have behind a letter."""
        by_bare: dict[str, list[Thing]] = {}
        for thing in self.things if self.is_closed else ():
            if bare := _BARE.fullmatch(thing.code):
                by_bare.setdefault(bare[1], []).append(thing)
        return {bare: tuple(things) for bare, things in by_bare.items()}

    @cached_property
    def _by_number(self) -> Mapping[Decimal, tuple[Thing, ...]]:
        by_number: dict[Decimal, list[Thing]] = {}
        for bare, things in self._by_bare.items():
            by_number.setdefault(Decimal(bare), []).extend(things)
        return {number: tuple(things) for number, things in by_number.items()}

    def spelled(self, text: str) -> Thing | None:
        """The thing whose code a text is in another form: f3.5, 9901—00, or without its dash.

        None where it is no code, or where two codes have the same letters and figures.
        """
        things = self._by_key.get(_key(text), ()) if _key(text) else ()
        return things[0] if len(things) == 1 else None

    def named(self, text: str) -> tuple[Thing, ...]:
        """The things that a text names: one, several that it cannot tell apart, or none."""
        for name in _forms(text):
            things = self._by_name.get(name, ()) if name else ()
            things_of_publisher = tuple(thing for thing in things if thing.is_own)
            if things:
                return things_of_publisher or things
        head, _, rest = text.strip().partition(" ")
        coded = self.by_code.get(head)  # 514 公益支出, F3.5 公益支出
        if coded is not None and flat(rest) in ("", *map(flat, (coded.title, *coded.aliases))):
            return (coded,)
        glued = _GLUED.fullmatch(text.strip())  # 513管理费用, 503-补助收入
        coded = self.by_code.get(glued[1]) if glued else None
        if glued and coded and flat(glued[2]) in map(flat, (coded.title, *coded.aliases)):
            return (coded,)
        bracketed = re.fullmatch(r".*[（(]([^（）()]+)[）)]\s*", text)
        listed = self.by_code.get(bracketed[1]) if bracketed else None
        return (listed,) if listed is not None else self._by_bare.get(flat(text), ())

    def numbered(self, number: str) -> tuple[Thing, ...]:
        """The things that a stored number means, like `named`: 2.1 was F2.1, or F2.10.

        A number has lost the noughts at its end, so that both are named.
        """
        return self._by_number.get(Decimal(number), ()) or self.named(number)

    def near(self, text: str) -> tuple[Thing, ...]:
        """At most three things that a text may have meant, the publisher's own first."""
        name = _forms(text)[-1]
        if len(name) < 2:
            return ()
        scored = [(self._score(name, thing), thing) for thing in self.things]
        close = [(score, thing) for score, thing in scored if score >= _CLOSE]
        close.sort(key=lambda pair: (-pair[0], not pair[1].is_own, pair[1].code))
        return tuple(thing for _, thing in close[:_NEAR])

    def near_code(self, code: str) -> tuple[Thing, ...]:
        """At most three things whose codes a text is nearly the same as, the nearest first."""
        text = flat(code)
        scored = [(_likeness(text, flat(thing.code)), thing) for thing in self.things]
        close = [(score, thing) for score, thing in scored if score >= _CLOSE_ID]
        close.sort(key=lambda pair: (-pair[0], not pair[1].is_own, pair[1].code))
        return tuple(thing for _, thing in close[:_NEAR])

    @staticmethod
    def _score(name: str, thing: Thing) -> float:
        words = {_forms(text)[-1] for text in (thing.title, *thing.aliases)} - {""}
        scores = [1.0 if name in word else _likeness(name, word) for word in words]
        of_ids = (_likeness(name, flat(id_)) for id_ in thing.ids)
        return max([*scores, *(score for score in of_ids if score >= _CLOSE_ID)], default=0.0)


@dataclass(frozen=True)
class Names:
    """scopes: what fields may refer to. fields: lists of single fields, by the field's name.

    offered: what fields of free text are often filled with, by the field's name.
    """

    scopes: Mapping[str, NameList] = field(default_factory=dict)
    fields: Mapping[str, NameList] = field(default_factory=dict)
    offered: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, name: str, refers: str | None) -> NameList | None:
        """The list for a field, None where any text will do."""
        return self.fields.get(name) or self.scopes.get(refers or "")

    def things_of(self, name: str) -> NameList | None:
        """The list for a field that names a thing of the registry, None for codes of a chart."""
        listed = self.fields.get(name)
        return listed if any(listed is one for one in self.scopes.values()) else None

    def title(self, code: str, name: str) -> str:
        """What the list of a field calls a code; the code itself where it has none."""
        listed = self.things_of(name)
        thing = listed.by_code.get(code) if listed is not None else None
        return thing.title if thing is not None else code


NO_NAMES = Names()


def flat(text: str) -> str:
    """A name as it is compared: without blanks and brackets, one form of each character."""
    return _BESIDE.sub("", unicodedata.normalize("NFKC", text)).casefold()


def _likeness(name: str, word: str) -> float:
    return difflib.SequenceMatcher(None, name, word).ratio()


def _key(code: str) -> str:
    """The letters and figures of a code, without what stands between them."""
    plain = unicodedata.normalize("NFKC", code).casefold()
    return "".join(char for char in plain if char.isalnum())


def _forms(text: str) -> tuple[str, ...]:
    """A name as it is compared, and without what may stand behind it; the whole one first."""
    name = flat(text)
    return (name, *(name.removesuffix(end) for end in _ENDS if name.endswith(end)))


def path_names(path: str) -> tuple[str, ...]:
    """`太平镇 › 柳塘村 › 一组` -> 一组, 柳塘村一组, 太平镇柳塘村一组."""
    steps = [step.strip() for step in path.split("›")]
    return tuple("".join(steps[start:]) for start in range(len(steps) - 1, -1, -1))


def listed(titles: Mapping[str, str]) -> NameList:
    """The list of plain codes with their titles."""
    return NameList(tuple(Thing(code, title) for code, title in titles.items()), is_closed=True)


def labels(things: Iterable[Thing]) -> str:
    """Things as a question offers them; what tells them apart in front of those of one title."""
    all_things = tuple(things)
    titles = [thing.title for thing in all_things]
    return "、".join(
        f"{thing.note} {thing.label}"
        if titles.count(thing.title) > 1 and thing.note
        else thing.label
        for thing in all_things
    )
