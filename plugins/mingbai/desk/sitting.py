"""A desk at work: one thing after another in the background, and at any moment how it stands.

Importing and rendering take their time; the browser asks how far it is. One thread does all that
touches the work tree, so that two clicks never meet in it.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from mingbai.build_day import CHINA
from mingbai.desk import handing_in
from mingbai.desk.handing_in import NotHandedIn, NotTakenBack
from mingbai.desk.looking import DeskPlace, Look, consequences, look
from mingbai.desk.parcels import HandedIn, Parcel, told_apart
from mingbai.desk.repository import GitFailed
from mingbai.issues import DataInvalid
from mingbai.preview import Preview
from mingbai.previewing import BaseRefused
from mingbai.publish import OutputRefused

_PATIENCE = 5  # seconds
_FAILED = "没有做成，放上来的都还在。原因写在命令窗口里，请管网站的人看看。"
_LOG = logging.getLogger(__name__)
Work = Callable[[], None]


@dataclass(frozen=True)
class HandedState:
    """What was handed in, and whether it is published by now."""

    handed: HandedIn
    is_published: bool


@dataclass(frozen=True)
class DeskState:
    """How a desk stands. number: another after each change.

    looks: the number of looks that were taken. doing: what is being done, "" for nothing. look:
    None before the first. preview: None before it
    is made; no_preview: why there is none. told: the last thing to tell the clerk. is_trouble:
    it went wrong.
    """

    number: int = 0
    looks: int = 0
    doing: str = ""
    look: Look | None = None
    preview: Preview | None = None
    no_preview: str = ""
    handed: tuple[HandedState, ...] = ()
    told: str = ""
    is_trouble: bool = False


class Sitting:
    """The desk of one work folder; `start` begins to work, `stop` ends."""

    def __init__(self, desk: DeskPlace) -> None:
        self.desk = desk
        self._state = DeskState()
        self._waiting: list[Work] = []
        self._wakes = threading.Condition()
        self._is_stopped = False
        self._thread = threading.Thread(target=self._run, daemon=True)

    @property
    def state(self) -> DeskState:
        """How it stands at this moment."""
        return self._state

    def start(self) -> None:
        """Begin with a look at what lies on the desk."""
        self._thread.start()
        self.look()

    def stop(self) -> None:
        """End, if it can be soon after what is being done; what is cut off is done anew later."""
        with self._wakes:
            self._is_stopped = True
            self._waiting.clear()
            self._wakes.notify()
        self._thread.join(_PATIENCE)

    def receive(self, files: list[tuple[str, bytes]]) -> None:
        """Put workbooks on the desk."""
        moment = _now()
        for name, body in told_apart(files):
            self.desk.work.receive(name, body, moment)
        self.look()

    def save(self, parcel: Parcel) -> None:
        """Keep what she said of a workbook, and import it anew."""
        self.desk.work.save(parcel)
        self.look()

    def drop(self, parcel: Parcel) -> None:
        """Take a workbook off the desk."""
        self.desk.work.drop(parcel)
        self.look()

    def look(self) -> None:
        """Import what lies on the desk, and make the preview."""
        self._soon(self._look)

    def hand_in(self) -> None:
        """Hand in what is ready."""
        self._soon(self._hand_in)

    def send_again(self, handed: HandedIn) -> None:
        """Try once more to send what is only here."""
        self._soon(lambda: self._send_again(handed))

    def take_back(self, handed: HandedIn) -> None:
        """Undo what was handed in."""
        self._soon(lambda: self._take_back(handed))

    def _soon(self, work: Work) -> None:
        with self._wakes:
            if work not in self._waiting:
                self._waiting.append(work)
            self._put(doing=self._state.doing or "马上开始")
            self._wakes.notify()

    def _run(self) -> None:
        while True:
            with self._wakes:
                self._wakes.wait_for(lambda: self._waiting or self._is_stopped)
                if self._is_stopped:
                    return
                work = self._waiting.pop(0)
            try:
                work()
            except (GitFailed, OSError):
                _LOG.exception("desk")  # for whoever is called to help
                self._put(told=_FAILED, is_trouble=True)
            with self._wakes:
                self._put(doing="马上开始" if self._waiting else "")

    def _look(self) -> None:
        self._put(preview=None, no_preview="")
        self._after(look(self.desk, self._say))

    def _after(self, seen: Look) -> None:
        """Tell what was seen, then what would come of it, unless something else is to be done."""
        looks = self._state.looks + 1
        self._put(look=seen, looks=looks, handed=self._handed_states(), preview=None)
        if not seen.ready or self._waiting:
            return
        self._say("照公开时的样子做一遍网页，看会变什么")
        try:
            self._put(preview=consequences(self.desk, seen.main), no_preview="")
        except (BaseRefused, OutputRefused) as refused:
            self._put(no_preview=str(refused))
        except DataInvalid:
            self._put(no_preview="几份工作簿放在一起有错误，做不出网页。请一份一份交。")

    def _hand_in(self) -> None:
        last_look = self._state.look
        if last_look is None or not last_look.ready:
            return
        try:
            done = handing_in.hand_in(self.desk, last_look, _now(), self._say)
        except NotHandedIn as refused:
            self._put(told=str(refused), is_trouble=True)
            self._after(refused.look)
            return
        self._put(told=_told(done.handed, done.others, bool(self.desk.repository.remote)))
        self._after(look(self.desk, self._say))

    def _send_again(self, handed: HandedIn) -> None:
        self._say("再送一次")
        again = handing_in.send_again(self.desk, handed)
        words = "送到了。" if again.is_sent else "还是送不出去：网络不通，或者没有权限。"
        self._put(told=words, is_trouble=not again.is_sent, handed=self._handed_states())

    def _take_back(self, handed: HandedIn) -> None:
        self._say("撤回")
        try:
            handing_in.take_back(self.desk, handed)
        except NotTakenBack as refused:
            self._put(told=str(refused), is_trouble=True, handed=self._handed_states())
            return
        self._put(told="撤回了。工作簿还在这里，改好再交。", is_trouble=False)
        self._look()

    def _handed_states(self) -> tuple[HandedState, ...]:
        return tuple(
            HandedState(handed, handing_in.is_published(self.desk, handed))
            for handed in self.desk.work.handed_in()
        )

    def _say(self, words: str) -> None:
        self._put(doing=words)

    def _put(self, **what: object) -> None:
        with self._wakes:
            changed = replace(self._state, **what)  # type: ignore[arg-type]  # its own fields
            self._state = replace(changed, number=self._state.number + 1)


def _told(handed: HandedIn, others: tuple[str, ...], has_remote: bool) -> str:
    what = "、".join(handed.titles)
    meanwhile = f"在您填的时候，别人公开了{'、'.join(others)}，两边都在。" if others else ""
    if handed.is_sent:
        return f"交好了：{what}。等审核的人合进去就公开。{meanwhile}"
    if has_remote:
        return f"在这台电脑上交好了：{what}，但是送不出去。可以再送一次，或者用 U 盘。{meanwhile}"
    return f"交好了：{what}。把文件存到 U 盘，交给管网站的人。{meanwhile}"


def _now() -> str:
    return datetime.now(CHINA).isoformat(timespec="seconds")
