"""A shared folder: workbook in -> a report and the marked workbook beside it; good ones handed in.

The folder is looked through again and again, for a network drive does not tell what changes. A
workbook is taken when it has been the same for a whole round and nobody has it open; it stays where
it is. What was done with it is remembered by its content, so that the watch may be stopped at any
time, and the same name with other content is read again.

Several workbooks may have a part each of what has to come: one in which nothing is wrong but that
others are lacking waits for them, and all are handed in as one package. So are those that follow
before the first is published.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mingbai.build_day import CHINA
from mingbai.desk import handing_in
from mingbai.desk.examination import Examination
from mingbai.desk.handing_in import HandingIn, NotHandedIn
from mingbai.desk.looking import DeskPlace, Look, look, silent
from mingbai.desk.parcels import told_apart
from mingbai.desk.receipts import accepted, refused
from mingbai.desk.watch_memory import WatchMemory

_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".et", ".ods", ".csv", ".tsv")
_OPEN = ("~$", ".~")  # what Excel, WPS and LibreOffice lay beside a file that is open
_MARKED, _RECEIPT = "-修改清单", "-回执"
_MEMORY = "watched.json"

_Looks = tuple[int, int]  # size in bytes, time of the last change in nanoseconds


@dataclass(frozen=True)
class WatchedWorkbook:
    """What became of a workbook. name: below the folder. is_handed_in: it became a branch."""

    name: str
    is_handed_in: bool
    words: str


class FolderWatch:
    """The watch of one folder. It remembers, in the work folder, what it read and what it wrote."""

    def __init__(self, desk: DeskPlace, folder: Path) -> None:
        self._desk = desk
        self._folder = folder
        self._seen: dict[str, _Looks] = {}
        self._memory = WatchMemory.of(desk.work.root / _MEMORY)
        self._checked: dict[str, _Looks] = {}  # name -> how it looked when its content was known

    def round(self) -> tuple[WatchedWorkbook, ...]:
        """Look through the folder once; what was done with the workbooks that were ready."""
        now = dict(self._files())
        settled = [name for name, looks in now.items() if self._seen.get(name) == looks]
        self._seen = now
        done: list[WatchedWorkbook] = []
        for name in settled:
            if self._checked.get(name) == now[name]:
                continue
            body = self._body(name, now[name])
            if body is None:
                continue
            digest = _digest(body)
            self._checked[name] = now[name]
            if digest not in (self._memory.read.get(name), self._memory.written.get(name)):
                done += self._take(name, body)
                self._memory.read[name] = digest
                self._memory.save()
        return tuple(done)

    def _files(self) -> Iterator[tuple[str, _Looks]]:
        """Workbooks in the folder that nobody has open, by name, with how they look."""
        for path in sorted(self._folder.rglob("*")):
            name = path.relative_to(self._folder)
            is_hidden = any(part.startswith((".", "~$")) for part in name.parts)
            if is_hidden or path.suffix.lower() not in _SUFFIXES or path.is_symlink():
                continue
            try:
                if path.is_file() and not self._is_open(path):
                    status = path.stat()
                    yield name.as_posix(), (status.st_size, status.st_mtime_ns)
            except OSError:
                continue  # gone, or not to be read: looked at again in the next round

    @staticmethod
    def _is_open(path: Path) -> bool:
        beside = {one.name for one in path.parent.iterdir() if one.name.startswith(_OPEN)}
        marks = {f"~${path.name}", f"~${path.name[2:]}", f".~{path.name}", f".~lock.{path.name}#"}
        return bool(beside & marks)

    def _body(self, name: str, looks: _Looks) -> bytes | None:
        """The content of a file that is still as it looked; None where it is being written."""
        path = self._folder / name
        try:
            body = path.read_bytes()
            status = path.stat()
        except OSError:
            return None
        is_same = (status.st_size, status.st_mtime_ns) == looks and len(body) == status.st_size
        return body if is_same and body else None

    def _take(self, name: str, body: bytes) -> Iterator[WatchedWorkbook]:
        """Import a workbook; hand it in where nothing is in the way, else say what is.

        Workbooks that waited and go with it are told of, too.
        """
        moment = datetime.now(CHINA).isoformat(timespec="seconds")
        self._clear_desk()
        self._memory.place(name)
        parcel = self._desk.work.receive(Path(name).name, body, moment)
        names: Mapping[str, str] = {parcel.name: name}  # as it lies on the desk -> below the folder
        seen = look(self._desk, silent)
        [alone] = seen.examinations
        if alone.is_ready or _waits(alone):
            assert alone.place is not None
            self._memory.place(name, waiting=alone.place.path)
            seen, names = self._with_others(seen, names, body, moment)
        if not seen.ready:
            yield from self._refuse(seen.examinations, names, "", told=name)
        else:
            try:
                done = handing_in.hand_in(self._desk, seen, moment, silent)
            except NotHandedIn as failed:
                now = failed.look.examinations or seen.examinations
                self._memory.place(name)
                yield from self._refuse(now, names, str(failed), told=name)
            else:
                yield from self._accept(seen.examinations, names, done)
        self._clear_desk()

    def _with_others(
        self, alone: Look, names: Mapping[str, str], body: bytes, moment: str
    ) -> tuple[Look, Mapping[str, str]]:
        """The workbook on the desk with those that go with it, if any; the names of all.

        One that is whole without them, and does not fit them, is a new version: it goes alone.
        """
        [one] = alone.examinations
        assert one.place is not None
        name = names[one.parcel.name]
        others = dict(self._others(name, body, one.place.path))
        if not others:
            return alone, names
        files = [(Path(name).name, body), *((Path(n).name, b) for n, b in others.items())]
        all_names = dict(names)
        for other, (plain, content) in zip(others, list(told_apart(files))[1:], strict=True):
            self._desk.work.receive(plain, content, moment)
            all_names[plain] = other
        together = look(self._desk, silent)
        if together.ready or not one.is_ready:
            return together, all_names
        for parcel in self._desk.work.parcels():
            if parcel.name not in names:
                self._desk.work.drop(parcel)
        return look(self._desk, silent), names

    def _others(self, name: str, body: bytes, place: str) -> Iterator[tuple[str, bytes]]:
        """Workbooks of the same package that wait, or were handed in and are not published yet."""
        is_open = any(
            place in handed.places and not handing_in.is_published(self._desk, handed)
            for handed in self._desk.work.handed_in()
        )
        known = {**(self._memory.handed if is_open else {}), **self._memory.waiting}
        for other, its_place in sorted(known.items()):
            looks = self._seen.get(other)
            if its_place != place or other == name or looks is None:
                continue
            content = self._body(other, looks)
            is_same = content is not None and _digest(content) == self._memory.read.get(other)
            if content is not None and is_same and content != body:
                yield other, content

    def _accept(
        self, seen: tuple[Examination, ...], names: Mapping[str, str], done: HandingIn
    ) -> Iterator[WatchedWorkbook]:
        """Leave a receipt beside each workbook that was handed in."""
        for one in seen:
            name = names[one.parcel.name]
            beside = [other.parcel.name for other in seen if other is not one]
            words = accepted(one, done.handed, bool(self._desk.repository.remote), beside)
            self._leave(name, _RECEIPT, ".txt", _text(words))
            self._clear(name, _MARKED, ".xlsx")
            self._memory.place(name, handed=one.place.path if one.place is not None else "")
            yield WatchedWorkbook(name, is_handed_in=True, words=words)

    def _refuse(
        self, seen: tuple[Examination, ...], names: Mapping[str, str], why: str, *, told: str
    ) -> Iterator[WatchedWorkbook]:
        """Leave beside each workbook what is in the way. told: the one that was new.

        One that is handed in already, in a version that stands, keeps its receipt.
        """
        for one in seen:
            name = names[one.parcel.name]
            if name != told and name in self._memory.handed:
                continue
            words = refused(one, why, [other for other in seen if other is not one])
            if one.marked is not None:
                self._leave(name, _MARKED, ".xlsx", one.marked.read_bytes())
            self._leave(name, _RECEIPT, ".txt", _text(words))
            if name == told:
                yield WatchedWorkbook(name, is_handed_in=False, words=words)

    def _clear_desk(self) -> None:
        """Nothing lies in the work folder, not even of a watch that was cut off."""
        for left in self._desk.work.parcels():
            self._desk.work.drop(left)

    def _leave(self, name: str, mark: str, suffix: str, body: bytes) -> None:
        """Put a file beside a workbook; never over one that somebody else wrote or changed."""
        for target in self._targets(name, mark, suffix):
            path = self._folder / target
            if not path.exists() or self._is_ours(target):
                partial = path.with_name(f".{path.name}.part")
                partial.write_bytes(body)
                partial.replace(path)
                self._memory.written[target] = _digest(body)
                self._memory.save()
                return

    def _clear(self, name: str, mark: str, suffix: str) -> None:
        """Remove what was left beside a workbook in an earlier round and nobody has touched."""
        target = next(self._targets(name, mark, suffix))
        if self._is_ours(target):
            (self._folder / target).unlink(missing_ok=True)

    def _is_ours(self, name: str) -> bool:
        path = self._folder / name
        return path.is_file() and _digest(path.read_bytes()) == self._memory.written.get(name)

    @staticmethod
    def _targets(name: str, mark: str, suffix: str) -> Iterator[str]:
        path = Path(name)
        stem = path.stem.removesuffix(_MARKED)
        yield path.with_name(f"{stem}{mark}{suffix}").as_posix()
        for number in range(2, 100):
            yield path.with_name(f"{stem}{mark}-{number}{suffix}").as_posix()


def _waits(one: Examination) -> bool:
    """Whether nothing is wrong with a workbook but that others of its package are lacking."""
    is_sound = not (one.faults or one.open_questions or one.declined)
    return one.place is not None and is_sound and bool(one.missing)


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def _text(words: str) -> bytes:
    """A text as the notepads of all systems show it."""
    return words.replace("\n", "\r\n").encode("utf-8-sig")
