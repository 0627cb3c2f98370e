"""Inputs, output folder -> Published: the portal is built aside, then swapped with the old one.

The output holds the old site or the new one at every moment. What the program must know of it lies
beside it (`places`), where no reader gets it. `SHA256SUMS` says the sha256 of each file to all; the
note that signs it (`mingbai sign`) is no part of a build, but stays while what it signs is built
again.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from mingbai.issues import DataInvalid
from mingbai.publish import lock, places, releases, rendering, staging, standing, swap, trees
from mingbai.publish.inputs import Inputs, InputsRead, InputsSeen, Prepared
from mingbai.publish.places import OutputPlace
from mingbai.publish.records import Header, Listing, Record, Stamp, TreeRecords
from mingbai.publish.refusals import OutputRefused, words
from mingbai.publish.rendering import Rendered, StandingSite, Tell, tell_terminal
from mingbai.publish.standing import Difference
from mingbai.publish.store import Store
from mingbai.publish.trees import Seen
from mingbai.sentences import Sentence

Say = Callable[[str], None]
Render = Callable[[Inputs, Path], Rendered | None]
_ATTEMPTS = 3  # builds in a row during which the data changed


@dataclass(frozen=True)
class Published:
    """The result of a run. site: where it stands. files: how many it has.

    is_unchanged: nothing had to be made. mended: what somebody had changed in the site, which is
    as it was again. rendered: what was made and what was kept, where anything was rendered.
    """

    site: Path
    files: int
    is_unchanged: bool
    mended: tuple[Difference, ...] = ()
    rendered: Rendered | None = None


@dataclass(frozen=True)
class _Order:
    """What a run was asked for; see `publish`."""

    place: OutputPlace
    inputs: Inputs
    say: Say
    render: Render | None
    is_fresh: bool
    jobs: int
    standing: Path | None
    prepared: Prepared | None
    tell: Tell

    @property
    def records(self) -> TreeRecords:
        """The records of the place."""
        return TreeRecords(self.place.records)


@dataclass(frozen=True)
class _Served:
    """The site that is served when a run begins. header: None where it has no sound record.

    files, inputs: of its record. edits: what is not as it was left.
    """

    tree: Path | None
    header: Header | None
    files: Mapping[str, Stamp]
    inputs: Mapping[str, Stamp]
    edits: tuple[Difference, ...]


def silent(_words: str) -> None:
    """For whoever need not be told."""


def publish(
    inputs: Inputs,
    output: Path,
    say: Say = silent,
    render: Render | None = None,
    *,
    is_fresh: bool = False,
    jobs: int = 1,
    standing: Path | None = None,
    prepared: Prepared | None = None,
    tell: Tell = tell_terminal,
) -> Published:
    """Build the portal into `output`, which holds the old site or the new one at every moment.

    say: is told what takes time: another command that is waited for, data that changed meanwhile.
    render: writes something else than the portal into an empty folder. is_fresh: read every file of
    inputs and site, also where nothing looks changed, and keep none that has to be made. jobs: how
    many processes may work at it. standing: another output whose files may be kept, where not this
    one's. prepared: what the inputs make, where their data was checked already; nothing is made of
    it once they changed. tell: is told on a terminal how far it is. Raises DataInvalid (the data
    has errors), OutputRefused (the folder or the disk cannot be used); both leave the old site byte
    for byte.
    """
    place = places.of(output)
    with working(place, say):
        outcome = _publish(
            _Order(
                place,
                inputs,
                say,
                render=render,
                is_fresh=is_fresh,
                jobs=jobs,
                standing=standing,
                prepared=prepared,
                tell=tell,
            )
        )
    if isinstance(outcome, Published):
        return outcome
    if outcome is swap.Obstacle.MOUNT and place.site == output.absolute():
        return publish(
            inputs,
            places.inside(output).site,
            say,
            render,
            is_fresh=is_fresh,
            jobs=jobs,
            standing=standing,
            prepared=prepared,
            tell=tell,
        )
    raise releases.refusal(outcome, place.site)


def standing_site(output: Path) -> StandingSite | None:
    """The site that an output serves, and where the record of its tasks lies; None before any."""
    place = places.of(output)
    live = place.live
    return StandingSite(live, TreeRecords(place.records).tasks(live)) if live else None


@contextmanager
def working(place: OutputPlace, say: Say) -> Iterator[None]:
    """Have a place for oneself; what the disk refuses is an OutputRefused, in words."""
    try:
        place.prepare()
        with lock.held(place.lock, say):
            releases.settle(place)
            yield
    except OSError as fault:
        message = words(fault, place.site.parent)
        if message is None:
            raise
        raise OutputRefused(message) from fault


def _publish(order: _Order) -> Published | swap.Obstacle:
    """Publish, or say what stands in the way before anything is rendered."""
    place = order.place
    live = place.live
    header = order.records.header(live) if live else None
    if live and header and not order.is_fresh and _looks_unchanged(order.inputs, live, header):
        return Published(place.site, header.files, is_unchanged=True)
    seen, looks = order.inputs.look(), standing.look(live) if live else {}
    served = _served(order, live, header, looks)
    read = seen.read({} if order.is_fresh else _known(order, served))
    is_same = served.header is not None and served.header.inputs == read.fingerprint
    if served.header and is_same and not served.edits:
        _refresh(order, served, looks, seen, read)
        return Published(place.site, served.header.files, is_unchanged=True)
    return releases.probe(place) or _replace(order, served, (seen, read) if is_same else None)


def _known(order: _Order, served: _Served) -> Mapping[str, Stamp]:
    """Files of the inputs whose sha256 is known, as they looked when they were read."""
    if order.prepared is None:
        return served.inputs
    return {**served.inputs, **order.prepared.read.stamps}


def _looks_unchanged(inputs: Inputs, live: Path, header: Header) -> bool:
    """Whether inputs and site look as they did, by sizes, times and inodes alone."""
    inputs_seen = inputs.signature()
    if inputs_seen != header.inputs_seen:
        return False  # without a look at the site, which is ten times as large
    return header.looks_like(inputs_seen, standing.signature(live))


def _replace(
    order: _Order, served: _Served, same: tuple[InputsSeen, InputsRead] | None
) -> Published:
    """Make a new tree and serve it.

    same: the inputs, where they are those of the site that is served, which somebody changed.
    """
    place = order.place
    store = Store(place.objects, set())
    if served.header and not served.edits:
        store.sound.update(stamp.digest for stamp in served.files.values())
    releases.forget_withdrawn(place)
    tree = releases.new_tree(place)
    try:
        rendered = None
        record = _laid(order, served, store, tree, same) if same else None
        if record is None:
            record, rendered = _rendered(order, served, store, tree)
        is_served = _has_same_files(record, served)
        if not is_served:
            staging.keep_note(tree, served.tree)
            order.records.write(tree, record)
            _remember(order, served, tree, record, rendered)
            swap.sync(place.trees)
    except BaseException as fault:
        message = words(fault, place.trees) if isinstance(fault, OSError) else None
        releases.discard(place, tree)  # afterwards the disk looks as if it had room
        if message is not None:
            raise OutputRefused(message) from fault
        raise
    if is_served and served.tree and served.header:
        releases.discard(place, tree)
        header = replace(
            served.header, inputs=record.header.inputs, inputs_seen=record.header.inputs_seen
        )
        standing_record = Record(header, Listing(served.files, record.listing.inputs))
        _remember(order, served, served.tree, standing_record, rendered)
        _write(order, served.tree, standing_record)
    else:
        if served.tree and served.edits:
            order.records.drop(served.tree)  # it is no release that one could go back to
        releases.serve(place, tree)
        releases.prune(place)
    return Published(
        place.site,
        record.header.files,
        is_unchanged=False,
        mended=served.edits,
        rendered=rendered,
    )


def _remember(
    order: _Order, served: _Served, tree: Path, record: Record, rendered: Rendered | None
) -> None:
    """Leave the record of a tree's tasks for the next build.

    rendered: None where the tree was laid as it was: then so is its record.
    """
    path, site = order.records.tasks(tree), _standing(order, served)
    if rendered is not None:
        rendering.remember(rendered, path, record.listing.files)
    elif site is not None and site.record.exists():
        shutil.copyfile(site.record, path)


def _served(
    order: _Order, tree: Path | None, header: Header | None, looks: Mapping[str, Seen]
) -> _Served:
    """What is served, held against its record; raises OutputRefused for somebody else's files."""
    listing = order.records.listing(tree) if tree and header else None
    files = listing.files if listing else {}
    if tree and not places.looks_ours(tree) and not _is_recorded(looks, files):
        raise OutputRefused(
            Sentence(
                "{tree} 里有不是本程序生成的文件，为免误删没有动它；请换一个空文件夹。", tree=tree
            )
        )
    edits: tuple[Difference, ...] = ()
    if tree and listing:
        edits = tuple(standing.differences(tree, looks, files, is_read=order.is_fresh))
    return _Served(
        tree, header if listing else None, files, listing.inputs if listing else {}, edits
    )


