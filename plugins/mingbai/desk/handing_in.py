"""What is ready on the desk -> a branch of the repository, sent or as a file; and back again."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace

from mingbai.desk import repository
from mingbai.desk.examination import Examination
from mingbai.desk.looking import DeskPlace, Look, Say, look, title_of
from mingbai.desk.parcels import HandedIn
from mingbai.desk.repository import MainState


class NotHandedIn(Exception):
    """Nothing was handed in. look: as the desk stands now. The message says why, in words."""

    def __init__(self, words: str, now: Look) -> None:
        super().__init__(words)
        self.look = now


class NotTakenBack(Exception):
    """What was handed in cannot be taken back. The message says why, in words."""


@dataclass(frozen=True)
class HandingIn:
    """What was done. others: titles of what others published meanwhile."""

    handed: HandedIn
    others: tuple[str, ...]


def hand_in(desk: DeskPlace, look_shown: Look, moment: str, say: Say) -> HandingIn:
    """Hand in all that was shown as ready. moment: of it, ISO.

    Where the main branch has moved meanwhile, the workbooks are imported anew upon what is newest,
    with the same answers, and all is checked again: nothing of another is overwritten. NotHandedIn
    where something that was ready then is not, or nothing differs from what is published.
    """
    say("看看别人交了什么")
    main = repository.newest_main(desk.repository)
    others = _others(desk, look_shown.main.commit, main.commit)
    now = look_shown if _is_as_shown(desk, look_shown, main) else look(desk, say, main)
    wanted = {one.parcel.id for one in look_shown.ready}
    lost = [one for one in now.examinations if one.parcel.id in wanted and not one.is_ready]
    if lost:
        whose = "、".join(others) or "网上的数据"
        raise NotHandedIn(f"还没有交。在您填的时候，{whose}变了，又核对了一遍，请再看看。", now)
    ready = tuple(one for one in now.ready if one.parcel.id in wanted)
    say("提交")
    commit = _committed(desk, now, ready)
    if commit == now.main.commit:
        raise NotHandedIn("和网上的一样，不用交。", now)
    handed = _handed(desk, now, ready, commit, moment)
    repository.hand_in(desk.repository, handed.branch, handed.commit)
    # recorded before it is sent: whatever reaches the remote can be taken back
    desk.work.shelve(handed, tuple(parcel for one in ready for parcel in one.parcels))
    repository.bundle(desk.repository, handed.branch, handed.base, desk.work.bundle(handed))
    handed = send_again(desk, handed)
    _forget_former(desk, handed)
    return HandingIn(handed, others)


def send_again(desk: DeskPlace, handed: HandedIn) -> HandedIn:
    """Send what is only here so far; unchanged where the remote cannot be reached."""
    try:
        is_sent = repository.send(desk.repository, handed.branch, handed.commit)
    except repository.NotSent:
        return handed
    sent = replace(handed, is_sent=is_sent)
    desk.work.record(sent)
    return sent


def take_back(desk: DeskPlace, handed: HandedIn) -> None:
    """Undo: the branch goes, the workbooks lie on the desk again. NotTakenBack once published."""
    if is_published(desk, handed):
        raise NotTakenBack("已经公开了，不能撤回。要改，改好工作簿再交一次，网上会标“更正”。")
    try:
        repository.take_back(desk.repository, handed.branch, handed.commit)
    except repository.NotSent as failed:
        raise NotTakenBack(f"{failed}等网络通了再撤回。") from failed
    desk.work.unshelve(handed)


def is_published(desk: DeskPlace, handed: HandedIn) -> bool:
    """Whether the main branch has every package just as it was handed in."""
    main = repository.newest_main(desk.repository).commit
    return all(
        repository.package_version(desk.repository, main, place) == version
        for place, version in zip(handed.places, handed.versions, strict=True)
    )


def _forget_former(desk: DeskPlace, handed: HandedIn) -> None:
    """Take back what this desk handed in of the same packages before, if it is not published."""
    for former in desk.work.handed_in():
        is_former = former.id != handed.id and set(former.places) <= set(handed.places)
        if is_former and not is_published(desk, former):
            try:
                repository.take_back(desk.repository, former.branch, former.commit)
            except repository.NotSent:
                continue  # it stays in the list, and can be taken back later
            desk.work.forget(former)


def _is_as_shown(desk: DeskPlace, look_shown: Look, main: MainState) -> bool:
    """Whether the work tree still holds what was shown, upon what is newest."""
    parcels = tuple(one.parcel for one in look_shown.examinations)
    is_same = parcels == desk.work.parcels() and look_shown.main.commit == main.commit
    return is_same and desk.tree.head() == main.commit


def _others(desk: DeskPlace, before: str, after: str) -> tuple[str, ...]:
    """The titles of what others published between two commits."""
    if before == after:
        return ()
    desk.tree.reset(after)
    places = repository.changed_packages(desk.repository, before, after)
    return tuple(title_of(desk.tree.data, place) for place in places)


def _committed(desk: DeskPlace, now: Look, ready: tuple[Examination, ...]) -> str:
    """A commit for each package upon the newest main branch; the id of the last."""
    commit = now.main.commit
    for one in ready:
        assert one.place is not None
        lines = [
            one.place.words,
            "",
            *(
                line
                for parcel in one.parcels
                for line in (f"工作簿：{parcel.name}", f"sha256：{parcel.digest}")
            ),
            f"批准公开：{one.parcel.approved_by}",
        ]
        author = (f"{one.place.agency}报账台", f"{one.place.publisher}@desk.invalid")
        commit = desk.tree.commit("\n".join(lines), author, one.place.path)
    return commit


def _handed(
    desk: DeskPlace, now: Look, ready: tuple[Examination, ...], commit: str, moment: str
) -> HandedIn:
    id_ = secrets.token_hex(6)
    places = [one.place for one in ready if one.place is not None]
    name = places[0].path.replace("/", "-")
    return HandedIn(
        id=id_,
        branch=f"{repository.BRANCHES}{name}-{id_}",
        commit=commit,
        base=now.main.commit,
        places=tuple(place.path for place in places),
        titles=tuple(place.words for place in places),
        versions=tuple(
            repository.package_version(desk.repository, commit, place.path) for place in places
        ),
        sent_on=moment,
        is_sent=False,
    )
