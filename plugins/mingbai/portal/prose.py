"""Markdown that Pelican read -> pages: about, decisions, notices with their document block."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from markupsafe import Markup

from mingbai.county import County
from mingbai.model import HOME_CRUMB, Crumb, Page
from mingbai.page import Fact, FileLink, Link, NewsItem

# Metadata of a notice, as its author writes it (`check.prose.BLOCK`), and its name in the block.
_BLOCK = {
    "index_no": "索引号",
    "document_no": "发文字号",
    "issuer": "发布机构",
    "written": "成文日期",
    "validity": "有效性",
}


_CONTACT = "/contact/"
_SCHEMES: Mapping[str, Callable[[str], str | None]] = {
    "电话": "tel:{}".format,
    "短信": "sms:{}".format,
    "电子邮件": "mailto:{}".format,
    "信函": lambda _: None,
    "当面": lambda _: None,
}


@dataclass(frozen=True, slots=True)
class ProseView:
    """prose.html: a page of `content/`, sanitised when it was read.

    channels: on the page that says whom to turn to, the numbers and addresses from the data.
    """

    body: Markup
    updated: date | None = None
    channels: tuple[Fact, ...] = ()


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


@dataclass(frozen=True)
class Prose:
    """A text of content/, sanitised. url: rooted. metadata: from its front matter, unchanged."""

    url: str
    title: str
    kind: Literal["page", "decision", "notice"]
    metadata: Mapping[str, str]
    body: Markup
    published: date | None


def prose_pages(texts: Sequence[Prose], county: County) -> Iterator[Page]:
    """A page for each text, and lists of notices and of decisions.

    Texts with `Demo: yes` are about the demo county, and are left out of every other portal.
    """
    texts = _of_this_portal(texts, county.is_demo)
    yield from _notices(published_notices(texts, is_demo=county.is_demo))
    decisions = sorted((t for t in texts if t.kind == "decision"), key=lambda t: t.url)
    yield from _decisions(decisions)
    for text in texts:
        if text.kind == "page":
            crumbs = (HOME_CRUMB, Crumb(text.title))
            channels = _channels(county) if text.url == _CONTACT else ()
            view = ProseView(text.body, text.published, channels)
            yield Page(text.url, "prose.html", text.title, view, crumbs=crumbs, section="关于")


def _channels(county: County) -> tuple[Fact, ...]:
    """The county's own channels; one that has no address is not promised."""
    phones = {
        "主办单位电话": county.setting("phone"),
        "县监督电话": county.setting("supervision_phone"),
    }
    numbers = [(name, number) for name, number in phones.items() if number]
    contacts = county.contacts
    is_said = contacts["address"].isin([number for _, number in numbers])
    rows = contacts[(contacts["place_code"] == county.root_place) & ~is_said]
    written = zip(rows["purpose"], rows["channel"], rows["address"], strict=True)
    return (
        *(Fact(name, Link(number, f"tel:{number}")) for name, number in numbers),
        *(
            Fact(f"{purpose}：{channel}", Link(address, _SCHEMES[channel](address)))
            for purpose, channel, address in written
        ),
    )


def published_notices(texts: Sequence[Prose], *, is_demo: bool) -> list[Prose]:
    """The notices among the texts that this portal publishes, newest first."""
    notices = [t for t in _of_this_portal(texts, is_demo) if t.kind == "notice"]
    return sorted(notices, key=lambda t: (t.published or date.min, t.url), reverse=True)


def _of_this_portal(texts: Sequence[Prose], is_demo: bool) -> list[Prose]:
    return [t for t in texts if is_demo or t.metadata.get("demo") != "yes"]


def _decisions(decisions: Sequence[Prose]) -> Iterator[Page]:
    above = (HOME_CRUMB, Crumb("关于", "/about/"))
    items = tuple(_news(t, "设计决定") for t in decisions)
    yield Page(
        url="/decisions/",
        template="notices.html",
        title="设计决定",
        view=NoticesView(items),
        crumbs=(*above, Crumb("设计决定")),
        section="关于",
    )
    for text in decisions:
        crumbs = (*above, Crumb("设计决定", "/decisions/"), Crumb(text.title))
        yield Page(
            url=text.url,
            template="prose.html",
            title=text.title,
            view=ProseView(text.body, text.published),
            crumbs=crumbs,
            section="关于",
        )


def _notices(notices: Sequence[Prose]) -> Iterator[Page]:
    above = (HOME_CRUMB, Crumb("通知公告", "/notices/"))
    items = tuple(_news(t, t.metadata.get("issuer", "")) for t in notices)
    yield Page(
        url="/notices/",
        template="notices.html",
        title="通知公告",
        view=NoticesView(items),
        description="县里和各单位的通知、公告，最近的在前面。",
        crumbs=(HOME_CRUMB, Crumb("通知公告")),
        feed="/feeds/notices.atom",
    )
    for i, text in enumerate(notices):
        view = NoticeView(
            block=tuple(_block(text)),
            body=text.body,
            prev=_link(notices[i + 1 : i + 2]),
            next=_link(notices[max(i - 1, 0) : i]),
        )
        yield Page(text.url, "notice.html", text.title, view, crumbs=(*above, Crumb(text.title)))


def _block(text: Prose) -> Iterator[Fact]:
    for key, name in _BLOCK.items():
        if key in text.metadata:
            yield Fact(name, text.metadata[key])
    if text.published is not None:
        yield Fact("发布日期", text.published)


def _news(text: Prose, where: str) -> NewsItem:
    if text.published is None:
        raise ValueError(f"{text.url} has no Date")
    return NewsItem(text.published, where, text.title, text.url, has_year=True)


def _link(texts: Sequence[Prose]) -> Link | None:
    return Link(texts[0].title, texts[0].url) if texts else None
