"""Edition -> every page of a language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mingbai.model import Edition, Kind, Page
from mingbai.page import Figure, Link, alphabet
from mingbai.page.catalogues import Language
from mingbai.page.languages import Speaker
from mingbai.portal.languages import answerable, data, places
from mingbai.portal.languages.views import LanguageSection, LanguageView


@dataclass(frozen=True, slots=True)
class _Draft:
    """A page before it stands in a language's frame. url: of the Chinese page."""

    url: str
    title: str
    lede: str
    sections: tuple[LanguageSection, ...]
    figures: tuple[Figure, ...] = ()
    is_daily: bool = False


def pages(language: Language, kinds: Sequence[Kind], edition: Edition) -> Iterator[Page]:
    """All of a language; kinds: those that published anything."""
    t = Speaker(language)
    drafts = tuple(_drafts(t, kinds, edition))
    nav = (
        Link(t("首页"), t.home),
        *(Link(name, t.home + url) for name, url in _doors(t, edition)),
    )
    for draft in drafts:
        yield Page(
            url=t.home + draft.url.removeprefix("/"),
            template="languages/page.html",
            title=draft.title,
            view=LanguageView(nav, draft.lede, draft.sections, draft.figures),
            description=draft.lede,
            is_daily=draft.is_daily,
            lang=language.code,
        )


def _doors(t: Speaker, edition: Edition) -> Iterator[tuple[str, str]]:
    """Words and address below the language's home."""
    yield t("乡镇和村"), "places/"
    yield t("数据"), "data/"
    yield t("按时公开情况"), "clock/"
    if edition.reconciled.by_code:
        yield t("对得上吗"), "reconcile/"
    yield t("核对规则"), "rules/"
    if edition.log.entries:
        yield t("公开日志"), "log/"
        yield t("核对文件"), "verify/"


def _drafts(t: Speaker, kinds: Sequence[Kind], edition: Edition) -> Iterator[_Draft]:
    county = edition.county
    yield _Draft(
        "/",
        t("县、镇、村信息公开"),
        t(
            "村里的账、办事的时限、投诉和整改，公开在这里，核对过才发布。正文是中文；数据有英文栏名。"
        ),
        (
            data.kinds_section(t, kinds),
            answerable.who_section(t, county),
        ),
        answerable.figures(t, edition),
        is_daily=True,
    )
    yield from _of_places(t, kinds, edition)
    yield _Draft(
        "/data/",
        t("数据"),
        t("公开的每一行都能下载，不用登记，不收费。"),
        data.dataset_sections(t, kinds, edition),
    )
    for kind in kinds:
        yield _Draft(
            f"/data/{kind.name}/",
            t("{name}：数据字典", name=t.name(kind.title, kind.title_en)),
            t("每张表有哪些栏、写什么、按什么核对。"),
            data.dictionary_sections(t, kind),
        )
    yield _Draft(
        "/rules/",
        t("核对规则"),
        t("公开以前，机器按这些规则核对；有一处错误，什么都不发布。"),
        data.rule_sections(t, kinds),
    )
    yield _Draft(
        "/clock/",
        t("按时公开情况"),
        t("每本账、每份告知、每个答复都有期限。迟了的补上以后，仍然记着。"),
        answerable.clock_sections(t, edition),
        is_daily=True,
    )
    if edition.reconciled.by_code:
        yield _Draft(
            "/reconcile/",
            t("对得上吗"),
            t("同一件事，在两个地方公开过的，都拿来比一比。"),
            answerable.reconcile_sections(t, edition),
        )
    if edition.log.checkpoint is None:
        return
    titles = {kind.name: t.name(kind.title, kind.title_en) for kind in kinds}
    yield _Draft(
        "/log/",
        t("公开日志"),
        t("公开过的每一份，都记在这里，改了、撤了都看得出。"),
        answerable.log_sections(t, titles, edition),
    )
    yield _Draft(
        "/verify/",
        t("手里的文件，和公开的一样吗"),
        t("公开过的每张表都有指纹。用别人写的工具，也能自己核对。"),
        answerable.verify_sections(t, edition),
    )


def _of_places(t: Speaker, kinds: Sequence[Kind], edition: Edition) -> Iterator[_Draft]:
    """All townships, then each with its villages."""
    yield _Draft(
        "/places/",
        t("乡镇和村"),
        t("每个乡镇最近一年该公开的，公开了没有。逐笔的账在中文页面上。"),
        places.town_sections(t, edition),
        is_daily=True,
    )
    for town, name in places.towns(edition.county).items():
        abroad = t.name(name, alphabet.romanised(name))
        yield _Draft(
            f"/places/{town}/",
            abroad,
            t("{name}各村最近一年该公开的，公开了没有。", name=abroad),
            places.village_sections(t, town, kinds, edition),
            is_daily=True,
        )