def _is_recorded(looks: Mapping[str, Seen], files: Mapping[str, Stamp]) -> bool:
    """Whether any file of a site is the very one that was put there."""
    return any(path in looks and stamp[1:] == looks[path][1:] for path, stamp in files.items())


def _rendered(
    order: _Order, served: _Served, store: Store, tree: Path
) -> tuple[Record, Rendered | None]:
    """Render what is newest into an empty tree; again, if the data changed meanwhile."""
    sequence = releases.next_sequence(order.place)
    known = _known(order, served)
    for _ in range(_ATTEMPTS):
        seen = order.inputs.look()
        read = seen.read(known)
        known = read.stamps
        try:
            rendered = _render(order, served, read, tree)
        except DataInvalid:
            if not _changed(order, read):
                raise
        else:
            if not _changed(order, read):
                written = rendered.files if rendered else {}
                shared = served.files if served.header and not served.edits else {}
                digests, left = staging.seal(tree, store, written, shared)
                return staging.record(tree, digests, left, (seen, read), sequence), rendered
        order.say(Sentence("数据在生成期间又改了，照最新的重做。"))
        staging.empty(tree)
    raise OutputRefused(Sentence("数据在生成期间一直在改，没有发布；等改完再运行一次。"))


def _render(order: _Order, served: _Served, read: InputsRead, tree: Path) -> Rendered | None:
    """Render into an empty tree, upon the site that is served or another that stands."""
    if order.render is not None:
        return order.render(order.inputs, tree)
    site = None
    if order.standing is not None:
        site = standing_site(order.standing)
    elif not order.is_fresh:
        site = _standing(order, served)
    is_prepared = order.prepared and order.prepared.read.fingerprint == read.fingerprint
    known = order.prepared.site if order.prepared and is_prepared else None
    return rendering.render(order.inputs, tree, site, order.jobs, site=known, tell=order.tell)


