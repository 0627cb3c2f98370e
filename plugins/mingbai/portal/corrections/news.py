"""Releases -> corrections as pages, lists and feeds tell them: one for each thing of a version."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from mingbai.check.answers import correction_id
from mingbai.history.releases import ReleasedVersion
from mingbai.model import Edition, Kind
from mingbai.page import period_zh
from mingbai.portal.corrections.addresses import change_url
from mingbai.portal.corrections.things import ChangeLine, change_lines, in_order


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """What a version corrected of one thing, or of the package itself.

    thing: (scope, id), None where it is about the package. place: a place code, None where it
    belongs to none. kind: its title; period: in words. lines: what was wrong first. url: where this
    is told for ever.
    """

    release: ReleasedVersion
    thing: tuple[str, str] | None
    title: str
    kind: str
    period: str
    place: str | None
    lines: tuple[ChangeLine, ...]
    url: str

    @property
    def day(self) -> date:
        """The day on which it entered the log."""
        return self.release.entry.released

    @property
    def ids(self) -> tuple[str, ...]:
        """The lasting ids of its corrections, each once."""
        package = self.release.entry.package
        numbers = dict.fromkeys(c.number for line in self.lines if (c := line.correction))
        return tuple(correction_id(package, number) for number in numbers)

    @property
    def first(self) -> ChangeLine:
        """What was wrong."""
        return self.lines[0]

    @property
    def reason(self) -> str:
        """Why, by the first line that says it."""
        return next(f"{c.reason}：{c.words}" for line in self.lines if (c := line.correction))

    @property
    def decided_by(self) -> str:
        """The post that decided it."""
        return next(c.decided_by for line in self.lines if (c := line.correction))


def corrected(kinds: Sequence[Kind], edition: Edition) -> tuple[CorrectionLine, ...]:
    """Every correction and withdrawal, the newest first; changes of registers are none.

    They are found once for an edition: lists, panels, feeds and places all tell of them.
    """
    return edition.shared(_Corrected(tuple(kind.name for kind in kinds), kinds))


@dataclass(frozen=True)
class _Corrected:
    """What finds the corrections of some kinds; the names of the kinds tell it from another."""

    names: tuple[str, ...]
    kinds: Sequence[Kind] = field(compare=False, repr=False)

    def __call__(self, edition: Edition) -> tuple[CorrectionLine, ...]:
        by_name = {kind.name: kind for kind in self.kinds}
        news = [
            line
            for release in edition.corrections
            for line in of_release(release, by_name[release.entry.kind], edition)
            if any(change.correction for change in line.lines)
        ]
        return tuple(sorted(news, key=lambda line: (line.day, line.release.number), reverse=True))


def of_release(
    release: ReleasedVersion, kind: Kind, edition: Edition
) -> tuple[CorrectionLine, ...]:
    """What a version changed, thing by thing, in the order in which they stand in its tables.

    Pages, panels and feeds ask for the same: made once an edition.
    """
    known = edition.shared(_known)
    key = (release.entry.package, release.order)
    if key not in known:
        known[key] = tuple(_of_release(release, kind, edition))
    return known[key]


def _known(_: Edition) -> dict[tuple[str, int], tuple[CorrectionLine, ...]]:
    """What was asked for so far, by package and order of the version."""
    return {}


def _of_release(release: ReleasedVersion, kind: Kind, edition: Edition) -> Iterator[CorrectionLine]:
    by_thing: dict[tuple[str, str] | None, list[ChangeLine]] = {}
    for line in change_lines(release, kind, edition):
        by_thing.setdefault(line.thing, []).append(line)
    for thing, lines in by_thing.items():
        yield CorrectionLine(
            release=release,
            thing=thing,
            title=lines[0].title,
            kind=kind.title,
            period=period_zh(release.entry.period),
            place=_place(thing, release, edition),
            lines=in_order(lines),
            url=f"{change_url(release)}#{anchor(thing)}",
        )


def anchor(thing: tuple[str, str] | None) -> str:
    """The anchor of what is told of a thing on the page of a version."""
    return "-".join(thing) if thing else "package"


def _place(thing: tuple[str, str] | None, release: ReleasedVersion, edition: Edition) -> str | None:
    """The place of the thing's page; for what has none, that of the publisher."""
    county = edition.county
    if thing is not None and thing[0] == "place":
        return thing[1]
    if thing is not None and thing[0] == "book":
        return str(county.books.at[thing[1], "place_code"])
    publisher = release.entry.publisher
    if publisher not in county.agencies.index:
        return None
    return str(county.agencies.at[publisher, "place_code"])
