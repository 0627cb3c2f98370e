"""What the portal's own pages read: the frame around every page, and one view for each template.

Urls are rooted, as in views.py. A page's title and description are model.Page's; a view carries
what stands below the title, finished: counted, sorted and worded.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from mingbai.page import (
    Branch,
    Choice,
    Fact,
    Figure,
    FileLink,
    Link,
    Mark,
    MonthRow,
    NewsItem,
    TableView,
)


@dataclass(frozen=True, slots=True)
class PortalView:
    """The frame of every page: masthead and footer.

    nav: the doors in their order; text is the door's name, as in Page.section. site_code
    (网站标识码), icp, police_no (备案号): as text, "" where there is none. version: words on the
    edition, for the footer. feed: the feed of everything. asset_version: theme.version, so that
    no browser keeps a stale style sheet. base_path: the folder of the host that the portal is
    published in, from `site_url`: the not-found page needs it.
    """

    name: str
    county_name: str
    is_demo: bool
    organiser: str
    phone: str
    nav: tuple[Link, ...]
    footer_links: tuple[Link, ...]
    as_of: date
    feed: str
    supervision_phone: str = ""
    site_code: str = ""
    icp: str = ""
    police_no: str = ""
    version: str = ""
    asset_version: str = ""
    base_path: str = "/"


@dataclass(frozen=True, slots=True)
class HomeView:
    """home.html. title: what the portal promises. doors: at most three, each with a note.

    news_links: 全部公开, 订阅 … checks_title: such as `6 月的账核对得怎样`; figures link to their
    proofs. who: who publishes, where to turn when something is missing or slow.
    """

    title: str
    doors: tuple[Link, ...]
    news: tuple[NewsItem, ...]
    news_links: tuple[Link, ...]
    checks_title: str
    figures: tuple[Figure, ...]
    figures_note: str
    who: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class SearchView:
    """search.html. index: where the search index stands (search.urls), names first.

    tree, az: the same things without a script, by place and by first letter.
    """

    index: tuple[str, ...]
    count: int
    tree: str
    az: str
    letters: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class AzView:
    """az.html. letters: one link each; groups: names under one of them, some on each page.

    parts: the pages of a letter, each by the syllables it begins and ends with.
    """

    count: int
    letters: tuple[Link, ...]
    groups: tuple[Choice, ...]
    parts: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One check, what it looked at and what it found; looked_at None: it runs while reading.

    mark: ok 核对一致, warn 提醒, bad 有差错 or none 没有可查的. url: the rule's own page.
    proved: how many identities it evaluated; None for a rule that is none.
    """

    code: str
    title: str
    meaning: str
    looked_at: int | None
    found: int
    mark: Mark
    url: str | None = None
    unit: str = "行"
    proved: int | None = None


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """The checks of one kind, or of the gate that every file passes."""

    id: str
    title: str
    note: str
    lines: tuple[RuleLine, ...]


@dataclass(frozen=True, slots=True)
class RulesView:
    """rules.html. figures: how many rules, rows looked at, findings, proofs."""

    figures: tuple[Figure, ...]
    groups: tuple[RuleGroup, ...]


@dataclass(frozen=True, slots=True)
class RuleView:
    """rule.html. example: the message a clerk reads, filled in; remedy: how to mend it.

    facts: code, kind, severity, rows looked at, identities proved. found: what it found in this
    edition (place, found, expected, link), or None. proofs: the first identities it evaluated.
    """

    mark: Mark
    meaning: str
    example: str
    remedy: str
    facts: tuple[Fact, ...]
    found: TableView | None
    more: tuple[Link, ...] = ()
    proofs: TableView | None = None


@dataclass(frozen=True, slots=True)
class SitemapView:
    """sitemap.html. doors: every page list under its door; places, agencies: the tree."""

    doors: tuple[Choice, ...]
    places: tuple[Branch, ...]
    agencies: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ProseView:
    """prose.html: a page of `content/`, sanitised when it was read."""

    body: Markup
    updated: date | None = None


@dataclass(frozen=True, slots=True)
class NoticeView:
    """notice.html. block: 索引号, 发文字号, 发布机构, 发布日期 …; files: what is attached."""

    block: tuple[Fact, ...]
    body: Markup
    files: tuple[FileLink, ...] = ()
    prev: Link | None = None
    next: Link | None = None


@dataclass(frozen=True, slots=True)
class NoticesView:
    """notices.html: newest first."""

    items: tuple[NewsItem, ...]


@dataclass(frozen=True, slots=True)
class ChangesView:
    """changes.html: what was published in one month, newest first, some on each page.

    prev: what was published after these, next: before them; of the same month or another.
    """

    month: str
    count: int
    items: tuple[NewsItem, ...]
    months: tuple[MonthRow, ...]
    feeds: tuple[Link, ...]
    prev: Link | None = None
    next: Link | None = None


@dataclass(frozen=True, slots=True)
class NotFoundView:
    """404.html: helps to search and says nothing of the address that was asked for."""

    links: tuple[Link, ...]
