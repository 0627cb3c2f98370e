"""A shared folder: workbook in -> a report and the marked workbook beside it; good ones handed in.

The folder is looked through again and again, for a network drive does not tell what changes. A
workbook is taken when it has been the same for a whole round and nobody has it open; it stays where
it is. What was done with it is remembered by its content, so that the watch may be stopped at any
time, and the same name with other content is read again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mingbai.build_day import CHINA
from mingbai.desk import handing_in
from mingbai.desk.examination import Examination
from mingbai.desk.handing_in import NotHandedIn
from mingbai.desk.looking import DeskPlace, look, silent
from mingbai.desk.receipts import accepted, refused

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
        self._file = desk.work.root / _MEMORY
        known = json.loads(self._file.read_text("utf-8")) if self._file.is_file() else {}
        self._read: dict[str, str] = known.get("read", {})  # name -> sha256 of what was read
        self._written: dict[str, str] = known.get("written", {})  # name -> sha256 of what was left
        self._checked: dict[str, _Looks] = {}  # name -> how it looked when its content was known

    def round(self) -> tuple[WatchedWorkbook, ...]:
        """Look through the folder once; what was done with the workbooks that were ready."""
        now = dict(self._files())
        settled = [name for name, looks in now.items() if self._seen.get(name) == looks]
        self._seen = now
        done = []
        for name in settled:
            if self._checked.get(name) == now[name]:
                continue
            body = self._body(name, now[name])
            if body is None:
                continue
            digest = hashlib.sha256(body).hexdigest()
            self._checked[name] = now[name]
            if digest not in (self._read.get(name), self._written.get(name)):
                done.append(self._take(name, body))
                self._read[name] = digest
                self._remember()
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

    def _take(self, name: str, body: bytes) -> WatchedWorkbook:
        """Import a workbook; hand it in where nothing is in the way, else say what is."""
        moment = datetime.now(CHINA).isoformat(timespec="seconds")
        for left in self._desk.work.parcels():  # of a watch that was cut off
            self._desk.work.drop(left)
        parcel = self._desk.work.receive(Path(name).name, body, moment)
        seen = look(self._desk, silent)
        [one] = seen.examinations
        if one.is_ready:
            try:
                done = handing_in.hand_in(self._desk, seen, moment, silent)
            except NotHandedIn as failed:
                now = next(iter(failed.look.examinations), one)
                return self._refuse(name, now, str(failed))
            words = accepted(one, done.handed, bool(self._desk.repository.remote))
            self._leave(name, _RECEIPT, ".txt", _text(words))
            self._clear(name, _MARKED, ".xlsx")
            return WatchedWorkbook(name, is_handed_in=True, words=words)
        answer = self._refuse(name, one, "")
        self._desk.work.drop(parcel)
        return answer

    def _refuse(self, name: str, one: Examination, why: str) -> WatchedWorkbook:
        words = refused(one, why)
        if one.marked is not None:
            self._leave(name, _MARKED, ".xlsx", one.marked.read_bytes())
        self._leave(name, _RECEIPT, ".txt", _text(words))
        return WatchedWorkbook(name, is_handed_in=False, words=words)

    def _leave(self, name: str, mark: str, suffix: str, body: bytes) -> None:
        """Put a file beside a workbook; never over one that somebody else wrote or changed."""
        for target in self._targets(name, mark, suffix):
            path = self._folder / target
            if not path.exists() or self._is_ours(target):
                partial = path.with_name(f".{path.name}.part")
                partial.write_bytes(body)
                partial.replace(path)
                self._written[target] = hashlib.sha256(body).hexdigest()
                self._remember()
                return

    def _clear(self, name: str, mark: str, suffix: str) -> None:
        """Remove what was left beside a workbook in an earlier round and nobody has touched."""
        target = next(self._targets(name, mark, suffix))
        if self._is_ours(target):
            (self._folder / target).unlink(missing_ok=True)

    def _is_ours(self, name: str) -> bool:
        path = self._folder / name
        return path.is_file() and hashlib.sha256(
            path.read_bytes()
        ).hexdigest() == self._written.get(name)

    @staticmethod
    def _targets(name: str, mark: str, suffix: str) -> Iterator[str]:
        path = Path(name)
        stem = path.stem.removesuffix(_MARKED)
        yield path.with_name(f"{stem}{mark}{suffix}").as_posix()
        for number in range(2, 100):
            yield path.with_name(f"{stem}{mark}-{number}{suffix}").as_posix()

    def _remember(self) -> None:
        document = {"read": self._read, "written": self._written}
        partial = self._file.with_name(f".{self._file.name}.part")
        partial.write_text(json.dumps(document, ensure_ascii=False, indent=1), "utf-8")
        partial.replace(self._file)


def _text(words: str) -> bytes:
    """A text as the notepads of all systems show it."""
    return words.replace("\n", "\r\n").encode("utf-8-sig")
