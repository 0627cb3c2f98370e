"""All pages, files and panels of a portal, and the tasks by which they are made.

One list says what the portal consists of besides the kinds: pages, downloads and tasks follow it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, groupby

from mingbai.model import (
    Download,
    Edition,
    JoinedFile,
    Kind,
    Page,
    Panel,
    PanelTasks,
    Subject,
    Task,
)
from mingbai.page import catalogues
from mingbai.page.catalogues import Language
from mingbai.portal import (
    api,
    ask,
    calendars,
    clock_pages,
    clock_panels,
    corrections,
    datasets,
    discovery,
    feeds,
    glance,
    languages,
    limits,
    log,
    reconcile,
    search,
    since,
    town_pages,
    verify,
)
from mingbai.portal.datasets import MadeFile
from mingbai.portal.doors import door_pages
from mingbai.portal.home import home
from mingbai.portal.lists import list_pages
from mingbai.portal.news import changes
from mingbai.portal.prose import Prose, prose_pages, published_notices
from mingbai.portal.rules import downloads as rule_downloads
from mingbai.portal.rules import rule_pages

EDITION_URL = "/edition.json"
Kinds = Sequence[Kind]


def _search_files(kinds: Kinds, edition: Edition) -> Iterator[Download]:
    """The index of all names, of what stands around the kinds, and of people's words for them."""
    words = edition.county.registry.frame("synonyms")
    synonyms = tuple(zip(words["word"], words["means"], strict=True))
    names = (*edition.names.values(), *search.places.names(kinds, edition))
    months = search.months_of(edition.disclosures)
    return search.downloads(names, edition.scopes, synonyms, months)


def _nothing(_: Kinds, __: Edition) -> Iterator[Download]:
    return iter(())


@dataclass(frozen=True)
class _Section:
    """A part of the portal. pages: of the kinds that have data; downloads: of all kinds."""

    name: str
    pages: Callable[[Kinds, Edition], Iterable[Page]]
    downloads: Callable[[Kinds, Edition], Iterable[Download]] = _nothing

    def make(self, kinds: Kinds, edition: Edition) -> Iterator[Page | Download]:
        """All of it."""
        yield from self.pages(_filled(kinds, edition), edition)
        yield from self.downloads(kinds, edition)


_SECTIONS = (
    _Section("home", lambda kinds, edition: (home(kinds, edition),)),
    _Section("doors", door_pages),
    _Section("changes", changes),
    _Section("corrections", corrections.pages, lambda _, edition: corrections.downloads(edition)),
    _Section(
        "clock",
        lambda _, edition: clock_pages.clock_pages(edition),
        lambda _, edition: calendars.downloads(edition),
    ),
    _Section("glance", glance.pages),
    _Section("rules", rule_pages, rule_downloads),
    _Section("limits", lambda _, __: limits.pages()),
    _Section(
        "reconcile",
        lambda _, edition: reconcile.pages(edition),
        lambda _, edition: reconcile.downloads(edition),
    ),
    _Section("log", log.pages, lambda _, edition: log.downloads(edition)),
    _Section(
        "verify",
        lambda _, edition: verify.pages(edition),
        lambda _, edition: verify.downloads(edition),
    ),
    _Section("discovery", lambda _, __: (), lambda _, edition: discovery.downloads(edition)),
    _Section("ask", lambda _, edition: ask.pages(edition)),
    _Section("search", list_pages, _search_files),
    _Section(
        "edition",
        lambda _, __: (),
        lambda _, edition: (Download(EDITION_URL, partial(_edition_file, edition)),),
    ),
)


def pages(kinds: Kinds, edition: Edition) -> Iterator[Page]:
    """Every page except prose, which Pelican reads; kinds without data have no pages.

    In other languages those of the program.
    """
    filled = _filled(kinds, edition)
    for section in _SECTIONS:
        yield from section.pages(filled, edition)
    for language in catalogues.shipped():
        yield from languages.pages(language, filled, edition)
    for slug in town_pages.towns(edition.county):
        yield from town_pages.town_pages(filled, slug, edition)
    yield from feeds.pages(filled, edition)
    yield from datasets.pages(filled, edition)
    for kind in filled:
        yield from _behind_door(kind, kind.pages(edition.tables[kind.name], edition))


