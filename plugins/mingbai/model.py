"""The types of the road: Kind, Disclosure, Page, Download, Name, Panel, Edition, Task, Site.

`declarations` collects what all kinds declare.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd

from mingbai.check import Check, Verdict
from mingbai.check.open_data import LeftOut, OpenPackage
from mingbai.check.reconciliations import Reconciled, Reconciliation
from mingbai.check.series import Events, Series
from mingbai.county import County, Frame, Threshold
from mingbai.exports import ExportBlock, ExportForm, ExportTables, Inquiry
from mingbai.history import corrections
from mingbai.history.log import Log
from mingbai.history.releases import ReleasedVersion
from mingbai.history.seals import Seal
from mingbai.issues import Issue
from mingbai.read import Package, Tables
from mingbai.schema import Schema, Schemas

T = TypeVar("T")
# A thing: its scope and its id.
Subject = tuple[str, str]
# The name of a table and some of its rows -> where each row stands.
RowUrls = Callable[[str, pd.DataFrame], Sequence[str | None]]


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What was published, about what, by whom, when: the unit of feeds, the clock and history.

    id: stable and unique in the portal (`accounts/990121100201-00/2026-06`). url: rooted (`/…/`,
    with the anchor). summary: one plain sentence. place: a place code, agency: a slug.
    """

    id: str
    package: Package
    url: str
    title: str
    summary: str
    published: date
    place: str | None = None
    agency: str | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """A sort of things that have ids: schemas `identify` and `refer` to it, readers search in it.

    title: what readers call such a thing. rank: where it stands among search results that match
    equally well, the lowest first; None where its things have no pages and are never searched for.
    is_numbered: looked up by number, not by name: left out of the A–Z, a part of the search index
    that is loaded only when needed, referred to by its number. has_id_rules: rules of its kind say
    which ids collide or are reserved, so that the general rules pass over it.
    """

    name: str
    title: str
    rank: int | None = None
    is_numbered: bool = False
    has_id_rules: bool = False


# The kinds themselves, by their names: what a catalogue of all disclosures refers to.
KIND_SCOPE = Scope("kind", "公开类别")


@dataclass(frozen=True, slots=True)
class Name:
    """A thing of a scope that others may refer to and readers may search for.

    scope: the name of a declared Scope. id: what references carry. note: what tells it from things
    of the same title. keys: more words it is found by (codes, short names).
    """

    scope: str
    id: str
    title: str
    url: str
    note: str = ""
    keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class States:
    """How the things of a scope stand: one function decides, all who show or count it ask.

    scope: a declared scope, of this kind or of another whose things it has pages of. decide: the
    kind's tables and the county -> by id, `word` (what is printed) and `tone` (of a Mark); one row
    a thing.
    """

    scope: str
    decide: Callable[[Tables, County], pd.DataFrame]


@dataclass(frozen=True, slots=True)
class Band:
    """What is overdue, said at the top of a page above all else.

    before: what was due and did not come; its overdue days follow it. due: the last day that it
    was due; days: calendar days since then on `as_of`. after: a sentence for readers of this page.
    series: what it speaks of (`accounts/months`), "" for all that is overdue.
    """

    before: str
    due: date
    days: int
    as_of: date
    after: str = ""
    series: str = ""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with a thing and has to be asked about: said above all else of its page.

    says: in a few words, a link to the section that tells more. amount: with its unit, "" for none.
    """

    says: str
    amount: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """A section that one kind adds to the page of a thing of another kind.

    subject: (scope, id). order: panels stand by it, then by title. template: of the adding kind;
    it reads `view` as a page's template does. band: what is overdue; it stands at the top of the
    page, not in the section. is_daily: whether another day makes it say something else. trouble:
    what of this section a reader must see first.
    """

    subject: Subject
    order: int
    title: str
    template: str
    view: Any
    band: Band | None = None
    is_daily: bool = False
    trouble: Trouble | None = None


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of 所在位置; the last has no url."""

    title: str
    url: str | None = None


HOME_CRUMB = Crumb("首页", "/")


