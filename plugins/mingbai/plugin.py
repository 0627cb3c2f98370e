"""A Site -> Pelican's writer, task by task. With writing.py and publish/rendering.py on Pelican."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any, Literal

import jinja2
import nh3
from markupsafe import Markup
from pelican import signals
from pelican.contents import Article, Content
from pelican.contents import Page as ProsePage
from pelican.generators import Generator
from pelican.readers import MarkdownReader, Readers

from mingbai import portal
from mingbai.build import build
from mingbai.check import prose
from mingbai.kinds import KINDS
from mingbai.model import Download, Edition, JoinedFile, Site, Task
from mingbai.page import assets, catalogues
from mingbai.page.addresses import file_name, page_url
from mingbai.page.catalogues import Language
from mingbai.page.formats import FILTERS
from mingbai.tasks import BuildPlace, Made, Product, TaskRecord, Work, digest
from mingbai.writing import PelicanPress, PortalWriter, folded_name

# A template is named by its path below one of these, or below the theme's `templates`:
# `accounts/pages/book.html`, `components/mark/template.html`.
TEMPLATE_FOLDERS = (Path(__file__).parent / "kinds", Path(__file__).parent / "page")
# What prose may hold: no picture, for no page asks anything of elsewhere.
_TAGS = nh3.ALLOWED_TAGS - {"area", "img", "map"}
_SCHEMES = {"http", "https", "mailto", "tel"}
ENVIRONMENT: Mapping[str, Any] = {
    "autoescape": True,
    "auto_reload": False,  # no template changes while a site is built
    "undefined": jinja2.StrictUndefined,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "extensions": [],
}


class ProseReader(MarkdownReader):  # type: ignore[misc]  # Pelican ships no types
    """Pelican's reader of Markdown, of which Pelican learns what `check.prose` names alone.

    A draft is skipped: it becomes no page and is in no list.
    """

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """(HTML, metadata) of one file."""
        if prose.front_matter(Path(source_path).read_text("utf-8")).is_draft:
            return "", {"title": prose.DRAFT, "date": datetime(2000, 1, 1), "status": "skip"}  # noqa: DTZ001
        content, metadata = super().read(source_path)
        left_out = {"status", "lang"}  # a text is published, in the language of the site
        return content, {k: v for k, v in metadata.items() if k in prose.NAMED - left_out}


@dataclass(frozen=True)
class ShareOutcome:
    """What one process made. made: every task that it did. kept: which of them it did not make.

    products: what it made for pages to read. subjects: things that have panels.
    """

    made: Sequence[Made]
    kept: frozenset[str]
    products: Mapping[str, Product]
    subjects: frozenset[tuple[str, str]]


def _silent(done: int, of: int) -> None:
    """Where nobody looks on."""
    del done, of


def _nobody() -> Sequence[ShareOutcome]:
    return ()


@dataclass
class Share:
    """What one process has to do of a build, and what it has done.

    standing: the site that is there, with its record and base as in `tasks.TaskRecord`. claims: a
    folder in which the first process that comes to a task enters it; None where one does all.
    others: waits for the other processes; None in these, which leave the closing tasks to the
    first. told: called after each task with how many are done, of how many. site: of the data,
    where it was checked already. outcome: at the end.
    """

    standing: Path = Path(os.devnull)
    record: TaskRecord | None = None
    base: str = ""
    claims: Path | None = None
    others: Callable[[], Sequence[ShareOutcome]] | None = _nobody
    told: Callable[[int, int], None] = _silent
    site: Site | None = None
    outcome: ShareOutcome | None = None

    def takes(self, task: Task | JoinedFile) -> bool:
        """Whether this process is the first that comes to the task."""
        if self.claims is None:
            return True
        name = hashlib.sha256(task.key.encode()).hexdigest()
        try:
            os.close(os.open(self.claims / name, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        except FileExistsError:
            return False
        return True


class PortalGenerator(Generator):  # type: ignore[misc]  # Pelican ships no types
    """Checks and builds in `__init__`: an error there ends the run before anything is written."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        languages = self._languages()
        as_of = self.settings["MINGBAI_AS_OF"]
        self.share: Share = self.settings.get("MINGBAI_SHARE") or Share()
        self.site: Site = self.share.site or build(
            Path(self.settings["MINGBAI_DATA"]),
            as_of=date.fromisoformat(as_of) if as_of else None,
            prose=Path(self.settings["PATH"]),
        )
        self.context["portal"] = portal.shell(
            KINDS, self.site.edition, assets.version(*self._themes()), languages
        )
        self.context["panels"] = ()

    def generate_output(self, writer: PortalWriter) -> None:
        """Do the tasks of this process; raises ValueError for a panel without its page."""
        share = self.share
        work = self._work(share, writer)
        edition = self.site.edition
        joined = portal.joined_files(KINDS, edition)
        tasks: list[Task | JoinedFile] = [
            *joined,
            *portal.tasks(KINDS, edition, self._prose(), self.context["portal"].languages),
            self._theme(),
        ]
        made: list[Made] = []
        for done, task in enumerate(tasks, start=1):
            if share.takes(task):
                made.append(work.join(task) if isinstance(task, JoinedFile) else work.do(task))
                share.told(done, len(tasks))
        outcome = _outcome(work, made)
        if share.others is not None:
            outcome = self._closed(work, _together(outcome, *share.others()))
        share.outcome = outcome

    def _work(self, share: Share, writer: PortalWriter) -> Work:
        if share.record is not None:
            of_tasks = (made.files for made in share.record.tasks.values())
            writer.known = {name: file for files in of_tasks for name, file in files.items()}
        return Work(
            edition=self.site.edition,
            press=PelicanPress(self.env, writer, self.context),
            place=BuildPlace(share.standing, Path(self.output_path), share.record),
            sources=portal.panel_tasks(KINDS, self.site.edition),
            base=share.base,
            shell=digest(replace(self.context["portal"], as_of=None)),
        )

    def _theme(self) -> Task:
        """The files of the theme, which the base of a record speaks of."""
        return Task("theme", partial(_assets, *self._themes()))

    def _themes(self) -> tuple[Path, Path | None]:
        """The theme of the program, and a county's own files of it where it has some."""
        overrides = self.settings.get("MINGBAI_OVERRIDES")
        return Path(self.settings["THEME"]), Path(overrides) if overrides else None

    def _languages(self) -> tuple[Language, ...]:
        """Those of the program and of the county; raises LanguageRefused where one is wrong."""
        return catalogues.languages(self._themes()[1])

    def _closed(self, work: Work, outcome: ShareOutcome) -> ShareOutcome:
        """With the tasks that tell of all others; whether every file and panel has its place."""
        files = {made.key: _told(made) for made in outcome.made}
        closing = [work.do(task) for task in portal.closing_tasks(KINDS, files)]
        whole = _together(outcome, _outcome(work, closing))
        names: set[str] = set()
        for name in (name for made in whole.made for name in made.files):
            folded = folded_name(name)
            if folded in names:
                raise ValueError(f"two outputs share one name: {name}")
            names.add(folded)
        placed = {subject for made in whole.made for subject in made.subjects}
        if unplaced := whole.subjects - placed:
            raise ValueError(f"panels without a page: {sorted(unplaced)[:5]}")
        return whole

    def _prose(self) -> tuple[portal.Prose, ...]:
        """The prose that Pelican read from content/: pages, then notices, newest first."""
        contents = [*self.context["pages"], *self.context["articles"]]
        return tuple(
            portal.Prose(
                url="/" + item.url,
                title=str(item.title),
                kind=_kind(item),
                metadata={k: str(v) for k, v in item.metadata.items()},
                body=Markup(item.content),  # noqa: S704  # sanitised when it was read
                published=item.date.date() if hasattr(item, "date") else None,
            )
            for item in contents
        )


