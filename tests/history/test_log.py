"""The log of a data folder: what is read, and each thing that can have happened to it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logs import ORIGIN, corrected, digest, entries, entry, key, lay
from mingbai.history import checkpoints, log, merkle, notes
from mingbai.history.log import CHECKPOINTS, PATH, Entry, Log
from mingbai.history.signatures import LogKey, check
from mingbai.issues import Issue, Severity

LINE = (
    b'{"action":"publish","approved_by":"\xe8\xb4\xa2\xe6\x94\xbf\xe6\x89\x80\xe6\x89\x80\xe9\x95'
    b'\xbf","digest":"DIGEST","form":1,"kind":"accounts","period":"2000-08",'
    b'"published":"2026-07-17","publisher":"town-0","released":"2026-07-17","replaces":null,'
    b'"root":"ROOT","rows":7}'
)


def faults(issues: tuple[Issue, ...]) -> list[str]:
    """Each issue as `code path:line found expected`."""
    return [f"{i.code} {i.path}:{i.row or ''} {i.found or ''}>{i.expected or ''}" for i in issues]


def test_a_line_is_canonical_json() -> None:
    """The fields of the entry, by name, days as ISO texts, nothing else."""
    one = entry(7)
    expected = LINE.replace(b"DIGEST", one.digest.encode()).replace(b"ROOT", one.root.encode())
    assert log.line(one) == expected


def test_a_sound_log_is_read_whole(tmp_path: Path) -> None:
    """Entries, checkpoints by size, the newest version of each package; no issues."""
    found = (*entries(12), corrected(entry(3), entry(12).released))
    lay(tmp_path, found, (2, 10), (key(),))
    read = log.read(tmp_path)
    assert read.issues == ()
    assert read.entries == found
    assert [checkpoint.size for checkpoint in read.checkpoints] == [2, 10, 13]
    assert read.checkpoint is not None
    assert read.checkpoint.root == merkle.root(read.lines)
    assert read.newest[entry(3).package] == found[-1]
    assert read.file == (tmp_path / PATH).read_bytes()


def test_without_a_history_there_is_an_empty_log(tmp_path: Path) -> None:
    """No folder, or one that has only former versions."""
    assert log.read(tmp_path) == Log()
    (tmp_path / "history/versions").mkdir(parents=True)
    assert log.read(tmp_path) == Log()


def _lines(change: Callable[[list[bytes]], list[bytes]]) -> Callable[[Path], None]:
    def spoil(root: Path) -> None:
        texts = (root / PATH).read_bytes().split(b"\n")[:-1]
        (root / PATH).write_bytes(b"".join(text + b"\n" for text in change(texts)))

    return spoil


def _entry(number: int, **changes: object) -> Callable[[Path], None]:
    """Another entry at that place of the first twenty."""
    changed = log.line(replace(entry(number), **changes))  # type: ignore[arg-type]
    return _lines(lambda texts: [*texts[:number], changed, *texts[number + 1 :]])


def _checkpoint(name: str, content: bytes) -> Callable[[Path], None]:
    return lambda root: (root / CHECKPOINTS / name).write_bytes(content) and None


def _same_day(root: Path) -> None:
    """Two entries of one day, swapped; each is sound by itself."""
    first, second = (replace(entry(n), released=entry(0).released) for n in (0, 1))
    found = entries(20)
    lay(root, (first, second, *found[2:]), (10,))
    _lines(lambda texts: [texts[1], texts[0], *texts[2:]])(root)


def _linked(root: Path) -> None:
    shutil.move(root / PATH, root / "elsewhere")
    (root / PATH).symlink_to(root / "elsewhere")


SPOILED: dict[str, tuple[Callable[[Path], None], list[str]]] = {
    "an unfinished last line": (
        lambda root: (root / PATH).write_bytes((root / PATH).read_bytes()[:-9]) and None,
        [f"log-line-broken history/log.jsonl:20 {log.line(entry(19)).decode()[:-8]}>"],
    ),
    "an empty line": (
        _lines(lambda texts: [*texts[:4], b"", *texts[4:]]),
        ["log-line-broken history/log.jsonl:5 空行>"],
    ),
    "bytes that are no text": (
        _lines(lambda texts: [*texts[:4], b"\xff\xfe", *texts[4:]]),
        ["log-line-broken history/log.jsonl:5 \\xff\\xfe>"],
    ),
    "a value that is no object": (
        _lines(lambda texts: [*texts, b"[]"]),
        ["log-line-broken history/log.jsonl:21 []>"],
    ),
    "a line with blanks": (
        _lines(lambda texts: [b'{"a": 1}', *texts[1:]]),
        ['log-line-rewritten history/log.jsonl:1 {"a": 1}>{"a":1}'],
    ),
    "line ends of Windows": (
        lambda root: (
            (root / PATH).write_bytes((root / PATH).read_bytes().replace(b"\n", b"\r\n", 1))
            and None
        ),
        [
            f"log-line-rewritten history/log.jsonl:1 {log.line(entry(0)).decode()}\r>"
            f"{log.line(entry(0)).decode()}"
        ],
    ),
    "marks of a merge": (
        _lines(lambda texts: [*texts, b"<<<<<<< HEAD", b"=======", b">>>>>>> other"]),
        [
            "log-merge-marks history/log.jsonl:21 <<<<<<<>",
            "log-merge-marks history/log.jsonl:22 =======>",
            "log-merge-marks history/log.jsonl:23 >>>>>>>>",
        ],
    ),
    "a field that is missing": (
        _lines(lambda texts: [texts[0].replace(b'"form":1,', b""), *texts[1:]]),
        ["log-line-field history/log.jsonl:1 没有>"],
    ),
    "a field too many": (
        _lines(lambda texts: [texts[0].replace(b'"rows":0', b'"rows":0,"x":1'), *texts[1:]]),
        ["log-line-field history/log.jsonl:1 多出来的>"],
    ),
    "a day that is none": (
        _lines(lambda texts: [texts[0].replace(b"07-10", b"02-30", 1), *texts[1:]]),
        ['log-line-field history/log.jsonl:1 "2026-02-30">'],
    ),
    "a number that is true": (
        _lines(lambda texts: [texts[0].replace(b'"rows":0', b'"rows":true'), *texts[1:]]),
        ["log-line-field history/log.jsonl:1 true>"],
    ),
    "a path that climbs out": (
        _lines(lambda texts: [texts[0].replace(b"town-0", b"../town"), *texts[1:]]),
        ['log-line-field history/log.jsonl:1 "../town">'],
    ),
    "a tail that was lost": (
        _lines(lambda texts: texts[:15]),
        ["log-tail-lost history/log.jsonl:15 15>20"],
    ),
    "a log that was lost": (
        lambda root: (root / PATH).unlink(),
        ["log-tail-lost history/log.jsonl: 0>10"],
    ),
    "a changed line": (
        _entry(13, rows=99),
        ["log-root-differs history/log.jsonl:11 >"],
    ),
    "two lines that changed places, on the same day": (
        _same_day,
        ["log-root-differs history/log.jsonl:1 >"],
    ),
    "a line without a checkpoint": (
        lambda root: (root / CHECKPOINTS / "20").unlink(),
        ["log-ahead history/log.jsonl:11 20>10"],
    ),
    "a version that replaces none": (
        _lines(lambda texts: [*texts, log.line(corrected(entry(30), entry(30).released))]),
        [
            f"log-chain-broken history/log.jsonl:21 {entry(30).digest[:12]}…>（没有前一版）",
            "log-ahead history/log.jsonl:21 21>20",
        ],
    ),
    "a version that skips one": (
        _lines(
            lambda texts: [
                *texts,
                log.line(replace(corrected(entry(3), entry(30).released), replaces=digest("none"))),
            ]
        ),
        [
            f"log-chain-broken history/log.jsonl:21 {digest('none')[:12]}…>{entry(3).digest[:12]}…",
            "log-ahead history/log.jsonl:21 21>20",
        ],
    ),
    "a first version that is none": (
        _lines(lambda texts: [*texts, log.line(replace(entry(30), action="change"))]),
        [
            "log-chain-broken history/log.jsonl:21 （没有前一版）>（没有前一版）",
            "log-ahead history/log.jsonl:21 21>20",
        ],
    ),
    "a day that goes back": (
        _entry(13, released=entry(11).released),
        [
            "log-released-back history/log.jsonl:14 2026-07-21>2026-07-22",
            "log-root-differs history/log.jsonl:11 >",
        ],
    ),
    "a checkpoint that is none": (
        _checkpoint("20", b"something else\n"),
        [
            "checkpoint-broken history/checkpoints/20: 不是检查点的三行>",
            "log-ahead history/log.jsonl:11 20>10",
        ],
    ),
    "a checkpoint under another name": (
        lambda root: (root / CHECKPOINTS / "20").rename(root / CHECKPOINTS / "21") and None,
        [
            "checkpoint-broken history/checkpoints/21: 里面写的是 20 条>",
            "log-ahead history/log.jsonl:11 20>10",
        ],
    ),
    "a folder among the checkpoints": (
        lambda root: (root / CHECKPOINTS / "old").mkdir(),
        ["checkpoint-broken history/checkpoints/old: 是文件夹>"],
    ),
    "a log that is a link": (
        _linked,
        ["symlink history/log.jsonl: log.jsonl>"],
    ),
}


@pytest.mark.parametrize("name", SPOILED)
def test_what_happened_to_a_log_is_named(name: str, tmp_path: Path) -> None:
    """One fault each: its code, file and line, what stands there and what should."""
    spoil, expected = SPOILED[name]
    lay(tmp_path, entries(20), (10,))
    spoil(tmp_path)
    read = log.read(tmp_path)
    assert faults(read.issues) == expected
    assert all(issue.severity is Severity.ERROR for issue in read.issues)
    assert all(issue.remedy for issue in read.issues)


@given(st.binary())
def test_any_bytes_are_a_log_or_issues(content: bytes) -> None:
    """Alone and after good lines: never an exception, never another log without an issue."""
    good = b"".join(log.line(e) + b"\n" for e in entries(3))
    checkpoint = checkpoints.of(ORIGIN, merkle.tree(good.split(b"\n")[:-1]))
    for raw in (content, good + content):
        read = log.of_lines(raw, (checkpoint,))
        assert read.issues or raw == good


@given(st.data())
def test_every_flipped_bit_is_found(data: st.DataObject) -> None:
    """Any bit of a log under a checkpoint."""
    good = b"".join(log.line(e) + b"\n" for e in entries(3))
    checkpoint = checkpoints.of(ORIGIN, merkle.tree(good.split(b"\n")[:-1]))
    place = data.draw(st.integers(0, len(good) * 8 - 1))
    spoiled = bytearray(good)
    spoiled[place // 8] ^= 1 << place % 8
    assert log.of_lines(bytes(spoiled), (checkpoint,)).issues


OLD, NEW, STRANGER = key(seed="old"), key(seed="new"), key(seed="stranger")
KEYS = (
    LogKey(OLD.verifier, date(2026, 1, 1), date(2026, 7, 25)),
    LogKey(NEW.verifier, date(2026, 7, 20)),
)


def _signed(root: Path, *keys: notes.SignerKey, count: int = 20, origin: str = ORIGIN) -> list[str]:
    """The faults of a log whose checkpoint of the whole was signed by these keys."""
    read = log.read(lay(root, entries(count), keys=keys, origin=origin))
    assert read.issues == ()
    return faults(check(read, ORIGIN, KEYS))


def test_a_checkpoint_signed_by_a_key_in_its_days(tmp_path: Path) -> None:
    """By the old key, by the new one, by both while they overlap, by a witness too."""
    assert _signed(tmp_path / "a", OLD, count=5) == []
    assert _signed(tmp_path / "b", NEW) == []
    assert _signed(tmp_path / "c", OLD, NEW, count=12) == []
    assert _signed(tmp_path / "d", STRANGER, NEW) == []


def test_signatures_that_do_not_count(tmp_path: Path) -> None:
    """Of an unknown key, of a key before or after its days; the last entry's day decides."""
    unknown = f"{STRANGER.name}+{STRANGER.verifier.id.hex()}"
    assert _signed(tmp_path / "a", STRANGER) == [
        f"checkpoint-unknown-key history/checkpoints/20: {unknown}>"
    ]
    assert _signed(tmp_path / "b", OLD) == [
        f"checkpoint-expired-key history/checkpoints/20: {OLD.verifier.text}>"
        "2026-01-01 启用、2026-07-25 停用"
    ]
    assert _signed(tmp_path / "c", NEW, count=5) == [
        f"checkpoint-expired-key history/checkpoints/5: {NEW.verifier.text}>2026-07-20 启用"
    ]