@dataclass(frozen=True, slots=True)
class Page:
    """One page. url is rooted and ends in `/`; view is one dataclass: all its template may read.

    subject: the (scope, id) whose panels stand on this page. is_indexed: False keeps it out of
    search engines (person lists). section: the door it stands under in the main navigation; "" for
    a page of a kind is the kind's own door. band: what is overdue, above all else. is_daily:
    whether another day makes it say something else: such a page prints the day, no other does.
    may_keep: whether readers are offered to keep it for when there is no network.
    open_panels: how many of its panels stand open on a phone, the first ones.
    lang: the code of another language than Chinese that it stands in.
    """

    url: str
    template: str
    title: str
    view: Any
    description: str = ""
    crumbs: tuple[Crumb, ...] = ()
    section: str = ""
    subject: Subject | None = None
    feed: str | None = None
    is_indexed: bool = True
    band: Band | None = None
    is_daily: bool = False
    open_panels: int = 1
    may_keep: bool = False
    lang: str = ""

    @property
    def full_title(self) -> str:
        """The title, and what the page lies in: it tells contracts of one name apart."""
        above = self.crumbs[-2].title if len(self.crumbs) > 2 else ""
        return self.title if above in self.title else f"{self.title} · {above}"

    @property
    def summary(self) -> str:
        """The description, or what the page is called."""
        return self.description or f"{self.full_title}。"


@dataclass(frozen=True, slots=True)
class Download:
    """A file as it will stand in the output: rooted url, bytes made when asked for.

    made_from: a value that pickles and alone decides what the bytes are, so that the file of the
    standing site is taken where it is the same; None where nothing like it is known.
    """

    url: str
    body: Callable[[], bytes]
    made_from: object = None


@dataclass(frozen=True)
class KindPart:
    """A share of what a kind published: all that a task may see of that kind.

    name: unique in the kind. packages: the paths of its packages, seen with all their rows. scope,
    ids: its things; proofs, states and duties of others are not seen, nor what other kinds owe.
    year: that in which proofs and duties lie that are seen; "" for any.
    """

    kind: str
    name: str
    packages: frozenset[str]
    scope: str
    ids: frozenset[str]
    year: str = ""


@dataclass(frozen=True)
class Task:
    """Pages, files or panels of a portal that are made together, or kept together.

    key: unique in the portal. run: yields them; what it reads, it reads of the edition that it is
    given, for that says what was read: where nothing of it changes, the task is not run again.
    part: what it may see of a kind; None where it may see all. given: what `run` was made with
    besides and does not come from the edition, by name.
    """

    key: str
    run: Callable[[Edition], Iterable[Page | Download | Panel]]
    part: KindPart | None = None
    given: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class JoinedFile:
    """A file of a portal that is joined of runs of bytes, each made or kept by itself.

    key: unique in the portal. pieces: tasks that yield one Download each, whose body is a run. end:
    all runs in their order -> the bytes that come last. A run that was made before is taken out of
    the standing file.
    """

    key: str
    url: str
    pieces: tuple[Task, ...]
    end: Callable[[Sequence[bytes]], bytes]


@dataclass(frozen=True)
class PanelTasks:
    """Tasks that yield panels, in the order in which panels of one title stand on a page.

    of_clock: from what panels of kinds say to be overdue (the thing, `Band.series`), which the
    clock does not say again.
    """

    of_kinds: tuple[Task, ...]
    of_portal: tuple[Task, ...]
    of_clock: Callable[[frozenset[tuple[Subject, str]]], Task]


