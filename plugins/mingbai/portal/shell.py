"""The frame of every page: masthead, navigation, footer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from mingbai.model import Edition, Kind
from mingbai.page import Link, alphabet, catalogues
from mingbai.page.catalogues import Language
from mingbai.portal import log
from mingbai.portal.doors import navigation

FOOTER = (
    Link("怎样看账", "/how-to-read/"),
    Link("核对规则", "/rules/"),
    Link("按时公开情况", "/clock/"),
    Link("通知公告", "/notices/"),
    Link("订阅", "/feeds/"),
    Link("无障碍说明", "/accessibility/"),
    Link("隐私", "/privacy/"),
    Link("更正与投诉", "/contact/"),
    Link("网站地图", "/sitemap/"),
)


@dataclass(frozen=True, slots=True)
class PortalView:
    """The frame of every page: masthead and footer.

    nav: the doors in their order; text is the door's name, as in Page.section. site_code
    (网站标识码), icp, police_no (备案号): as text, "" where there is none. version: words on the
    edition, for the footer. feed: the feed of everything. asset_version: assets.version, so that
    no browser keeps a stale style sheet. base_path: the folder of the host that the portal is
    published in, from `site_url`: the not-found page needs it. site_url: no slash at its end.
    name_abroad: of the county, in Latin letters. languages: beside Chinese, each with its pages.
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
    site_url: str = ""
    name_abroad: str = ""
    languages: tuple[Language, ...] = ()


def shell(
    kinds: Sequence[Kind],
    edition: Edition,
    asset_version: str,
    languages: tuple[Language, ...] | None = None,
) -> PortalView:
    """What masthead and footer say, from the registry's `site` table.

    languages: beside Chinese; None for those of the program.
    """
    county = edition.county
    return PortalView(
        name=county.setting("portal_name"),
        county_name=county.setting("county_name"),
        is_demo=county.is_demo,
        organiser=county.setting("organiser").removesuffix("（演示）"),
        phone=county.setting("phone"),
        nav=navigation([kind for kind in kinds if edition.has(kind.name)]),
        footer_links=(*FOOTER, *_of_a_released_log(edition)),
        as_of=county.as_of,
        feed="/feeds/all.atom",
        supervision_phone=county.setting("supervision_phone"),
        site_code=county.setting("site_code"),
        icp=county.setting("icp"),
        police_no=county.setting("police_no"),
        asset_version=asset_version,
        languages=catalogues.shipped() if languages is None else languages,
        name_abroad=alphabet.romanised(county.setting("county_name")),
        site_url=county.setting("site_url").rstrip("/"),
        base_path=urlsplit(county.setting("site_url")).path.rstrip("/") + "/",
    )


def _of_a_released_log(edition: Edition) -> tuple[Link, ...]:
    """The link to the log, once there is one."""
    return (Link("公开日志", log.URL),) if edition.log.entries else ()
