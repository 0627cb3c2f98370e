"""The workbooks on the desk and the newest main branch -> what the import says of each."""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path

from mingbai import workbook
from mingbai.build_day import build_day
from mingbai.county import County
from mingbai.desk import belonging, repository
from mingbai.desk.belonging import DeskData
from mingbai.desk.examination import Examination, examine
from mingbai.desk.parcels import Parcel, WorkFolder
from mingbai.desk.repository import CountyRepository, MainState, WorkTree
from mingbai.importing import CheckMemory
from mingbai.kinds import KINDS
from mingbai.preview import Preview
from mingbai.previewing import against
from mingbai.publish import Inputs

Say = Callable[[str], None]


@dataclass(frozen=True)
class DeskPlace:
    """What a desk works with. inputs: of the portal, its data the clerk's own, never written to.

    as_of: as the command takes it. memory: of the checks of this desk.
    """

    repository: CountyRepository
    work: WorkFolder
    inputs: Inputs
    as_of: str = ""
    memory: CheckMemory = field(default_factory=CheckMemory)

    @property
    def tree(self) -> WorkTree:
        """The work tree that workbooks are imported into."""
        return WorkTree(self.repository, self.work.tree)

    @property
    def data(self) -> DeskData:
        """The data folder in it, and the day that it is looked at on."""
        day = build_day(self.as_of, self.tree.data)
        return DeskData(self.tree.data, date.fromisoformat(day) if day else None, self.memory)

    @property
    def tree_inputs(self) -> Inputs:
        """The inputs of the portal with what was imported."""
        as_of = build_day(self.as_of, self.tree.data)
        return replace(self.inputs, data=self.tree.data, as_of=as_of)


@dataclass(frozen=True)
class Look:
    """What is on the desk. main: upon which it was imported. registry: of its data.

    waiting: titles of packages of which another handed in a version that is not published yet.
    """

    main: MainState
    registry: County
    examinations: tuple[Examination, ...]
    waiting: tuple[str, ...] = ()

    @property
    def ready(self) -> tuple[Examination, ...]:
        """Those that can be handed in."""
        return tuple(one for one in self.examinations if one.is_ready)


def silent(_words: str) -> None:
    """For whoever need not be told how far it is."""


def look(desk: DeskPlace, say: Say, main: MainState | None = None) -> Look:
    """Import every workbook on the desk anew. main: upon what; None asks for what is newest."""
    if main is None:
        say("看看别人交了什么")
        main = repository.newest_main(desk.repository)
    examinations = _examined(desk, main, desk.work.parcels(), say)
    if any(one.is_imported and not (one.is_ready or one.twin) for one in examinations):
        # what she declined must not lie in the tree with what she hands in
        ready = [one.parcels for one in examinations if one.is_ready]
        _examined(desk, main, tuple(parcel for parcels in ready for parcel in parcels), say)
    branches = {handed.branch for handed in desk.work.handed_in()}
    theirs = tuple(
        one.place.words
        for one in examinations
        if one.place is not None
        and not one.twin
        and repository.waiting(desk.repository, one.place.path) - branches
    )
    registry = workbook.registry_of(desk.tree.data, KINDS)
    return Look(main, registry, examinations, theirs)


def consequences(desk: DeskPlace, main: MainState) -> Preview:
    """What the site would say otherwise, with both portals in the work folder."""
    desk.work.site.mkdir(parents=True, exist_ok=True)
    with contextlib.redirect_stdout(io.StringIO()):  # what Pelican says is for no clerk
        preview = against(main.commit, desk.tree_inputs, folder=desk.work.site)
    return replace(preview, against="现在的网站")


def title_of(data: Path, place: str) -> str:
    """What a package calls itself; its path where it says nothing."""
    try:
        document = json.loads((data / place / "datapackage.json").read_text("utf-8-sig"))
    except (OSError, ValueError):
        return place
    return str(document.get("title", place)) if isinstance(document, dict) else place


def _examined(
    desk: DeskPlace, main: MainState, parcels: tuple[Parcel, ...], say: Say
) -> tuple[Examination, ...]:
    """What is said of each workbook; those of one place are imported together."""
    desk.tree.reset(main.commit)
    by_place: dict[str, list[Parcel]] = {}
    for parcel in map(partial(_completed, desk), parcels):
        place = belonging.place_of(parcel, desk.data)
        is_alone = place is None or workbook.refused(desk.work.file(parcel)) is not None
        by_place.setdefault(parcel.id if is_alone or place is None else place.path, []).append(
            parcel
        )
    examinations: dict[str, Examination] = {}
    for number, (path, group) in enumerate(by_place.items(), start=1):
        names = "、".join(parcel.name for parcel in group)
        say(f"读“{names}”，核对（{number}/{len(by_place)}）")
        version = repository.package_version(desk.repository, main.commit, path)
        first, *more = ((parcel, desk.work.file(parcel)) for parcel in group)
        seen = examine(*first, desk.data, version, more)
        for one in (seen, *seen.companions):
            examinations[one.parcel.id] = one
    return tuple(examinations[parcel.id] for parcel in parcels)


def _completed(desk: DeskPlace, parcel: Parcel) -> Parcel:
    """The parcel with what can be known of where it belongs, as it is kept."""
    known = belonging.completed(parcel, desk.work.file(parcel), desk.data)
    if known != parcel:
        desk.work.save(known)
    return known