def test_a_checkpoint_of_another_log(tmp_path: Path) -> None:
    """Another county's, however well it is signed."""
    assert _signed(tmp_path, NEW, origin="other.example/log") == [
        "checkpoint-foreign history/checkpoints/20:1 other.example/log>mingbai.example/log"
    ]


def test_a_wrong_signature(tmp_path: Path) -> None:
    """The signature of one checkpoint under the text of another."""
    lay(tmp_path, entries(20), (10,), (NEW,))
    folder = tmp_path / CHECKPOINTS
    of_ten = checkpoints.parse((folder / "10").read_bytes())
    of_all = checkpoints.parse((folder / "20").read_bytes())
    (folder / "20").write_bytes(replace(of_all, signatures=of_ten.signatures).file)
    assert faults(check(log.read(tmp_path), ORIGIN, KEYS)) == [
        f"checkpoint-expired-key history/checkpoints/10: {NEW.verifier.text}>2026-07-20 启用",
        f"checkpoint-wrong-signature history/checkpoints/20: {NEW.verifier.text}>",
    ]


def test_only_the_newest_checkpoint_must_be_signed(tmp_path: Path) -> None:
    """Without a signature it is a warning; an older one without is none."""
    read = log.read(lay(tmp_path, entries(20), (10,)))
    (issue,) = check(read, ORIGIN, KEYS)
    assert (issue.code, issue.severity) == ("checkpoint-unsigned", Severity.WARNING)
    text = read.checkpoints[1].text
    (tmp_path / CHECKPOINTS / "20").write_bytes(notes.signed(text, [NEW]))
    assert check(log.read(tmp_path), ORIGIN, KEYS) == ()


def test_entries_are_dataclasses_of_the_line() -> None:
    """What is read back is the entry itself, with real dates."""
    (read,) = log.of_lines(log.line(entry(5)) + b"\n", ()).entries
    assert isinstance(read, Entry)
    assert read == entry(5)
