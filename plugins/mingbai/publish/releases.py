"""The trees of an output: the one that is served, former ones, leftovers of what was killed."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from mingbai.publish import swap, trees
from mingbai.publish.places import OutputPlace
from mingbai.publish.records import Header, TreeRecords
from mingbai.publish.refusals import OutputRefused
from mingbai.publish.store import Store
from mingbai.sentences import Sentence

KEPT = 2  # former releases


def new_tree(place: OutputPlace) -> Path:
    """An empty folder for a tree that is being made."""
    return Path(tempfile.mkdtemp(prefix="new-", dir=place.trees))


def settle(place: OutputPlace) -> None:
    """Finish what a killed run left: a tree that was swapped is served, others go."""
    records, live = TreeRecords(place.records), place.live
    if live is not None:
        records.served(live)
    for one in place.trees.iterdir():
        if one.is_symlink():
            one.unlink()
    trees_before = _trees(place)
    left_over = [tree for tree in trees_before if records.header(tree) is None]
    for tree in left_over:
        trees.remove(tree)
    standing_trees = [tree for tree in (*trees_before, live) if tree is not None and tree.exists()]
    records.forget(frozenset(tree.stat().st_ino for tree in standing_trees))
    if left_over:
        sweep(place)
    if len(former(place)) > KEPT:
        prune(place)


def former(place: OutputPlace) -> list[tuple[Header, Path]]:
    """Trees that were served before the one that is, newest first."""
    records = TreeRecords(place.records)
    live = records.header(place.live) if place.live else None
    limit = live.sequence if live else None
    former_trees = [(header, tree) for tree in _trees(place) if (header := records.header(tree))]
    earlier = [one for one in former_trees if limit is None or one[0].sequence < limit]
    return sorted(earlier, key=lambda one: -one[0].sequence)


def forget_withdrawn(place: OutputPlace) -> None:
    """Delete trees that were served after the one that is: somebody went back from them."""
    records = TreeRecords(place.records)
    live = records.header(place.live) if place.live else None
    headers = ((tree, records.header(tree)) for tree in _trees(place))
    later = [t for t, header in headers if live and header and header.sequence > live.sequence]
    for tree in later:
        records.drop(tree)
        trees.remove(tree)
    if later:
        sweep(place)


def next_sequence(place: OutputPlace) -> int:
    """The number of the next release: above all that there are."""
    records = TreeRecords(place.records)
    trees = [*_trees(place), *([place.live] if place.live else [])]
    headers = [header for tree in trees if (header := records.header(tree))]
    return max((header.sequence for header in headers), default=0) + 1


def serve(place: OutputPlace, tree: Path) -> None:
    """Let a tree be served, at once and for good; the one that was served is among the trees then.

    All that the tree consists of must be on the disk before (`swap.sync`); its name is after.
    """
    records, live = TreeRecords(place.records), place.live
    if place.site.is_symlink():
        swap.point(place.site, tree, place.trees)
    elif live is not None:
        swap.exchange(tree, place.site)
    elif swap.can_exchange(place.trees):
        tree.rename(place.site)
    else:
        swap.point(place.site, tree, place.trees)
    swap.sync_entries(place.site.parent)
    swap.sync_entries(place.trees)
    if place.live is not None:
        records.served(place.live)


def probe(place: OutputPlace) -> swap.Obstacle | None:
    """Why a new tree could not be served, before any is made; None where it can.

    An empty folder where trees cannot be exchanged is removed: a link will take its place.
    """
    live = place.live
    if live is None or place.site.is_symlink():
        return None
    obstacle = swap.obstacle(place.site, place.trees)
    if obstacle is None and not swap.can_exchange(place.trees):
        obstacle = swap.Obstacle.LAYER
    if obstacle is swap.Obstacle.LAYER and not any(live.iterdir()):
        live.rmdir()
        return None
    return obstacle


def discard(place: OutputPlace, tree: Path) -> None:
    """Delete a tree that is not to be served, and what only it needed, as far as the disk lets us.

    What is left, the next run deletes.
    """
    shutil.rmtree(tree, ignore_errors=True)
    with suppress(OSError):
        sweep(place)


def prune(place: OutputPlace) -> None:
    """Delete all but the newest former releases, and of their objects those that nothing needs.

    Objects go first: a tree has links of its own, and as long as it stands its record says which
    objects were for it alone.
    """
    records = TreeRecords(place.records)
    stay = {tree for _, tree in former(place)[:KEPT]}
    gone = [tree for tree in _trees(place) if tree not in stay]
    if not gone:
        return
    needed = [*stay, *([place.live] if place.live else [])]
    Store(place.objects).drop(_digests(records, gone) - _digests(records, needed))
    for tree in gone:
        trees.remove(tree)
    records.forget(frozenset(tree.stat().st_ino for tree in needed))


def sweep(place: OutputPlace) -> None:
    """Delete every object that no tree needs: those, too, of trees that were never recorded."""
    records = TreeRecords(place.records)
    needed = [*_trees(place), *([place.live] if place.live else [])]
    Store(place.objects).sweep(_digests(records, needed))


def _digests(records: TreeRecords, some: Iterable[Path]) -> set[str]:
    """The objects of these trees."""
    listings = [records.listing(tree) for tree in some]
    return {s.digest for listing in listings if listing for s in listing.files.values()}


def _trees(place: OutputPlace) -> list[Path]:
    """Every tree but the one that is served; where links are served that one is here, too."""
    live = place.live
    folders = sorted(one for one in place.trees.iterdir() if one.is_dir() and not one.is_symlink())
    return [one for one in folders if live is None or not one.samefile(live)]


def refusal(obstacle: swap.Obstacle, site: Path) -> OutputRefused:
    """Why a new site cannot take the place of the old one, and what to do."""
    if obstacle is swap.Obstacle.MOUNT:
        return OutputRefused(
            Sentence(
                "{site} 是挂载点，不能整个换掉，什么都没有写。"
                "请用 --output {site}/网站 这样的下级文件夹，让网页服务器指向那里。",
                site=site,
            )
        )
    return OutputRefused(
        Sentence(
            "{site} 所在的文件系统不能一步换掉文件夹，什么都没有写；原来的网站没有变。"
            "请用 --output 给一个还没有的位置：那里会做成链接，以后一步换到新网站；"
            "再让网页服务器指向那里。",
            site=site,
        )
    )