def downloads(kinds: Kinds, edition: Edition) -> Iterator[Download]:
    """Every file that is not a page, except feeds."""
    for kind in kinds:
        yield from kind.downloads(edition.tables[kind.name], edition)
    yield from datasets.downloads(kinds, edition)
    yield from api.downloads(kinds, edition)
    for section in _SECTIONS:
        yield from section.downloads(kinds, edition)


def panels(kinds: Kinds, edition: Edition) -> Mapping[Subject, tuple[Panel, ...]]:
    """The panels of each thing, in their order; ValueError for one of a scope that none declares.

    What a kind says to be overdue the clock does not say again.
    """
    tasks_ = panel_tasks(kinds, edition)
    of_kinds = [_only_panels(_whole_panels(kind), edition) for kind in kinds]
    of_portal = [_only_panels(task, edition) for task in tasks_.of_portal]
    bands = ((p.subject, p.band) for p in chain.from_iterable(of_kinds))
    band_series = frozenset((subject, band.series) for subject, band in bands if band)
    every = chain.from_iterable(
        (*of_kinds, *of_portal, _only_panels(tasks_.of_clock(band_series), edition))
    )
    ordered = sorted(every, key=lambda p: (p.subject, p.order, p.title))
    unknown = {panel.subject[0] for panel in ordered} - set(edition.scopes)
    if unknown:
        raise ValueError(f"panels for things of scopes that no kind declares: {sorted(unknown)}")
    return {key: tuple(group) for key, group in groupby(ordered, key=lambda p: p.subject)}


def tasks(
    kinds: Kinds,
    edition: Edition,
    texts: Sequence[Prose],
    spoken: Sequence[Language] | None = None,
) -> Iterator[Task]:
    """All of a portal in tasks, the largest first; texts: all prose.

    spoken: the languages beside Chinese, None for those of the program.
    `closing_tasks` tell of the files of these.
    """
    for kind in kinds:
        yield from datasets.tasks(kinds, kind, edition)
    for kind in kinds:
        yield from api.tasks(kind, edition)
    for kind in kinds:
        yield from _tasks_of(kind, edition)
    yield Task("data/open", partial(datasets.make_open, kinds))
    yield Task("api", partial(api.make_index, kinds))
    yield Task("feeds", partial(_feeds, kinds, texts), given={"prose": tuple(texts)})
    for section in _SECTIONS:
        yield Task(section.name, partial(section.make, kinds))
    for language in catalogues.shipped() if spoken is None else spoken:
        key, given = f"languages/{language.code}", {"language": language}
        yield Task(key, partial(_abroad, language, kinds), given=given)
    for slug in town_pages.towns(edition.county):
        yield Task(f"clock/{slug}", partial(_town, kinds, slug))
    yield Task("prose", partial(_prose, texts), given={"prose": tuple(texts)})


def joined_files(kinds: Kinds, edition: Edition) -> tuple[JoinedFile, ...]:
    """Files that are joined of pieces, besides what tasks make."""
    towns = datasets.town_archives(kinds, edition)
    return (datasets.county_archive(kinds, edition), *towns)


def closing_tasks(kinds: Kinds, files: Mapping[str, Sequence[MadeFile]]) -> Iterator[Task]:
    """What tells of files that tasks have made. files: by the key of the task, in their order."""
    of_data = {key: tuple(made) for key, made in files.items() if key.startswith("data/")}
    given = {"files": tuple(sorted(of_data.items()))}
    yield Task("data", partial(datasets.make_index, kinds, of_data), given=given)
    pages_made = {one.page for made in files.values() for one in made if one.page}
    listed = tuple(sorted({*pages_made, datasets.URL}))
    yield Task("sitemap", partial(discovery.make_sitemap, listed), given={"pages": listed})


def panel_tasks(kinds: Kinds, edition: Edition) -> PanelTasks:
    """What adds to the pages of things: the kinds, the reconciled pairs, corrections, the clock."""
    return PanelTasks(
        of_kinds=tuple(task for kind in kinds for task in _panel_tasks_of(kind, edition)),
        of_portal=(
            Task("panels/since", partial(since.panels, kinds)),
            Task("panels/town", town_pages.town_panels),
            Task("panels/reconcile", reconcile.panels),
            Task("panels/files", datasets.town_file_panels),
            Task("panels/corrections", partial(corrections.panels, kinds)),
        ),
        of_clock=lambda said_before: Task(
            "panels/clock",
            partial(clock_panels.record_panels, said_before=said_before),
            given={"said_before": said_before},
        ),
    )