@dataclass(frozen=True)
class Edition:
    """Everything known once all data is sound: what pages are made from.

    verdicts: kind -> (check, verdict) in the order of its checks. names: (scope, id) -> Name.
    scopes: every declared Scope by its name, in the order of search results.
    states: scope -> how each of its things stands: by id, `word` and `tone`.
    dues: all that fell due, by the clock, with its state on `county.as_of` (clock.states).
    upcoming: what falls due in the months to come (clock.UPCOMING). reconciled: what kinds say of
    the same things, compared. open_data: sound packages of no kind;
    open_data_left_out: those that are not. row_urls: where each row of a
    kind's table stands (`Kind.row_urls`), by kind. log: all that was ever released; releases: the
    versions it speaks of, with what each changed; both empty before the first release. seals: of
    each package, by its path.
    """

    county: County
    tables: Mapping[str, Tables]
    disclosures: tuple[Disclosure, ...]
    names: Mapping[tuple[str, str], Name]
    scopes: Mapping[str, Scope]
    verdicts: Mapping[str, tuple[tuple[Check, Verdict], ...]]
    warnings: tuple[Issue, ...]
    dues: pd.DataFrame = field(default_factory=pd.DataFrame)
    states: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    reconciled: Reconciled = field(default_factory=Reconciled)
    upcoming: pd.DataFrame = field(default_factory=pd.DataFrame)
    open_data: tuple[OpenPackage, ...] = ()
    open_data_left_out: tuple[LeftOut, ...] = ()
    row_urls: Mapping[str, RowUrls] = field(default_factory=dict)
    log: Log = field(default_factory=Log)
    releases: tuple[ReleasedVersion, ...] = ()
    seals: Mapping[str, Seal] = field(default_factory=dict)
    _shared: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def shared(self, make: Callable[[Edition], T]) -> T:
        """What several pages look at, made once for this edition by a named function."""
        if make not in self._shared:
            self._shared[make] = make(self)
        return self._shared[make]  # type: ignore[no-any-return]

    @property
    def is_released(self) -> bool:
        """Whether anything was ever released."""
        return bool(self.releases)

    @property
    def corrections(self) -> tuple[ReleasedVersion, ...]:
        """The versions that corrected or withdrew what was public."""
        return tuple(r for r in self.releases if r.corrections or r.is_withdrawal)

    def has(self, kind: str) -> bool:
        """Whether this portal knows a kind and anything of it was ever published.

        A kind without data is not spoken of: no door, no page.
        """
        return kind in self.tables and bool(self.tables[kind].packages)

    def url(self, scope: str, id_: str) -> str | None:
        """Where a thing stands, or None if no kind of this portal has a page for it.

        A scope that nobody declares is a fault of code (ValueError).
        """
        if scope not in self.scopes:
            raise ValueError(f"no kind declares the scope {scope}")
        name = self.names.get((scope, id_))
        return name.url if name else None


def _nothing(tables: Tables, _: Any) -> Iterator[Any]:
    """Yields nothing, for what a kind leaves out."""
    del tables
    return iter(())


# What a kind's pages say in numbers, one row a figure. id: lasting and unique in the portal, from
# the thing's own key. title: what it is of, in words. value: whole hundredths of `unit`, as of all
# amounts, counts and points; absent where nothing can be said. url: where it stands.
FIGURE = {"id": "str", "title": "str", "value": "Int64", "unit": "str", "url": "str"}


def figure_rows(
    *, id_: pd.Series, title: pd.Series, value: pd.Series, unit: str, url: pd.Series | str
) -> pd.DataFrame:
    """Figures of one unit with the columns of FIGURE; all on one index."""
    frame = pd.DataFrame({"id": id_, "title": title, "value": value, "unit": unit, "url": url})
    return frame.reset_index(drop=True).astype(FIGURE)


def _no_rows(tables: Tables, _: Any) -> pd.DataFrame:
    """No rows, for what a kind leaves out."""
    del tables
    return pd.DataFrame()


