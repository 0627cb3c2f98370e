"""What the page of a desk says: all that its template may read."""

from __future__ import annotations

from dataclasses import dataclass

from mingbai.workbook import Excerpt


@dataclass(frozen=True)
class DeskOption:
    """One of a list to choose from."""

    value: str
    text: str
    is_chosen: bool


@dataclass(frozen=True)
class PlaceForm:
    """Where a workbook belongs, as it can be corrected. is_known: nothing has to be asked.

    published: ISO; day: the same as it is said.
    """

    kinds: tuple[DeskOption, ...]
    publishers: tuple[DeskOption, ...]
    period: str
    published: str
    day: str
    approved_by: str
    is_known: bool


@dataclass(frozen=True)
class QuestionForm:
    """A question with its answers. chosen: `yes`, `no` or "". no_words: what to do on `no`.

    Of an export: choices to take one of, or none where it is written (value); hint: what may be
    written; problem: why the last answer could not be taken.
    """

    number: int
    text: str
    cells: str
    excerpt: Excerpt | None
    yes_words: str
    no_words: str
    chosen: str
    is_of_export: bool = False
    choices: tuple[DeskOption, ...] = ()
    value: str = ""
    hint: str = ""
    problem: str = ""


@dataclass(frozen=True)
class FaultView:
    """Something to mend. where: `账目 C9`, with nothing where it is of the whole workbook."""

    where: str
    message: str
    remedy: str
    code: str
    excerpt: Excerpt | None


@dataclass(frozen=True)
class RepairForm:
    """Something read in another form. key: of the tick. is_taken: she agrees."""

    key: str
    message: str
    before: str
    after: str
    cells: str
    is_taken: bool


@dataclass(frozen=True)
class ShelfBook:
    """A book that is expected. reason: why it does not come, "" where nobody said."""

    name: str
    is_present: bool
    reason: str


@dataclass(frozen=True)
class ReasonForm:
    """Why published data changes. is_asked: it has to be said before it can be handed in."""

    reasons: tuple[DeskOption, ...]
    words: str
    decided_by: str
    fewest: int
    is_asked: bool


@dataclass(frozen=True)
class ParcelView:
    """One workbook. state: `ask`, `mend`, `ready`. words: the state, as it is said.

    waiting: names of what has errors and could wait, is_waiting: it does.
    shelf: what is expected; unit: of it. replaces: the version that stands there;
    is_addition: what it has is only added to that.
    """

    id: str
    name: str
    received: str
    title: str
    state: str
    words: str
    place: PlaceForm
    questions: tuple[QuestionForm, ...]
    faults: tuple[FaultView, ...]
    more_faults: int
    repairs: tuple[RepairForm, ...]
    remarks: tuple[FaultView, ...]
    shelf: tuple[ShelfBook, ...]
    present: int
    unit: str
    waiting: tuple[str, ...]
    is_waiting: bool
    missing: tuple[ShelfBook, ...]
    changes: tuple[str, ...]
    replaces: str
    is_replacing: bool
    is_addition: bool
    reason: ReasonForm | None
    has_marked: bool
    twin: str


@dataclass(frozen=True)
class ConsequenceLine:
    """One line. url: in the preview, "" for none. name, before, after: of a figure."""

    words: str
    url: str
    is_bad: bool
    name: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class TopicView:
    """Lines of one sort; more: those that are shown on demand, left: how many are not listed."""

    name: str
    title: str
    lines: tuple[ConsequenceLine, ...]
    more: tuple[ConsequenceLine, ...]
    left: int
    is_figures: bool


@dataclass(frozen=True)
class OutcomeView:
    """What would change. day: the day that both are looked at on."""

    day: str
    bad: tuple[ConsequenceLine, ...]
    topics: tuple[TopicView, ...]
    pages: tuple[ConsequenceLine, ...]
    page_count: int
    is_empty: bool


@dataclass(frozen=True)
class HandedView:
    """What was handed in. state: in words."""

    id: str
    title: str
    sent_on: str
    state: str
    is_published: bool
    can_send: bool


@dataclass(frozen=True)
class DeskView:
    """The page. doing: what is being done now. told: what was done last."""

    heading: str
    lead: str
    looks: int
    doing: str
    told: str
    is_trouble: bool
    is_offline: bool
    waiting: tuple[str, ...]
    parcels: tuple[ParcelView, ...]
    outcome: OutcomeView | None
    no_preview: str
    ready: int
    handed: tuple[HandedView, ...]
    has_remote: bool
    is_demo: bool
    phone: str