def _filled(kinds: Kinds, edition: Edition) -> list[Kind]:
    return [kind for kind in kinds if edition.has(kind.name)]


def _behind_door(kind: Kind, made: Iterable[Page]) -> Iterator[Page]:
    """Pages of a kind, which stand under its own door where they do not say another."""
    return (page if page.section else replace(page, section=kind.door) for page in made)


def _tasks_of(kind: Kind, edition: Edition) -> Iterator[Task]:
    """The tasks of a kind; one where it does not cut itself."""
    if kind.tasks is None or not edition.has(kind.name):
        yield Task(f"kinds/{kind.name}", partial(_whole, kind))
        return
    for task in kind.tasks(edition.tables[kind.name], edition):
        yield replace(task, key=f"kinds/{kind.name}/{task.key}", run=partial(_cut, kind, task.run))


def _whole(kind: Kind, edition: Edition) -> Iterator[Page | Download]:
    tables = edition.tables[kind.name]
    if edition.has(kind.name):
        yield from _behind_door(kind, kind.pages(tables, edition))
    yield from kind.downloads(tables, edition)


def _cut(
    kind: Kind,
    run: Callable[[Edition], Iterable[Page | Download | Panel]],
    edition: Edition,
) -> Iterator[Page | Download | Panel]:
    for one in run(edition):
        if isinstance(one, Page):
            yield from _behind_door(kind, (one,))
        else:
            yield one


def _panel_tasks_of(kind: Kind, edition: Edition) -> Iterator[Task]:
    """The panels of a kind; one task where it does not cut them itself."""
    if kind.panel_tasks is None or not edition.has(kind.name):
        yield _whole_panels(kind)
        return
    for task in kind.panel_tasks(edition.tables[kind.name], edition):
        yield replace(task, key=f"panels/{kind.name}/{task.key}")


def _whole_panels(kind: Kind) -> Task:
    return Task(f"panels/{kind.name}", partial(_panels_of, kind))


def _panels_of(kind: Kind, edition: Edition) -> Iterable[Panel]:
    return kind.panels(edition.tables[kind.name], edition)


def _only_panels(task: Task, edition: Edition) -> tuple[Panel, ...]:
    return tuple(one for one in task.run(edition) if isinstance(one, Panel))


def _abroad(language: Language, kinds: Kinds, edition: Edition) -> Iterator[Page]:
    return languages.pages(language, _filled(kinds, edition), edition)


def _town(kinds: Kinds, slug: str, edition: Edition) -> Iterator[Page]:
    return town_pages.town_pages(_filled(kinds, edition), slug, edition)


def _prose(texts: Sequence[Prose], edition: Edition) -> Iterator[Page]:
    return prose_pages(texts, edition.county)


def _feeds(kinds: Kinds, texts: Sequence[Prose], edition: Edition) -> Iterator[Page | Download]:
    """The page that offers feeds, and every feed; of all prose the notices are in them."""
    return feeds.make(kinds, edition, published_notices(texts, is_demo=edition.county.is_demo))


def _edition_file(edition: Edition) -> bytes:
    """What is published here: where, the day that it speaks of, its newest publication."""
    county, newest = edition.county, edition.disclosures[:1]
    document = {
        "portal": county.setting("portal_name"),
        "as_of": county.as_of.isoformat(),
        "newest": newest[0].published.isoformat() if newest else None,
        "is_demo": county.is_demo,
        "site_url": county.setting("site_url"),
    }
    return json.dumps(document, ensure_ascii=False).encode() + b"\n"


def feed_downloads(kinds: Kinds, edition: Edition, texts: Sequence[Prose]) -> Iterator[Download]:
    """Every feed; texts: all prose, of which the notices are in feeds."""
    notices = published_notices(texts, is_demo=edition.county.is_demo)
    yield from feeds.downloads(kinds, edition, notices)
