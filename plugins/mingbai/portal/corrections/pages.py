"""Releases -> `/changes/corrections/`, the versions of a package, what each of them changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from mingbai.history import seals
from mingbai.history.corrections import SCHEMA
from mingbai.history.releases import ReleasedVersion
from mingbai.model import HOME_CRUMB, Crumb, Edition, Kind, Page
from mingbai.money import yuan
from mingbai.page import (
    Cells,
    Column,
    Fact,
    FileLink,
    Link,
    Mark,
    ReplyLine,
    Revision,
    TableView,
    mark_cells,
    paginate,
    table_view,
)
from mingbai.portal import answered, log
from mingbai.portal.corrections.addresses import change_url, folder_url, versions_url
from mingbai.portal.corrections.downloads import CHANGES, changes_csv
from mingbai.portal.corrections.news import CorrectionLine, anchor, corrected, of_release
from mingbai.portal.corrections.panels import corrections_table, ids_of
from mingbai.portal.corrections.things import ChangeLine

URL = "/changes/corrections/"
_SHOWN = 30  # changes of one thing on its page; all of them are in the file
_ALL = Crumb("全部公开", "/changes/")
_CORRECTIONS = Crumb("更正", URL)


@dataclass(frozen=True, slots=True)
class CorrectionsView:
    """corrections.html: all corrections, the newest first, some on each page."""

    count: int
    table: TableView
    prev: Link | None
    next: Link | None


@dataclass(frozen=True, slots=True)
class Part:
    """What a version changed of one thing. id: its anchor.

    revision: what was wrong; followed: what changed with it, None where nothing did. facts: why,
    who decided. replies: what was said to it. more: how many changes are not shown.
    """

    id: str
    title: str
    revision: Revision
    followed: TableView | None
    facts: tuple[Fact, ...]
    replies: tuple[ReplyLine, ...]
    more: int


@dataclass(frozen=True, slots=True)
class ChangeView:
    """change.html: what one version changed. versions: all of the package, this one among them."""

    sentence: str
    parts: tuple[Part, ...]
    versions: TableView
    file: FileLink | None


@dataclass(frozen=True, slots=True)
class VersionsView:
    """versions.html: all versions of a package."""

    sentence: str
    versions: TableView


def pages(kinds: Sequence[Kind], edition: Edition) -> Iterator[Page]:
    """Nothing before anything was corrected or changed."""
    by_name = {kind.name: kind for kind in kinds}
    lines = corrected(kinds, edition)
    if lines:
        yield from _list(lines, edition)
    by_package: dict[str, list[ReleasedVersion]] = {}
    for release in edition.releases:
        by_package.setdefault(release.entry.package, []).append(release)
    for releases in by_package.values():
        if releases[-1].order > 1:
            kind = by_name[releases[0].entry.kind]
            yield _versions_page(releases, kind)
            for release in releases:
                if release.order > 1:
                    yield _change_page(release, releases, kind, edition)


def _list(lines: Sequence[CorrectionLine], edition: Edition) -> Iterator[Page]:
    replies = [answered.of(edition, line.ids) for line in lines]
    for part in paginate(URL, len(lines)):
        yield Page(
            url=part.url,
            template="corrections.html",
            title=f"更正过的{part.words}",
            view=CorrectionsView(
                count=len(lines),
                table=corrections_table("corrections", lines[part.rows], replies[part.rows]),
                prev=part.prev,
                next=part.next,
            ),
            description="公开以后更正过的，每一处：原来是什么，改成什么，为什么，谁定的。",
            crumbs=(HOME_CRUMB, _ALL, Crumb("更正")),
            feed="/feeds/corrections.atom",
            is_daily=answered.waits(answered.of(edition, ids_of(lines[part.rows]))),
        )


def _versions_page(releases: Sequence[ReleasedVersion], kind: Kind) -> Page:
    title = str(releases[-1].seal.document["title"])
    return Page(
        url=versions_url(releases[0]),
        template="versions.html",
        title=f"{title}的各版",
        view=VersionsView(
            sentence=_standing(releases),
            versions=_versions_table(releases, kind),
        ),
        crumbs=(HOME_CRUMB, _ALL, _CORRECTIONS, Crumb(title)),
    )


def _standing(releases: Sequence[ReleasedVersion]) -> str:
    last = releases[-1]
    if last.is_withdrawal:
        return f"{last.entry.released.isoformat()} 撤回了，以前公开过 {last.order - 1} 版。"
    return f"公开过 {last.order} 版，以第 {last.order} 版为准。"


def _change_page(
    release: ReleasedVersion,
    releases: Sequence[ReleasedVersion],
    kind: Kind,
    edition: Edition,
) -> Page:
    lines = of_release(release, kind, edition)
    title = str(release.seal.document["title"])
    count = sum(len(line.lines) for line in lines)
    is_correction = bool(release.corrections) or release.is_withdrawal
    what = "撤回" if release.is_withdrawal else "更正" if is_correction else "变更"
    view = ChangeView(
        sentence=_sentence(release, what, count),
        parts=tuple(_part(line, release, edition) for line in lines),
        versions=_versions_table(releases, kind),
        file=_file(release),
    )
    return Page(
        url=change_url(release),
        template="change.html",
        title=f"{title}，{what}",
        view=view,
        description=f"{title}第 {release.order} 版改了什么，为什么，谁定的。",
        crumbs=(HOME_CRUMB, _ALL, _CORRECTIONS, Crumb(title)),
        feed="/feeds/corrections.atom" if is_correction else None,
        is_daily=answered.waits(answered.of(edition, ids_of(lines))),
    )


def _sentence(release: ReleasedVersion, what: str, count: int) -> str:
    day = release.entry.released.isoformat()
    if release.is_withdrawal:
        return f"{day} 整份撤回，不再有效；公开过的那一版还留着。"
    if any(one.is_erasure for one in release.corrections):
        return f"{day} {what} {count:,} 处；原来的那一版依法不再留着。"
    return f"{day} {what} {count:,} 处，原来的那一版还在。"


def _file(release: ReleasedVersion) -> FileLink | None:
    """All changes as a file; None of a withdrawal."""
    if not release.changes:
        return None
    return FileLink("全部改动", f"{change_url(release)}{CHANGES}", len(changes_csv(release)))


def _part(line: CorrectionLine, release: ReleasedVersion, edition: Edition) -> Part:
    first, *followed = line.lines
    facts: tuple[Fact, ...] = ()
    if any(change.correction for change in line.lines):
        facts = (Fact("为什么改", line.reason), Fact("谁定的", line.decided_by))
    return Part(
        id=anchor(line.thing),
        title=line.title,
        revision=Revision(
            what=first.what,
            before=first.before,
            former=f"第 {release.order - 1} 版",
            after=first.after,
            present=f"第 {release.order} 版",
            url=first.url,
        ),
        followed=_followed(line, followed[:_SHOWN], release) if followed else None,
        facts=facts,
        replies=answered.of(edition, line.ids),
        more=max(0, len(followed) - _SHOWN),
    )


def _followed(
    line: CorrectionLine,
    followed: Sequence[ChangeLine],
    release: ReleasedVersion,
) -> TableView:
    columns = [
        (
            Column("哪一处"),
            Cells([c.what for c in followed], "head", urls=[c.url for c in followed]),
        ),
        (Column(f"第 {release.order - 1} 版"), Cells([_old(c.before) for c in followed], "html")),
        (Column(f"第 {release.order} 版"), Cells([_new(c.after) for c in followed], "html")),
    ]
    if any(change.difference_fen is not None for change in followed):
        differences = Cells([_difference(change) for change in followed], "num")
        columns.append((Column("差", is_num=True), differences))
    caption = "跟着变的" if line.lines[0].correction else "还变了"
    return table_view(f"{anchor(line.thing)}-followed", caption, columns)


def _old(text: str) -> Markup:
    return Markup("<del>{}</del>").format(text)


def _new(text: str) -> Markup:
    return Markup("<ins>{}</ins>").format(text)


def _difference(change: ChangeLine) -> str | None:
    if change.difference_fen is None:
        return None
    sign = "＋" if change.difference_fen > 0 else ""
    return f"{sign}{yuan(change.difference_fen)}"


def _versions_table(releases: Sequence[ReleasedVersion], kind: Kind) -> TableView:
    titles = {schema.name: schema.title for schema in (*kind.schemas, SCHEMA)}
    newest_first = releases[::-1]
    last = releases[-1]
    return table_view(
        "versions",
        "最新的在前",
        (
            (
                Column("版本"),
                Cells(
                    [f"第 {r.order} 版" for r in newest_first],
                    "head",
                    urls=[change_url(r) if r.order > 1 else None for r in newest_first],
                ),
            ),
            (Column("入日志"), Cells([r.entry.released for r in newest_first], "date")),
            (
                Column("现在"),
                Cells(
                    mark_cells([_mark(r, last) for r in newest_first]),
                    "html",
                ),
            ),
            (
                Column("公开日志"),
                Cells(
                    [f"第 {r.number:,} 条" for r in newest_first],
                    urls=[log.entry_url(r.number) for r in newest_first],
                ),
            ),
            (Column("编号"), Cells([r.short_code for r in newest_first], "code")),
            (Column("文件"), Cells([_files(r, titles) for r in newest_first], "html")),
        ),
    )


def _mark(release: ReleasedVersion, last: ReleasedVersion) -> Mark:
    if release is not last:
        return Mark("none", "已被替换")
    return Mark("missing", "撤回") if release.is_withdrawal else Mark("", "以这一版为准")


def _files(release: ReleasedVersion, titles: Mapping[str, str]) -> Markup:
    """Its tables by their titles, and its seal; nothing where they are not offered."""
    if not release.is_offered:
        return Markup("")
    folder = folder_url(release)
    named = [(f"{table}.csv", titles[table]) for table in release.tables]
    links = [
        Markup('<a href="{}{}" aria-label="第 {} 版 {}">{}</a>').format(
            folder, name, release.order, title, title
        )
        for name, title in (*named, (seals.FILE, "封签"))
    ]
    return Markup(" · ").join(links)