def _outcome(work: Work, made: Sequence[Made]) -> ShareOutcome:
    kept_keys = frozenset(work.kept & {one.key for one in made})
    return ShareOutcome(made, kept_keys, work.products, frozenset(work.subjects()))


def _together(*outcomes: ShareOutcome) -> ShareOutcome:
    """The outcome of all processes, tasks in the order of their keys."""
    made = sorted((one for o in outcomes for one in o.made), key=lambda one: one.key)
    return ShareOutcome(
        made=made,
        kept=frozenset[str]().union(*(o.kept for o in outcomes)),
        products={key: one for o in outcomes for key, one in o.products.items()},
        subjects=frozenset[tuple[str, str]]().union(*(o.subjects for o in outcomes)),
    )


def _told(made: Made) -> list[portal.MadeFile]:
    """The files of a task, as closing tasks tell of them."""
    unlisted = {file_name(url) for url in made.unlisted}
    return [
        portal.MadeFile(f"/{name}", f.size, f.sha256, "" if name in unlisted else page_url(name))
        for name, f in made.files.items()
    ]


def _assets(theme: Path, overrides: Path | None, _: Edition) -> Iterator[Download]:
    for name, body in assets.assets(theme, overrides):
        yield Download(f"/{name}", partial(bytes, body))


def _kind(content: Content) -> Literal["page", "decision", "notice"]:
    if isinstance(content, Article):
        return "notice"
    return "decision" if content.slug.startswith("decisions/") else "page"


def _sanitise(content: Content) -> None:
    """Remove scripts and unsafe HTML from prose."""
    if isinstance(content, Article | ProsePage) and content._content:
        content._content = nh3.clean(content._content, tags=_TAGS, url_schemes=_SCHEMES)


def _generators(_: object) -> type[PortalGenerator]:
    return PortalGenerator


def _writer(_: object) -> type[PortalWriter]:
    return PortalWriter


def _readers(readers: Readers) -> None:
    """Texts end in `.md`, as `check.prose` reads them; nothing else in content/ becomes a page."""
    readers.reader_classes = {"md": ProseReader, "static": readers.reader_classes["static"]}


def register() -> None:
    """Connect to Pelican's signals. Nothing else: an error here would only be logged."""
    signals.readers_init.connect(_readers)
    signals.get_generators.connect(_generators)
    signals.get_writer.connect(_writer)
    signals.content_object_init.connect(_sanitise)


def settings() -> dict[str, Any]:
    """The settings in pelicanconf.py that Mingbai depends on."""
    return {
        "JINJA_ENVIRONMENT": dict(ENVIRONMENT),
        "JINJA_FILTERS": dict(FILTERS),
        "THEME_TEMPLATES_OVERRIDES": [str(folder) for folder in TEMPLATE_FOLDERS],
    }