def _standing(order: _Order, served: _Served) -> StandingSite | None:
    """The site that is served, where it is known how it was left."""
    if served.tree is None or served.header is None:
        return None
    return StandingSite(served.tree, order.records.tasks(served.tree))


def _changed(order: _Order, read: InputsRead) -> bool:
    """Whether the inputs are no longer those that were read."""
    return order.inputs.look().read(read.stamps).fingerprint != read.fingerprint


def _laid(
    order: _Order,
    served: _Served,
    store: Store,
    tree: Path,
    same: tuple[InputsSeen, InputsRead],
) -> Record | None:
    """The tree as it was before somebody changed it, from the store; None where it is not whole."""
    if not store.lay(served.files, tree):
        staging.empty(tree)
        return None
    digests = {path: stamp.digest for path, stamp in served.files.items()}
    left = standing.look(tree)
    return staging.record(tree, digests, left, same, releases.next_sequence(order.place))


def _has_same_files(record: Record, served: _Served) -> bool:
    """Whether the site that is served has the very files of a record, and nobody changed it."""
    return (
        served.header is not None
        and not served.edits
        and served.header.manifest == record.header.manifest
    )


def _refresh(
    order: _Order,
    served: _Served,
    looks: Mapping[str, Seen],
    seen: InputsSeen,
    read: InputsRead,
) -> None:
    """Say in the record how things look now: they were touched, and are the same."""
    assert served.tree is not None
    assert served.header is not None
    digests = {path: stamp.digest for path, stamp in served.files.items()}
    header = replace(served.header, inputs_seen=seen.signature, seen=trees.signature(looks))
    _write(
        order, served.tree, Record(header, Listing(standing.stamps(looks, digests), read.stamps))
    )


def _write(order: _Order, tree: Path, record: Record) -> None:
    """Replace the record of the tree that is served."""
    order.records.write(tree, record)
    order.records.served(tree)
