"""The home page: one search box, three doors, what is new, how the last period was checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mingbai.check import clock
from mingbai.check.reconciliations import DIFFERS
from mingbai.county import County
from mingbai.model import Disclosure, Edition, Front, Kind, Page
from mingbai.page import Fact, Figure, Link, NewsItem
from mingbai.page.records import alarms_first
from mingbai.portal import glance, reconcile
from mingbai.portal.doors import entrances
from mingbai.portal.duties import last_month, waiting
from mingbai.portal.news import items

_DATA = Link("下载数据", "/data/", "每一行都能下载，免费使用。")
_NEWS, _OF_ONE_PACKAGE = 8, 2
# Of what did not come, only what is said where there is none of it stands here always.
_ONLY_IF_ANY = (clock.UNANSWERED, clock.UNCLOSED, clock.UNDONE)
_DOORS = 2  # besides the data
_CHECK_LINKS = (Link("全县一眼：哪些村公开了，哪天该公开什么", glance.URL),)
_NEWS_LINKS = (Link("全部公开", "/changes/"), Link("订阅更新", "/feeds/"))


@dataclass(frozen=True, slots=True)
class Silence:
    """Since when nothing was published. says: in words, on the day of the page."""

    newest: str
    says: str


@dataclass(frozen=True, slots=True)
class HomeView:
    """home.html. title: what the portal promises. doors: at most three, each with a note.

    news_links: 全部公开, 订阅 … checks_title: such as `6 月该公开的，公开了吗`; figures link to
    their proofs; check_links: to more of it. newest: since when nothing was published. waiting:
    what falls due on which days to come, as dues.js reads it. who: who publishes, where to turn
    when something is missing or slow.
    """

    title: str
    doors: tuple[Link, ...]
    news: tuple[NewsItem, ...]
    newest: Silence | None
    news_links: tuple[Link, ...]
    checks_title: str
    figures: tuple[Figure, ...]
    figures_note: str
    check_links: tuple[Link, ...]
    waiting: str
    who: tuple[Fact, ...]


def home(kinds: Sequence[Kind], edition: Edition) -> Page:
    """`/`: everything on it is made from data and links to its proof.

    kinds: those that published anything.
    """
    period, figures = _figures(edition)
    name = edition.county.setting("portal_name")
    fronts = [kind.front for kind in kinds if kind.front is not None]
    view = HomeView(
        title=next((front.headline for front in fronts if front.headline), name),
        doors=_doors(kinds),
        news=items(_lately(edition.disclosures), edition.county),
        newest=_silence(edition),
        news_links=_NEWS_LINKS,
        checks_title=f"{int(period[5:])} 月该公开的，公开了吗" if period else "对得上吗",
        figures=figures,
        figures_note=f"截至 {edition.county.as_of.isoformat()}。点数字，看是哪几项、怎样核对的。",
        check_links=_CHECK_LINKS,
        waiting=waiting(edition.upcoming),
        who=tuple(_who(edition.county, fronts)),
    )
    lead = f"{edition.county.setting('county_name')}县、镇、村信息公开"
    return Page(
        url="/",
        template="home.html",
        title=name,
        view=view,
        description=lead,
        feed="/feeds/all.atom",
        subject=("portal", "home"),
        is_daily=True,
    )


def _doors(kinds: Sequence[Kind]) -> tuple[Link, ...]:
    """What most come for, as the kinds say; other doors of the navigation where that is too few."""
    fronts = [
        Link(kind.front.entrance, f"/{kind.name}/", kind.front.lead)
        for kind in kinds
        if kind.front is not None
    ]
    known = {link.url for link in fronts}
    other = [link for link in entrances(kinds) if link.url not in known]
    return (*[*fronts, *other][:_DOORS], _DATA)


def _figures(edition: Edition) -> tuple[str, tuple[Figure, ...]]:
    """The last full month before the day of the data, and what became of all that it owed.

    Where nothing was due or nothing could be proved, nothing is counted.
    """
    period, now = last_month(edition.dues, edition.county.as_of)
    if not period:
        return "", alarms_first(_proofs(edition))
    counts = Counter(now["state"])
    anchor = f"/clock/{period}/"
    figures = [
        Figure(
            name=state,
            value=f"{counts[state]:,} 项",
            url=anchor,
            count=f"clock:{period}/{state}",
            is_alarm=state != clock.ON_TIME and counts[state] > 0,
        )
        for state in (*clock.MISSING, clock.LATE, clock.ON_TIME)
        if counts[state] or state not in _ONLY_IF_ANY
    ]
    figures += [Figure("到期事项", f"{len(now):,} 项", anchor), *_proofs(edition)]
    return period, alarms_first(figures)


def _silence(edition: Edition) -> Silence | None:
    """How long nothing was published, as far as the day of the page goes."""
    if not edition.disclosures:
        return None
    newest, as_of = edition.disclosures[0].published, edition.county.as_of
    days = (as_of - newest).days
    says = f"截至 {as_of.isoformat()}，这个网站 {days:,} 天没有新公开了" if days > 0 else ""
    return Silence(newest.isoformat(), says)


def _lately(disclosures: Sequence[Disclosure]) -> list[Disclosure]:
    """The newest few, at most two of one package, so that no batch fills the page."""
    seen: Counter[str] = Counter()
    chosen: list[Disclosure] = []
    for one in disclosures:
        seen[one.package.path] += 1
        if seen[one.package.path] <= _OF_ONE_PACKAGE:
            chosen.append(one)
        if len(chosen) == _NEWS:
            break
    return chosen


def _proofs(edition: Edition) -> Iterator[Figure]:
    """All identities ever evaluated: none that failed can have been published."""
    verdicts = (v for runs in edition.verdicts.values() for _, v in runs)
    proved = sum(len(v.proofs.frame) for v in verdicts if v.proofs is not None)
    if proved:
        yield Figure("核对过，全部对得上", f"{proved:,} 处", "/rules/")
    if edition.reconciled.by_code:
        gaps = len(edition.reconciled.outcome(DIFFERS))
        count = f"{reconcile.URL}{DIFFERS}"
        yield Figure("两处说的对不上", f"{gaps:,} 处", reconcile.URL, count, gaps > 0)


def _who(county: County, fronts: Sequence[Front]) -> Iterator[Fact]:
    """Who answers, as the registry says; without a telephone nobody has said that they do."""
    phone = county.setting("supervision_phone") or county.setting("phone")
    organiser = county.setting("organiser").removesuffix("（演示）")
    if phone:
        whose = "、".join([*(f.publishers for f in fronts if f.publishers), "各部门"])
        yield Fact("谁公开", f"{whose}自己公开并负责；{organiser}监督。")
        yield Fact("没公开", f"向应当公开的单位或{organiser}反映。")
        yield Fact("监督电话", Link(phone, f"tel:{phone}"))
    else:
        yield Fact("谁整理", f"{organiser}。")
    yield Fact("有疑问", Link("怎样要求更正、怎样投诉", "/contact/"))
