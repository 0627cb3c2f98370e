"""Tasks -> their files in the new site: kept where nothing was read anew, else made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from markupsafe import Markup

from mingbai.model import (
    Band,
    Download,
    Edition,
    JoinedFile,
    Page,
    Panel,
    PanelTasks,
    Subject,
    Task,
    Trouble,
)
from mingbai.page.addresses import addressed, file_name
from mingbai.tasks.content import digest
from mingbai.tasks.inputs import Digests
from mingbai.tasks.joined import FileRun, joining, made, placed, standing
from mingbai.tasks.origins import origin
from mingbai.tasks.record import LeftFile, Made, Product, TaskRecord
from mingbai.tasks.standing import Altered, is_as_left, keep
from mingbai.tasks.watched import watched

NEW = "new"  # why a task is made that the record does not know
SHELL = "shell"
_PREPARED = "prepared.html"  # of a panel whose text is written already


class Press(Protocol):
    """What writes pages and files."""

    def page(self, page: Page, panels: Sequence[Panel]) -> None:
        """Write a page with the panels that stand on it."""

    def text(self, panel: Panel) -> str:
        """A panel as HTML, without its heading."""

    def file(self, url: str, body: bytes) -> None:
        """Write a file."""

    def claim(self, name: str) -> None:
        """Say that a file of this name is in the new site already; ValueError where it was."""

    def written(self) -> dict[str, LeftFile]:
        """What was written since this was last asked, by name below the output folder."""


@dataclass(frozen=True)
class BuildPlace:
    """Where is built. standing: the site that is there. record: of that site, None if unknown."""

    standing: Path
    staging: Path
    record: TaskRecord | None


@dataclass
class Work:
    """One process's share of a build.

    base: as in `TaskRecord`. shell: the digest of what stands on every page. kept: keys of tasks
    whose files were taken from the standing site.
    """

    edition: Edition
    press: Press
    place: BuildPlace
    sources: PanelTasks
    base: str
    shell: str
    products: dict[str, Product] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)
    _panels: dict[Subject, list[Panel]] | None = None
    _digests: dict[Subject, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        others: Mapping[str, Callable[[str], str]] = {
            SHELL: lambda _: self.shell,
            "panels": lambda rest: self._digest_of(_subject(rest)),
        }
        self.inputs = Digests(self.edition, others)
        record = self.place.record
        self._record = record if record is not None and record.base == self.base else None

    def do(self, task: Task) -> Made:
        """The task as it now stands in the new site; why it was made, or that it was kept."""
        was = self._record.tasks.get(task.key) if self._record else None
        why = NEW if was is None else self._changed(was.reads, task)
        if was is not None and not why:
            try:
                files = keep(was.files, self.place.standing, self.place.staging)
            except Altered as altered:
                why = f"file {altered.name}"
            else:
                self.kept.add(task.key)
                return replace(was, files=files)
        return self._make(task, why, was)

    def join(self, joined: JoinedFile) -> Made:
        """As `do`, of a file whose runs are made or kept one by one."""
        file = self._standing_file(joined)
        runs = [self._file_run(piece, file) for piece in joined.pieces]
        self.products |= {product.key: product for product in placed(runs)}
        return self.do(joining(joined, runs))

    def subjects(self) -> set[Subject]:
        """Things that have panels."""
        return set(self._all_panels())

    def _make(self, task: Task, why: str, was: Made | None) -> Made:
        """Run a task. was: as it was last made; files of it whose origin is the same are taken."""
        reads: set[str] = set()
        subjects: list[Subject] = []
        unlisted: list[str] = []
        files = _Files(self.press, self.place, was)
        pages = 0
        for one in task.run(watched(self.inputs.seen(task.part), reads.add)):
            if isinstance(one, Download):
                self._leave(one, files)
            elif isinstance(one, Page):
                pages += 1
                reads.add(SHELL)
                self._write(one, reads, files)
                if one.subject:
                    subjects.append(one.subject)
                if not one.is_indexed:
                    unlisted.append(one.url)
            else:
                raise TypeError(f"{task.key} yields {type(one)}")
        reads_now = self._reads(reads, task)
        self.inputs.seen(task.part).release()
        return Made(
            key=task.key,
            reads=reads_now,
            files=files.left,
            subjects=tuple(subjects),
            pages=pages,
            unlisted=tuple(unlisted),
            origins=files.origins,
            why=why,
        )

    def _leave(self, file: Download, files: _Files) -> None:
        made_from = None if file.made_from is None else origin(file.made_from)
        name = addressed(file.url).removeprefix("/")
        files.leave(name, made_from, lambda: self.press.file(file.url, file.body()))

    def _write(self, page: Page, reads: set[str], files: _Files) -> None:
        panels: Sequence[Panel] = ()
        if page.subject:
            reads.add(f"panels {' '.join(page.subject)}")
            panels = self._all_panels().get(page.subject, ())
        if page.is_daily or any(panel.is_daily for panel in panels):
            page = replace(page, is_daily=True)
            reads.add("day")
        day = self.edition.county.as_of if page.is_daily else None
        made_from = origin((page, panels, self.shell, day))
        files.leave(file_name(page.url), made_from, lambda: self.press.page(page, panels))

    def _reads(self, keys: Iterable[str], task: Task) -> dict[str, str]:
        given = {f"given {name}": digest(value) for name, value in task.given.items()}
        return given | {key: self.inputs.digest(key, task.part) for key in sorted(keys)}

    def _changed(self, reads: Mapping[str, str], task: Task) -> str:
        """The first of what was read that is not as it was; "" where nothing has changed."""
        given = {f"given {name}": digest(value) for name, value in task.given.items()}
        given_reads = {key: value for key, value in reads.items() if key.startswith("given ")}
        if given != given_reads:
            changed = (
                key for key in {**given, **given_reads} if given.get(key) != given_reads.get(key)
            )
            return next(changed)
        others = (key for key in reads if not key.startswith("given "))
        return next((k for k in others if self.inputs.digest(k, task.part) != reads[k]), "")

    def _all_panels(self) -> Mapping[Subject, Sequence[Panel]]:
        """The panels of each thing in their order, with their texts written."""
        if self._panels is None:
            of_kinds = [self._product(task) for task in self.sources.of_kinds]
            of_portal = [self._product(task) for task in self.sources.of_portal]
            subjects = frozenset[tuple[Subject, str]]().union(*map(_said, of_kinds))
            products = [*of_kinds, *of_portal, self._product(self.sources.of_clock(subjects))]
            by_subject: dict[Subject, list[Panel]] = {}
            for product in products:
                for key, panels in product.document.items():
                    by_subject.setdefault(_subject(key), []).extend(_panel(key, p) for p in panels)
            for panels in by_subject.values():
                panels.sort(key=lambda panel: (panel.order, panel.title))
            self._panels = by_subject
        return self._panels

    def _digest_of(self, subject: Subject) -> str:
        """What stands on the page of a thing."""
        if subject not in self._digests:
            self._digests[subject] = digest(self._all_panels().get(subject, ()))
        return self._digests[subject]

    def _product(self, task: Task) -> Product:
        """The panels of one source: as they were, where nothing was read anew."""
        was = self._record.products.get(task.key) if self._record else None
        if was is None or self._changed(was.reads, task):
            reads: set[str] = set()
            document: dict[str, list[dict[str, Any]]] = {}
            for panel in task.run(watched(self.inputs.seen(task.part), reads.add)):
                if not isinstance(panel, Panel):
                    raise TypeError(f"{task.key} yields {type(panel)}")
                if panel.subject[0] not in self.edition.scopes:
                    raise ValueError(f"a panel for a scope that no kind declares: {panel.subject}")
                panel_document = _told(panel, self.press.text(panel))
                document.setdefault(" ".join(panel.subject), []).append(panel_document)
            was = Product(task.key, self._reads(reads, task), document)
            self.inputs.seen(task.part).release()
        self.products[task.key] = was
        return was

    def _standing_file(self, joined: JoinedFile) -> Path | None:
        """The file as it was left; None where it is not there or is another."""
        was = self._record.tasks.get(joined.key) if self._record else None
        name = joined.url.removeprefix("/")
        if was is None or name not in was.files:
            return None
        path = self.place.standing / name
        return path if is_as_left(path, was.files[name]) else None

    def _file_run(self, piece: Task, file: Path | None) -> FileRun:
        was = self._record.products.get(piece.key) if self._record else None
        if was is not None and file is not None and not self._changed(was.reads, piece):
            return standing(was, file)
        reads: set[str] = set()
        outcomes = piece.run(watched(self.inputs.seen(piece.part), reads.add))
        body = b"".join(one.body() for one in outcomes if isinstance(one, Download))
        product = Product(piece.key, self._reads(reads, piece), {})
        self.inputs.seen(piece.part).release()
        return made(product, body)


@dataclass
class _Files:
    """The files that a task leaves, in their order. origins: as in `Made`. was: the last time."""

    press: Press
    place: BuildPlace
    was: Made | None
    left: dict[str, LeftFile] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)

    def leave(self, name: str, made_from: str | None, write: Callable[[], None]) -> None:
        """Take a file of the standing site if its origin is this one, or else write it."""
        kept = self._kept(name, made_from) if made_from is not None else None
        if kept is None:
            write()
            self.left |= self.press.written()
        else:
            self.left[name] = kept
        if made_from is not None:
            self.origins[name] = made_from

    def _kept(self, name: str, made_from: str) -> LeftFile | None:
        if self.was is None or self.was.origins.get(name) != made_from:
            return None
        if not is_as_left(self.place.standing / name, self.was.files[name]):
            return None
        self.press.claim(name)
        return keep({name: self.was.files[name]}, self.place.standing, self.place.staging)[name]


def _subject(key: str) -> Subject:
    scope, _, id_ = key.partition(" ")
    return scope, id_


def _told(panel: Panel, text: str) -> dict[str, Any]:
    band = panel.band and {**asdict(panel.band)}
    if band:
        band |= {"due": band["due"].isoformat(), "as_of": band["as_of"].isoformat()}
    return {
        "order": panel.order,
        "title": panel.title,
        "text": text,
        "band": band,
        "trouble": panel.trouble and asdict(panel.trouble),
        "is_daily": panel.is_daily,
    }


def _panel(key: str, document: Mapping[str, Any]) -> Panel:
    band = document["band"]
    if band:
        days = {name: date.fromisoformat(band[name]) for name in ("due", "as_of")}
        band = Band(**{**band, **days})
    return Panel(
        subject=_subject(key),
        order=document["order"],
        title=document["title"],
        template=_PREPARED,
        view=Markup(document["text"]),  # noqa: S704  # written by our own templates
        band=band,
        is_daily=document["is_daily"],
        trouble=document["trouble"] and Trouble(**document["trouble"]),
    )


def _said(product: Product) -> frozenset[tuple[Subject, str]]:
    """What these panels say to be overdue."""
    return frozenset(
        (_subject(key), panel["band"]["series"])
        for key, panels in product.document.items()
        for panel in panels
        if panel["band"]
    )