def _no_codes(period: str) -> Mapping[str, Mapping[str, str]]:
    """No code lists, for a kind whose codes all stand in the data."""
    del period
    return {}


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula over the fields of its row, as a workbook computes it: `={opening}+{income}`.

    `{rate.column}` is the whole column of a field.
    """

    text: str


FirstValue = str | Decimal | Formula
FirstRows = Mapping[str, Sequence[Mapping[str, FirstValue]]]


@dataclass(frozen=True)
class Computed:
    """Columns of a table that follow from others, so that nobody has to fill them in.

    compute: the kind's tables, in which their blank cells are absent, and the county -> a frame on
    the table's index with these columns as text, absent where nothing follows. carried: those that
    the period before says, and the first period has to say itself.
    """

    table: str
    fields: tuple[str, ...]
    compute: Callable[[Tables, County], pd.DataFrame]
    carried: tuple[str, ...] = ()


def _no_first_rows(tables: Tables, county: County, publisher: str, period: str) -> FirstRows:
    """No rows, for a kind of which nothing is known beforehand."""
    del tables, county, publisher, period
    return {}


@dataclass(frozen=True)
class Offer:
    """Rows that a kind lets others read (`County.frame`), from its tables or measured from them.

    meaning: what one row is. columns: with their dtypes, as pandas writes them. make: the kind's
    tables, which may be empty, and the county -> a frame with at least these columns.
    """

    name: str
    meaning: str
    columns: Mapping[str, str]
    make: Callable[[Tables, County], pd.DataFrame]

    def rows(self, tables: Tables, county: County) -> pd.DataFrame:
        """The offered columns; ValueError where `make` does not keep what is declared."""
        frame = self.make(tables, county)[list(self.columns)]
        dtypes = {name: str(dtype) for name, dtype in frame.dtypes.items()}
        if dtypes != self.columns:
            raise ValueError(f"the frame {self.name} is {dtypes}, not {dict(self.columns)}")
        return frame


def rows_of(table: str) -> Callable[[Tables, County], pd.DataFrame]:
    """`Offer.make` of the rows of a table as they are."""
    return lambda tables, _: tables.frame(table)


@dataclass(frozen=True, slots=True)
class Front:
    """What a kind puts on the home page once it has published anything.

    entrance: the words that lead to it. lead: the sentence beside them. headline: the title of the
    home page, "" where this kind gives none. publishers: who publishes it besides the departments.
    """

    entrance: str
    lead: str
    headline: str = ""
    publishers: str = ""


@dataclass(frozen=True)
class Counted:
    """What a private list gives. rows: of the table, what is new. notes: what was not counted."""

    rows: pd.DataFrame
    issues: tuple[Issue, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class PrivateList:
    """A list that a clerk keeps and that is never published -> rows of a table that is.

    schema: the columns that are read; nothing else of the list is. table: of the kind's schemas.
    count: takes the rows as text (columns of schema, and `path`, `row` of each), the period that
    they cover, the publisher, what is published already, and the county.
    """

    schema: Schema
    table: str
    count: Callable[[pd.DataFrame, str, str, Tables, County], Counted]


@dataclass(frozen=True, slots=True)
class ThingFile:
    """Things that programs may ask for one by one: a file each, below the interface's address.

    path: the word in the address (`contracts`). title: one of them, with its measure word (份合同).
    tables: of the kind, whose rows about a thing stand in its file. lines: the address of a file
    with its lines, `{id}` in it, where they are too many; `{year}` where there is one a year.
    """

    path: str
    scope: str
    title: str
    tables: tuple[str, ...]
    lines: str = ""


@dataclass(frozen=True)
class ExportPlace:
    """Where exported sheets are imported. present: tables that the workbook itself has."""

    publisher: str
    period: str
    present: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Exports:
    """The sheets of other programs that a kind's tables are made of.

    scope: of the things that a sheet is of. endings: what their official names have behind the
    name, the longest first. build: the blocks of a workbook, the publisher's own tables of earlier
    periods and the county -> lines of tables; what cannot be known is asked.
    """

    forms: tuple[ExportForm, ...]
    scope: str
    endings: tuple[str, ...]
    build: Callable[[Sequence[ExportBlock], ExportPlace, Tables, County, Inquiry], ExportTables]


@dataclass(frozen=True, slots=True)
class PartNames:
    """What the parts of a thing are called, which a field of a kind names by their ids.

    field: of the kind. kind, table: whose rows are the parts; code, title: their columns. scope:
    of the thing that a part is of, in the column of its name: two things may call parts alike.
    """

    field: str
    kind: str
    table: str
    code: str
    title: str
    scope: str


@dataclass(frozen=True)
class Kind:
    """One kind of disclosure: a record of plain functions.

    name: its folder under `data/` and `kinds/` and its first URL segment. door: the main
    navigation entry its pages stand under (办事 村账 监督 数据 …). folder: where its README and
    templates are. names runs before pages: what it identifies. panels: sections for others' pages.
    downloads: extra files beside the packages that every kind publishes.
    dues: what had to be answered, done or published by when (columns of clock.DUE), done or not.
    series: what has to be published again and again. promises: what the county promised to publish,
    by kind and agency (columns of series.PROMISE): the catalogue's. figures: what its pages say in
    numbers (columns of FIGURE), so that it can be said which of them another state of data moves.
    tasks: how pages and downloads are cut, where they are not made as one: all tasks together yield
    what `pages` and `downloads` yield. panel_tasks: the same of `panels`.
    scopes: of the things that its tables identify or that `names` names. states: how the things of
    a scope stand. thresholds: every number
    of the county's rule set that its rules and pages ask for. offers: rows that other kinds may
    read. reads: rows of other kinds that its rules and pages read. reserved: words that its
    addresses use where an id could stand. row_urls: where each row of a table stands (its name,
    its frame), for findings of rules; None leads to what the row identifies. front: its part of
    the home page. batch_title: the title
    of several disclosures of one publisher and day in feeds, with `{publisher}`, `{count}`,
    `{title}` and `{period}`. is_reference: the one kind that all others stand on (places, agencies,
    rule set). private_list: what `mingbai counts` reads of a clerk's own list. codes: the code
    lists of a period that stand in the program: field name -> code -> what it is called.
    first_rows: what a publisher's workbook begins with in a period of which there is nothing yet,
    by table. computed: columns that an import fills in where they are blank. parts: names of parts
    of other kinds' things. posts: fields that posts of an office are offered for. things: what
    programs may ask for by its id. exports: sheets of other programs that its workbook may consist
    of.
    """

    name: str
    title: str
    title_en: str
    door: str
    summary: str
    folder: Path
    schemas: tuple[Schema, ...]
    checks: tuple[Check, ...]
    disclose: Callable[[Tables, County], Iterable[Disclosure]]
    pages: Callable[[Tables, Edition], Iterable[Page]]
    names: Callable[[Tables, County], Iterable[Name]] = _nothing
    panels: Callable[[Tables, Edition], Iterable[Panel]] = _nothing
    downloads: Callable[[Tables, Edition], Iterable[Download]] = _nothing
    tasks: Callable[[Tables, Edition], Iterable[Task]] | None = None
    panel_tasks: Callable[[Tables, Edition], Iterable[Task]] | None = None
    dues: Callable[[Tables, County], pd.DataFrame] = _no_rows
    series: tuple[Series | Events, ...] = ()
    promises: Callable[[Tables, County], pd.DataFrame] = _no_rows
    figures: Callable[[Tables, County], pd.DataFrame] = _no_rows
    scopes: tuple[Scope, ...] = ()
    states: tuple[States, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    offers: tuple[Offer, ...] = ()
    reads: tuple[Frame, ...] = ()
    reconciliations: tuple[Reconciliation, ...] = ()
    reserved: frozenset[str] = frozenset()
    row_urls: RowUrls | None = None
    front: Front | None = None
    batch_title: str = "{publisher}公开 {count} 项{title}（{period}）"
    is_reference: bool = False
    private_list: PrivateList | None = None
    codes: Callable[[str], Mapping[str, Mapping[str, str]]] = _no_codes
    first_rows: Callable[[Tables, County, str, str], FirstRows] = _no_first_rows
    computed: tuple[Computed, ...] = ()
    parts: tuple[PartNames, ...] = ()
    posts: frozenset[str] = frozenset()
    things: tuple[ThingFile, ...] = ()
    exports: Exports | None = None


def schemas_of(kinds: Iterable[Kind]) -> dict[str, Schemas]:
    """The tables that a package of each kind may have: its own, and its corrections."""
    return {kind.name: (*kind.schemas, corrections.SCHEMA) for kind in kinds}


@dataclass(frozen=True)
class Declarations:
    """What the kinds of a program declare, all together.

    scopes: by name, in the order of search results, those that are never searched for last.
    thresholds: sorted by key, each once. offers: by `Frame.id`, with the kind that makes them.
    reconciliations: of all kinds, in their order. reserved: words that no id may be. reference: the
    kind that all others stand on.
    """

    scopes: Mapping[str, Scope]
    thresholds: tuple[Threshold, ...]
    offers: Mapping[str, tuple[Kind, Offer]]
    reconciliations: tuple[Reconciliation, ...]
    reserved: frozenset[str]
    reference: Kind


def declarations(kinds: Sequence[Kind], others: Sequence[Scope] = ()) -> Declarations:
    """What these kinds declare; ValueError where one contradicts another or names what none has.

    others: scopes of the portal itself.
    """
    scopes = _scopes(kinds, others)
    offers = {f"{kind.name}.{o.name}": (kind, o) for kind in kinds for o in kind.offers}
    for kind in kinds:
        _refuse_tables_without_nature(kind)
        _refuse_unknown_scopes(kind, scopes)
        _refuse_what_is_not_offered(kind, offers)
    _refuse_what_is_decided_twice(kinds, scopes)
    return Declarations(
        scopes=scopes,
        thresholds=_thresholds(kinds),
        offers=offers,
        reconciliations=_reconciliations(kinds),
        reserved=frozenset(word for kind in kinds for word in kind.reserved),
        reference=_reference(kinds),
    )


def _scopes(kinds: Sequence[Kind], others: Sequence[Scope]) -> Mapping[str, Scope]:
    by_name = {scope.name: scope for scope in (KIND_SCOPE, *others)}
    for kind in kinds:
        for scope in kind.scopes:
            if by_name.setdefault(scope.name, scope) is not scope:
                raise ValueError(f"{kind.name}: the scope {scope.name} is declared already")
    ordered = sorted(by_name.values(), key=lambda s: (s.rank is None, s.rank or 0, s.name))
    return {scope.name: scope for scope in ordered}


def _refuse_tables_without_nature(kind: Kind) -> None:
    """Of every table it must be known what may become of its rows once they are published."""
    for schema in kind.schemas:
        if schema.nature is None:
            raise ValueError(f"{kind.name}/{schema.name}.json: nature is missing")


def _refuse_unknown_scopes(kind: Kind, scopes: Mapping[str, Scope]) -> None:
    for schema in kind.schemas:
        for field_ in schema.fields:
            for scope in (field_.identifies, field_.refers):
                if scope is not None and scope not in scopes:
                    where = f"{kind.name}/{schema.name}.json, {field_.name}"
                    raise ValueError(f"{where}: no kind declares the scope {scope}")


def _refuse_what_is_not_offered(kind: Kind, offers: Mapping[str, tuple[Kind, Offer]]) -> None:
    compared = (frame for r in kind.reconciliations for frame in r.frames)
    for frame in (*kind.reads, *compared):
        if frame.id not in offers:
            raise ValueError(f"{kind.name} reads {frame.id}, which no kind offers")
        offered = offers[frame.id][1].columns
        for column, dtype in frame.columns.items():
            if column not in offered:
                raise ValueError(f"{kind.name} reads {frame.id}, which has no column {column}")
            if dtype != offered[column]:
                what = f"{column} of {frame.id} as {dtype}, which is {offered[column]}"
                raise ValueError(f"{kind.name} reads {what}")


def _refuse_what_is_decided_twice(kinds: Sequence[Kind], scopes: Mapping[str, Scope]) -> None:
    """Of a declared scope one kind decides how its things stand, and no other."""
    decided: dict[str, str] = {}
    for kind in kinds:
        for states in kind.states:
            if states.scope not in scopes:
                raise ValueError(f"{kind.name} decides states of {states.scope}, a scope of none")
            if states.scope in decided:
                first = decided[states.scope]
                raise ValueError(f"{kind.name} decides states of {states.scope}, as {first} does")
            decided[states.scope] = kind.name


def _reconciliations(kinds: Sequence[Kind]) -> tuple[Reconciliation, ...]:
    """All of them; no code is that of another one or of a rule."""
    codes = {check.rule.code for kind in kinds for check in kind.checks}
    for kind in kinds:
        for reconciliation in kind.reconciliations:
            if reconciliation.code in codes:
                raise ValueError(f"{kind.name}: the code {reconciliation.code} is taken")
            codes.add(reconciliation.code)
    return tuple(r for kind in kinds for r in kind.reconciliations)


def _reference(kinds: Sequence[Kind]) -> Kind:
    names = [kind.name for kind in kinds if kind.is_reference]
    if len(names) != 1:
        raise ValueError(f"one kind is the reference of all others, not {len(names)}: {names}")
    return next(kind for kind in kinds if kind.is_reference)


def _thresholds(kinds: Sequence[Kind]) -> tuple[Threshold, ...]:
    """Kinds may share a threshold, but not give two meanings to one key."""
    by_key: dict[str, Threshold] = {}
    for kind in kinds:
        for threshold in kind.thresholds:
            if by_key.setdefault(threshold.key, threshold) != threshold:
                raise ValueError(f"{kind.name}: another kind declares {threshold.key} otherwise")
    return tuple(by_key[key] for key in sorted(by_key))


@dataclass(frozen=True)
class Site:
    """A whole portal: its pages and downloads are yielded, never collected.

    make_panels: what `panels` is made by, once somebody asks.
    """

    edition: Edition
    pages: Callable[[], Iterator[Page]]
    make_panels: Callable[[], Mapping[Subject, tuple[Panel, ...]]]
    downloads: Callable[[], Iterator[Download]]

    @cached_property
    def panels(self) -> Mapping[Subject, tuple[Panel, ...]]:
        """The panels of each thing, in their order."""
        return self.make_panels()
