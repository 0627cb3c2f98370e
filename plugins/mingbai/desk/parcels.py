"""The work folder of the desk <-> what lies in it: workbooks, answers, what was handed in.

Everything that a clerk did is on disk before she sees it done: whoever closes the browser, or loses
power, finds it again. Files are replaced as a whole.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import secrets
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, TypeVar

from mingbai.sentences import Sentence

T = TypeVar("T")
_RECORD = "record.json"
_LONGEST = 120  # bytes of a file's name; disks take 255, marks are added to it
_CONTROL = re.compile(r"[\x00-\x1f\x7f<>:\"|?*]")
_ID = re.compile(r"[0-9a-f]{12}")


class DeskBusy(Exception):
    """Another desk works in the folder. The message says so."""


@dataclass(frozen=True)
class ClerkAnswers:
    """What a clerk said of one workbook.

    yes, no: keys of questions about cells. given: answers to questions about an export, by their
    keys. declined: repairs that she does not want. replaced: the version of the package that she
    has seen and wants replaced, "" for none. excused: name of what is missing -> why. left_out:
    code -> name of what has errors and is not handed in now. reason, words, decided_by: why
    published data changes.
    """

    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    declined: tuple[str, ...] = ()
    replaced: str = ""
    excused: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    words: str = ""
    decided_by: str = ""
    given: Mapping[str, str] = field(default_factory=dict)
    left_out: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Parcel:
    """One workbook. name: of its file, without folders. received: moment, ISO. digest: sha256.

    kind, publisher, period: names of folders, "" while unknown. published: ISO date.
    """

    id: str
    name: str
    received: str
    digest: str
    kind: str = ""
    publisher: str = ""
    period: str = ""
    published: str = ""
    approved_by: str = ""
    answers: ClerkAnswers = ClerkAnswers()


@dataclass(frozen=True)
class HandedIn:
    """What was handed in at once. places: paths of packages. titles: of each, in words.

    versions: of each package, as the repository names contents. base: the commit it is upon.
    is_sent: it reached the remote. sent_on: moment, ISO.
    """

    id: str
    branch: str
    commit: str
    base: str
    places: tuple[str, ...]
    titles: tuple[str, ...]
    versions: tuple[str, ...]
    sent_on: str
    is_sent: bool


@dataclass(frozen=True)
class WorkFolder:
    """Where the desk keeps its things: `parcels/`, `handed-in/`, `tree/`, `site/`."""

    root: Path

    @property
    def tree(self) -> Path:
        """The work tree of the repository."""
        return self.root / "tree"

    @property
    def site(self) -> Path:
        """The portals of the preview, before and after."""
        return self.root / "site"

    def parcels(self) -> tuple[Parcel, ...]:
        """The workbooks on the desk, in the order in which they came."""
        parcels = [_read(Parcel, file) for file in self.root.glob(f"parcels/*/{_RECORD}")]
        return tuple(sorted(parcels, key=lambda one: (one.received, one.id)))

    def parcel(self, id_: str) -> Parcel | None:
        """The workbook of an id; None where there is none, or the id is none."""
        file = self.root / "parcels" / id_ / _RECORD
        return _read(Parcel, file) if _ID.fullmatch(id_) and file.is_file() else None

    def file(self, parcel: Parcel) -> Path:
        """The workbook itself, under the name that the clerk knows."""
        return self.root / "parcels" / parcel.id / "workbook" / parcel.name

    def receive(self, name: str, body: bytes, now: str) -> Parcel:
        """Keep a workbook; one of the same name gives way, with what was said of it.

        Where it belongs stays, for it is the same workbook, mended.
        """
        plain = plain_name(name)
        earlier = [parcel for parcel in self.parcels() if parcel.name == plain]
        arrived = Parcel(secrets.token_hex(6), plain, now, hashlib.sha256(body).hexdigest())
        parcel = arrived
        for former in earlier:
            parcel = replace(
                former, id=arrived.id, digest=arrived.digest, received=arrived.received
            )
        file = self.file(parcel)
        file.parent.mkdir(parents=True)
        file.write_bytes(body)
        self.save(parcel)
        for former in earlier:
            self.drop(former)
        return parcel

    def save(self, parcel: Parcel) -> None:
        """Keep what is known of a workbook."""
        _write(parcel, self.root / "parcels" / parcel.id / _RECORD)

    def drop(self, parcel: Parcel) -> None:
        """Take a workbook off the desk."""
        shutil.rmtree(self.root / "parcels" / parcel.id)

    def handed_in(self) -> tuple[HandedIn, ...]:
        """What was handed in and not taken back, the newest first."""
        records = [_read(HandedIn, file) for file in self.root.glob(f"handed-in/*/{_RECORD}")]
        return tuple(sorted(records, key=lambda one: (one.sent_on, one.id), reverse=True))

    def shelve(self, handed: HandedIn, parcels: tuple[Parcel, ...]) -> None:
        """Move workbooks from the desk to what was handed in with them."""
        folder = self.root / "handed-in" / handed.id
        (folder / "parcels").mkdir(parents=True)
        for parcel in parcels:
            shutil.copytree(self.root / "parcels" / parcel.id, folder / "parcels" / parcel.id)
        _write(handed, folder / _RECORD)
        for parcel in parcels:
            self.drop(parcel)

    def record(self, handed: HandedIn) -> None:
        """Keep what has become of what was handed in."""
        _write(handed, self.root / "handed-in" / handed.id / _RECORD)

    def unshelve(self, handed: HandedIn) -> None:
        """Put the workbooks of what was handed in back on the desk, unless newer ones lie there."""
        folder = self.root / "handed-in" / handed.id
        names = {parcel.name for parcel in self.parcels()}
        for file in sorted(folder.glob(f"parcels/*/{_RECORD}")):
            parcel = _read(Parcel, file)
            target = self.root / "parcels" / parcel.id
            if parcel.name not in names and not target.exists():
                shutil.copytree(file.parent, target)
        shutil.rmtree(folder)

    def forget(self, handed: HandedIn) -> None:
        """Let go of what was handed in and has given way to something newer."""
        shutil.rmtree(self.root / "handed-in" / handed.id)

    def bundle(self, handed: HandedIn) -> Path:
        """The file for a memory stick."""
        title = plain_name("、".join(handed.titles) or handed.id, _LONGEST - len(".bundle"))
        return self.root / "handed-in" / handed.id / f"{title}.bundle"

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Have the folder for oneself; DeskBusy where another desk has it."""
        import fcntl  # not there on every system; the command says so before

        self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (self.root / "lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as taken:
                raise DeskBusy(
                    Sentence("报账台已经开着：用原来的那个网页，或者先把它关掉。")
                ) from taken
            yield


def plain_name(name: str, longest: int = _LONGEST) -> str:
    """The name of a file as it is kept: no folders, no control characters, not too long.

    A name that hides a file or is none becomes `工作簿`.
    """
    last = re.split(r"[/\\]", name)[-1]
    plain = _CONTROL.sub("", last).strip().strip(".").strip() or "工作簿"
    stem, dot, suffix = plain.rpartition(".")
    ending = f"{dot}{suffix}" if stem and len(suffix) <= 5 else ""
    head = plain.removesuffix(ending) if ending else plain
    while len(f"{head}{ending}".encode()) > longest:
        head = head[:-1]
    return f"{head}{ending}"


def told_apart(files: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """Files that come at once, each under a name of its own: two villages may call theirs alike."""
    bodies: dict[str, bytes] = {}
    for name, body in files:
        plain = plain_name(name)
        stem, dot, suffix = plain.rpartition(".")
        number = 1
        while bodies.setdefault(plain, body) != body:
            number += 1
            plain = f"{stem}（{number}）{dot}{suffix}"
        yield plain, body


def _write(record: Parcel | HandedIn, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_name(f".{file.name}.part")
    partial.write_text(json.dumps(asdict(record), ensure_ascii=False, indent=1), "utf-8")
    partial.replace(file)


def _read(record: type[T], file: Path) -> T:
    return _made(record, json.loads(file.read_text("utf-8")))


def _made(record: type[T], document: Mapping[str, Any]) -> T:
    """A record from JSON: lists are tuples, what is a record inside is made one."""
    values: dict[str, Any] = {}
    for one in fields(record):  # type: ignore[arg-type]  # both are dataclasses
        if one.name in document:
            value = document[one.name]
            if one.name == "answers":
                value = _made(ClerkAnswers, value)
            values[one.name] = tuple(value) if isinstance(value, list) else value
    return record(**values)
