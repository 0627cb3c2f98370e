"""Log -> `/log/`, one screen that explains it, and every entry, the newest first.

Entries stand in blocks that are counted from the first, so that an entry keeps its address.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mingbai.history import signatures
from mingbai.history.checkpoints import Checkpoint
from mingbai.history.log import Entry, short_code
from mingbai.model import HOME_CRUMB, Crumb, Edition, Kind, Page
from mingbai.page import (
    PAGE_ROWS,
    Cells,
    Column,
    Fact,
    FileLink,
    Link,
    Mark,
    TableView,
    mark_cells,
    period_zh,
    table_view,
)
from mingbai.portal.log.downloads import links

URL = "/log/"
_NEWEST = 5
_CRUMB = Crumb("公开日志", URL)
_MARKS: Mapping[str, Mark] = {
    "publish": Mark("", "首次公开"),
    "correct": Mark("fixed", "更正"),
    "change": Mark("", "变更"),
    "withdraw": Mark("missing", "撤回"),
    "erase": Mark("none", "依法删去"),
}


@dataclass(frozen=True, slots=True)
class LogView:
    """log.html. checkpoint: what a reader may keep of it: size, root, newest day, signature.

    keys: who may sign and when, None where no key is registered. newest: the last entries. blocks:
    the pages of all entries, the newest first.
    """

    checkpoint: tuple[Fact, ...]
    keys: TableView | None
    newest: TableView
    blocks: tuple[Link, ...]
    files: tuple[FileLink, ...]


@dataclass(frozen=True, slots=True)
class EntriesView:
    """log_entries.html: one block of entries, the newest first. prev: later ones."""

    entries: TableView
    prev: Link | None
    next: Link | None


def pages(kinds: Sequence[Kind], edition: Edition) -> Iterator[Page]:
    """`/log/` and `/log/entries/1/` (the first block) …; none before the first release."""
    log = edition.log
    if log.checkpoint is None:
        return
    yield Page(
        url=URL,
        template="log.html",
        title="公开日志",
        view=_log_view(kinds, edition, log.checkpoint),
        description="公开过的每一份，都记在这里，改了、撤了都看得出。",
        crumbs=(HOME_CRUMB, Crumb("公开日志")),
        section="核对",
    )
    yield from _entry_pages(kinds, edition)


def entry_url(number: int) -> str:
    """Where the entry of that number stands; the first of a log is 1. The address lasts."""
    return f"{_block_url((number - 1) // PAGE_ROWS)}#{_anchor(number)}"


def _log_view(kinds: Sequence[Kind], edition: Edition, checkpoint: Checkpoint) -> LogView:
    entries = edition.log.entries
    return LogView(
        checkpoint=(
            Fact("记了", f"{checkpoint.size:,} 条"),
            Fact("指纹", base64.b64encode(checkpoint.root).decode()),
            Fact("最近一条", entries[-1].released),
            Fact("签名", _signature(checkpoint)),
        ),
        keys=_keys(edition),
        newest=_table("newest", kinds, edition, range(len(entries), 0, -1)[:_NEWEST]),
        blocks=tuple(_block_link(block, len(entries)) for block in _blocks(len(entries))),
        files=links(edition),
    )


def _entry_pages(kinds: Sequence[Kind], edition: Edition) -> Iterator[Page]:
    length = len(edition.log.entries)
    blocks = _blocks(length)
    for place, block in enumerate(blocks):
        link = _block_link(block, length)
        later, earlier = blocks[:place][-1:], blocks[place + 1 :][:1]
        first, last = _ends(block, length)
        view = EntriesView(
            _table("entries", kinds, edition, range(last, first - 1, -1)),
            prev=_block_link(later[0], length) if later else None,
            next=_block_link(earlier[0], length) if earlier else None,
        )
        yield Page(
            url=_block_url(block),
            template="log_entries.html",
            title=f"公开日志{link.text}",
            view=view,
            crumbs=(HOME_CRUMB, _CRUMB, Crumb(link.text)),
            section="核对",
        )


def _table(id_: str, kinds: Sequence[Kind], edition: Edition, numbers: Sequence[int]) -> TableView:
    """A row for each of these entries: its number, day, what was done, with which package.

    The newest, on the page of the log, lead to their places; in a block more is said of each.
    """
    rows = [edition.log.entries[number - 1] for number in numbers]
    titles = {kind.name: kind.title for kind in kinds}
    names = edition.county.agencies["short_name"]
    words = [f"第 {number:,} 条" for number in numbers]
    is_block = id_ == "entries"
    columns = [
        (
            Column("第几条"),
            Cells(words, "head", ids=[_anchor(number) for number in numbers])
            if is_block
            else Cells(words, "head", urls=[entry_url(number) for number in numbers]),
        ),
        (Column("入日志"), Cells([e.released for e in rows], "date", "入日志")),
        (
            Column("做了什么"),
            Cells(mark_cells([_MARKS[e.action] for e in rows]), "html", "做了什么"),
        ),
        (
            Column("哪一份"),
            Cells([_title(e, titles) for e in rows], urls=[_url(e, edition) for e in rows]),
        ),
        (Column("单位"), Cells([names.get(e.publisher, e.publisher) for e in rows])),
    ]
    if is_block:
        columns += [
            (Column("公开日期"), Cells([e.published for e in rows], "date")),
            (Column("行数", is_num=True), Cells([e.rows for e in rows], "num")),
            (Column("编号"), Cells([short_code(e) for e in rows], "code")),
        ]
    return table_view(id_, "最近的在前", columns)


def _title(entry: Entry, titles: Mapping[str, str]) -> str:
    return f"{titles.get(entry.kind, entry.kind)} {period_zh(entry.period)}"


def _url(entry: Entry, edition: Edition) -> str | None:
    """The periods that this publisher published of this kind; None where it has none left."""
    if not edition.has(entry.kind):
        return None
    publishers = {package.publisher for package in edition.tables[entry.kind].packages}
    return f"/data/{entry.kind}/{entry.publisher}/" if entry.publisher in publishers else None


def _signature(checkpoint: Checkpoint) -> Mark:
    """Whether the newest checkpoint is signed; a wrong signature is never published."""
    if not checkpoint.is_signed:
        return Mark("warn", "未签名")
    names = sorted({signature.name for signature in checkpoint.signatures})
    return Mark("ok", f"已签名（{'、'.join(names)}）")


def _keys(edition: Edition) -> TableView | None:
    keys = signatures.registered(edition.county)
    if not keys:
        return None
    return table_view(
        "keys",
        "核对签名用的公钥",
        (
            (Column("公钥"), Cells([known.key.text for known in keys], "code")),
            (Column("有效"), Cells([known.days_zh for known in keys], label="有效")),
        ),
    )


def _blocks(length: int) -> Sequence[int]:
    """Which blocks there are, the newest first."""
    return range((length - 1) // PAGE_ROWS, -1, -1)


def _ends(block: int, length: int) -> tuple[int, int]:
    """The numbers of the first and the last entry of a block."""
    return block * PAGE_ROWS + 1, min((block + 1) * PAGE_ROWS, length)


def _block_link(block: int, length: int) -> Link:
    first, last = _ends(block, length)
    return Link(f"第 {first:,}–{last:,} 条", _block_url(block))


def _block_url(block: int) -> str:
    return f"{URL}entries/{block + 1}/"


def _anchor(number: int) -> str:
    return f"entry-{number}"
