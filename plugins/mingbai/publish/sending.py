"""A published site + a target -> the target holds the same files: `mingbai publish TARGET`.

What changed is told by two manifests, the site's and the target's. The order never lets a reader
follow a link to what is not there yet: new files that no page shows yet come first, then pages that
lead to them, then lists; the manifest comes when all else is there, and deletions last. What was
interrupted goes on where it was. Compressed forms of a file (`compressing`) come right after it and
are sent, compared and deleted like files of the site; a second manifest at the target lists them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from mingbai.history import compressed, manifest
from mingbai.publish import compressing, places, standing
from mingbai.publish.compressing import CompressedForms
from mingbai.publish.outgoing import Outgoing, Step, batches
from mingbai.publish.places import OutputPlace
from mingbai.publish.publication import Say, silent, working
from mingbai.publish.records import TreeRecords
from mingbai.publish.refusals import OutputRefused
from mingbai.publish.targets import SendingFailed, Target
from mingbai.sentences import Sentence

_HOME = "index.html"
NO_FORMS = CompressedForms(Path(), {})
_LISTS = {"xml", "atom", "rss", "opml", "ics"}


@dataclass(frozen=True)
class SendingPlan:
    """What has to be sent. steps: paths in the order of sending, those of a step in any order.

    removed: what is deleted afterwards. sizes: bytes of each path that is sent. new: how many of
    them the target does not have yet.
    """

    steps: tuple[tuple[str, ...], ...]
    removed: tuple[str, ...]
    sizes: Mapping[str, int]
    new: int

    @property
    def bytes(self) -> int:
        """All that is sent, before any program finds a part of it there."""
        return sum(self.sizes.values())

    @property
    def is_empty(self) -> bool:
        """Whether the target is as it should be, by its manifest."""
        return not self.sizes and not self.removed


@dataclass(frozen=True)
class Sent:
    """What was done. verified: how many files of the target were compared, by bytes or checksum.

    mended: what the target had otherwise than its manifest said; it was sent again.
    """

    plan: SendingPlan
    verified: int
    mended: tuple[str, ...]


def plan(
    site: Path,
    old: Mapping[str, str],
    new: Mapping[str, str],
    gone: Iterable[str],
    forms: CompressedForms = NO_FORMS,
) -> SendingPlan:
    """How a target with the files `old` gets the files `new`; both sha256 by path.

    gone: what an interrupted sending left there, too. forms: those of the new files that are
    compressed forms of others.
    """
    added = new.keys() - old.keys()
    changed = {path for path in new.keys() & old.keys() if new[path] != old[path]}
    steps = [
        [path for path in added if not _is_page(path)],
        [path for path in added if _is_page(path) and _named(path) != _HOME],
        [path for path in added if _named(path) == _HOME],
        [path for path in changed if not _is_page(path) and not _is_list(path)],
        [path for path in changed if _is_page(path)],
        [path for path in changed if _is_list(path)],
    ]
    removed = (old.keys() | set(gone)) - new.keys()
    return SendingPlan(
        steps=tuple(tuple(sorted(step)) for step in steps if step),
        removed=tuple(sorted(removed, key=lambda path: (not _is_page(path), path))),
        sizes={path: (forms.root(path, site) / path).stat().st_size for path in added | changed},
        new=len(added),
    )


def send(
    output: Path,
    target: Target,
    *,
    is_agreed: Callable[[SendingPlan], bool],
    is_compressed: bool | None = None,
    step: Step = lambda _files, _bytes: None,
    say: Say = silent,
) -> Sent | None:
    """Send the site in `output`; None where there was nothing to do, or `is_agreed` said no.

    is_agreed: sees what would be sent. is_compressed: whether compressed forms shall be there, too;
    None: where they are. step: is told how many files and bytes a batch was. Builds of the same
    output wait meanwhile. Raises OutputRefused where the site is not as it was built, SendingFailed
    where the target does not take it.
    """
    place = places.of(output)
    if place.live is None:
        raise OutputRefused(
            Sentence("{output} 里还没有网站；请先运行 mingbai build。", output=output)
        )
    with working(place, say):
        site = _sound(place)
        body = (site / manifest.NAME).read_bytes()
        sums, journal = manifest.parse(body), _journal(place, target)
        there = target.fetch(manifest.NAME)
        gone = _read(journal)
        old = dict(_manifest(there, target, is_begun=bool(gone)))
        old_forms = _old_forms(target)
        forms = NO_FORMS
        if old_forms is not None if is_compressed is None else is_compressed:
            forms = compressing.compress(place.private / "compressed", site, sums)
        new = {**sums, **forms.sums}
        todo = plan(site, {**old, **(old_forms or {})}, new, gone, forms)
        if not is_agreed(todo):
            return None
        _remember(journal, [*gone, *todo.sizes])
        outgoing = Outgoing(target, site, forms)
        for paths in todo.steps:
            outgoing.put(paths, todo.sizes, step)
        mended = outgoing.verified(new)
        if forms.sums:
            outgoing.list_forms()
        elif old_forms is not None:
            target.remove([compressed.NAME])
        outgoing.finish(there, body)
        for gone_paths in batches(todo.removed):
            target.remove(gone_paths)
        journal.unlink()
        return Sent(todo, len(new), mended)


def _old_forms(target: Target) -> Mapping[str, str] | None:
    """The compressed forms that a target has; None where it has none."""
    body = target.fetch(compressed.NAME)
    if body is None:
        return None
    try:
        return manifest.parse(body)
    except manifest.NotAManifest as broken:
        raise SendingFailed(_broken(target, compressed.NAME)) from broken


def _sound(place: OutputPlace) -> Path:
    """The folder of the site; raises OutputRefused where it is not as it was built."""
    live = place.live
    assert live is not None
    if not (live / manifest.NAME).is_file():
        raise OutputRefused(Sentence("{site} 不是本程序生成的网站。", site=place.site))
    records = TreeRecords(place.records)
    listing = records.listing(live) if records.header(live) else None
    if listing is None:
        raise OutputRefused(
            Sentence("{site} 没有生成时的记录；请先运行 mingbai build，再发。", site=place.site)
        )
    edits = list(standing.differences(live, standing.look(live), listing.files))
    if edits:
        raise OutputRefused(
            Sentence(
                "{site} 被改动过（{path}：{what}），没有发；请先运行 mingbai build，改回原样再发。",
                site=place.site,
                path=edits[0].path,
                what=edits[0].what,
            )
        )
    return live


def _manifest(there: bytes | None, target: Target, *, is_begun: bool) -> Mapping[str, str]:
    """What the target has, by its own manifest; raises SendingFailed for somebody else's files.

    is_begun: this target was being sent to before, and was interrupted.
    """
    if there is None:
        foreign = sorted(name for name in target.names() if not name.startswith((".", "lost+")))
        if foreign and not is_begun:
            raise SendingFailed(
                Sentence(
                    "{target} 里有 {first} 等 {count:,} 项，"
                    "不是本程序发的，没有动；请换一个空的地方。",
                    target=target.address,
                    first=foreign[0],
                    count=len(foreign),
                )
            )
        return {}
    try:
        return manifest.parse(there)
    except manifest.NotAManifest as broken:
        raise SendingFailed(_broken(target, manifest.NAME)) from broken


def _broken(target: Target, name: str) -> Sentence:
    """What is said of a list of the target that cannot be read."""
    return Sentence(
        "{target} 的 {file} 坏了，没有发；请看看是谁改的。", target=target.address, file=name
    )


def _journal(place: OutputPlace, target: Target) -> Path:
    """The file that remembers what was sent to a target until its manifest is there."""
    name = sha256(target.address.encode()).hexdigest()[:16]
    return place.private / f"sending-{name}.json"


def _read(journal: Path) -> frozenset[str]:
    try:
        return frozenset(map(str, json.loads(journal.read_text("utf-8"))))
    except (FileNotFoundError, ValueError, TypeError):
        return frozenset()


def _remember(journal: Path, paths: Iterable[str]) -> None:
    part = journal.with_suffix(".part")
    part.write_text(json.dumps(sorted(set(paths)), ensure_ascii=False), "utf-8")
    part.replace(journal)


def _is_page(path: str) -> bool:
    return _named(path).endswith(".html")


def _named(path: str) -> str:
    """The file that a compressed form is handed out for; any other path itself."""
    base = compressed.base(path)
    return base if base and compressed.is_text(base) else path


def _is_list(path: str) -> bool:
    """Whether a file leads readers to pages without being one: feeds, calendars, the search."""
    return _named(path).rpartition(".")[2] in _LISTS or path.startswith("search/")
