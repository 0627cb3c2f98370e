"""Rules and comparisons of a check -> rulings: what reads as it did is not asked again.

A question is a rule, a comparison between two kinds, or a frame that one of these reads. It is put
to an edition that notes what is read of it (`watched`); what it found is kept with the digest of
each thing read (`inputs`), and stands as long as all of them are as they were. A frame counts by
its rows, whatever was changed in what it is made from; where that has not changed either it need
not even be made.

A rule that reaches no further than a package (`Check.reach`) is put to the packages that changed,
if nothing else that it reads did.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import pandas as pd

from mingbai import fingerprints
from mingbai.check import Check, reconciliations
from mingbai.check.cache import Ruling, Rulings
from mingbai.check.reconciliations import Reconciliation
from mingbai.county import County, Frame
from mingbai.fingerprints import Contents
from mingbai.issues import Issue
from mingbai.model import Edition, Kind
from mingbai.read import Tables
from mingbai.tasks.content import digest
from mingbai.tasks.inputs import Digests
from mingbai.tasks.parts import SeenEdition, of_packages
from mingbai.tasks.watched import watched

FrameMaker = Callable[[Mapping[str, Tables], County], pd.DataFrame]
"""The tables of the kinds that are sound, and the county -> the rows of an offered frame."""

# What is sound at all: a frame of a kind that is not has no rows, whatever its files say.
_SOUND = "sound"
_OF_A_KIND = frozenset({"packages", "files", "table", "kind"})


@dataclass(frozen=True)
class Beforehand:
    """What a check knows before any rule is asked.

    earlier: of the check before. prints: the fingerprint of each package, by its path. contents:
    where the sha256 of a file is known from. sound: what is sound, in words that differ where
    frames differ for it. ids: of each scope, the digest of its ids.
    """

    earlier: Rulings
    prints: Mapping[str, str]
    contents: Contents | None
    sound: str
    ids: Mapping[str, str]


class Judge:
    """The rulings of one check.

    county: as it is without a judge; its offers are taken from `makers`, by `Frame.id`. tables: of
    the kinds that are sound.
    """

    def __init__(
        self,
        county: County,
        tables: Mapping[str, Tables],
        makers: Mapping[str, FrameMaker],
        known: Beforehand,
    ) -> None:
        offers = {id_: partial(self._made, id_, make) for id_, make in makers.items()}
        self.county = replace(county, offers=offers)
        self._tables, self._known = tables, known
        self._edition = Edition(
            county=self.county,
            tables=tables,
            disclosures=(),
            names={},
            scopes={},
            verdicts={},
            warnings=(),
        )
        others = {
            "frame": self._of_frame,
            "known": lambda scope: known.ids.get(scope, ""),
            _SOUND: lambda _: known.sound,
        }
        self._inputs = Digests(self._edition, others, known.prints, known.contents)
        self._packages = {
            kind: {p.path: fingerprints.words(known.prints[p.path], digest(p)) for p in of.packages}
            for kind, of in tables.items()
        }
        self._states = {kind: digest(prints) for kind, prints in self._packages.items()}
        self._before = {kind: digest(dict(p)) for kind, p in known.earlier.packages.items()}
        self._changed: dict[str, Tables] = {}
        self._rulings = dict(known.earlier.by_question)

    @property
    def rulings(self) -> Rulings:
        """Of this check, and of the one before what was not asked now."""
        earlier = self._known.earlier.packages
        return Rulings(self._rulings, {**earlier, **self._packages})

    def kind(self, kind: Kind) -> tuple[Issue, ...]:
        """What the rules of a kind find; where nothing was published they find nothing."""
        if not self._tables[kind.name].packages:
            return ()
        return tuple(issue for check in kind.checks for issue in self._rule(kind.name, check))

    def comparisons(self, some: Sequence[Reconciliation]) -> Iterator[Issue]:
        """A warning for each gap of these comparisons, each of which is read (`is_read`)."""
        for one in some:

            def compare(seen: Edition, one: Reconciliation = one) -> tuple[Issue, ...]:
                return tuple(reconciliations.gaps(one, seen.county))

            question = f"comparison {one.code}"
            ruling = self._standing(question)
            if ruling is None:
                ruling = self._asked(compare, self._tables)
                self._rulings[question] = ruling
            yield from ruling.issues

    def _rule(self, kind: str, check: Check) -> tuple[Issue, ...]:
        question = f"rule {kind} {check.rule.code}"
        earlier = self._rulings.get(question)

        def run(seen: Edition) -> tuple[Issue, ...]:
            return check.run(seen.tables[kind], seen.county).issues

        ruling = self._standing(question)
        if ruling is None and earlier is not None and self._is_of_packages(kind, check, earlier):
            ruling = self._of_changed(kind, run, earlier)
        if ruling is None:
            ruling = self._asked(run, self._tables)
        self._rulings[question] = replace(ruling, packages=self._states[kind])
        return ruling.issues

    def _standing(self, question: str) -> Ruling | None:
        """The earlier ruling, if everything that was read for it is as it was."""
        earlier = self._rulings.get(question)
        return earlier if earlier is not None and not any(self._differing(earlier)) else None

    def _differing(self, ruling: Ruling) -> Iterator[str]:
        """What was read and is not as it was, by its key."""
        return (key for key, was in ruling.reads.items() if self._digest(key) != was)

    def _is_of_packages(self, kind: str, check: Check, earlier: Ruling) -> bool:
        """Whether only packages of the kind changed, and the rule looks at each by itself."""
        if check.reach != "package" or earlier.packages != self._before.get(kind):
            return False
        return all(_is_own(key, kind) for key in self._differing(earlier))

    def _of_changed(
        self, kind: str, run: Callable[[Edition], tuple[Issue, ...]], earlier: Ruling
    ) -> Ruling:
        """Of packages that are as they were the earlier issues, of the others what is found now."""
        before = self._known.earlier.packages[kind]
        now = self._packages[kind]
        changed = frozenset(path for path, print_ in now.items() if before.get(path) != print_)
        unchanged = tuple(
            i for i in earlier.issues if _folder(i) in now and _folder(i) not in changed
        )
        if not changed:  # but some are gone
            return Ruling(self._digests(earlier.reads), unchanged)
        if kind not in self._changed:
            self._changed[kind] = of_packages(self._tables[kind], changed)
        asked = self._asked(run, {**self._tables, kind: self._changed[kind]})
        return Ruling(self._digests({**earlier.reads, **asked.reads}), (*unchanged, *asked.issues))

    def _asked(
        self, run: Callable[[Edition], tuple[Issue, ...]], tables: Mapping[str, Tables]
    ) -> Ruling:
        """What is found, with all that was read for it."""
        reads: dict[str, str] = {}
        edition = replace(self._edition, tables=tables)
        issues = run(_watched(edition, reads))
        return Ruling(self._digests(reads), issues)

    def _made(self, id_: str, make: FrameMaker, _: County) -> pd.DataFrame:
        """The rows of a frame, made once, with a note of them and of what they are made from.

        Of a kind that is not sound there are none; the clock's are made from all that is sound.
        """
        kind = id_.partition(".")[0]
        reads = {f"readable {kind}" if kind in self._tables else _SOUND: ""}
        seen = _watched(self._edition, reads)
        rows = make(seen.tables, seen.county)
        self._rulings[f"frame {id_}"] = Ruling(self._digests(reads), content=digest(rows))
        return rows

    def _of_frame(self, rest: str) -> str:
        """A frame by all of its rows, whichever of its columns are read."""
        id_ = rest.partition(" ")[0]
        ruling = self._standing(f"frame {id_}")
        if ruling is None:
            if id_ not in self.county.offers:
                return ""
            kind, name = id_.split(".")
            self.county.frame(Frame(kind, name, {}))
            ruling = self._rulings[f"frame {id_}"]
        return ruling.content

    def _digests(self, reads: Mapping[str, str]) -> dict[str, str]:
        return {key: self._digest(key) for key in reads}

    def _digest(self, key: str) -> str:
        """What stands at a key now; "" where its kind is not sound or not there."""
        word, _, rest = key.partition(" ")
        if word in _OF_A_KIND and rest.partition(" ")[0] not in self._tables:
            return ""
        return self._inputs.digest(key)


def _watched(edition: Edition, reads: dict[str, str]) -> Edition:
    """An edition that enters the key of everything that is read of it."""

    def note(key: str) -> None:
        reads.setdefault(key, "")

    return watched(SeenEdition(edition), note, is_asked_anew=True)


def _is_own(key: str, kind: str) -> bool:
    """Whether a key names tables, packages or folders of a kind."""
    word, _, rest = key.partition(" ")
    if word == "folder":
        return rest.startswith(f"{kind}/")
    return word in _OF_A_KIND and rest.partition(" ")[0] == kind


def _folder(issue: Issue) -> str:
    """The package of an issue, by its path."""
    return "/".join(issue.path.split("/")[:3])
