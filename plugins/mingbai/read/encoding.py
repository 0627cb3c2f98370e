"""Bytes -> UTF-8: by byte order mark, strict UTF-8, strict and plausible GB18030, or refused."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mingbai.issues import Issue, Rule, Severity

NOT_CSV = Rule(
    code="not-csv",
    title="不是 CSV 文件",
    message="这其实是 {found} 文件，只是改了名字。",
    remedy="用表格软件打开（加了密的先去掉密码），另存为“CSV UTF-8（逗号分隔）”。",
    meaning="只收真正的 CSV 文件。",
)
UTF16 = Rule(
    code="utf-16",
    title="编码是 UTF-16 或 UTF-32",
    message="文件是 UTF-16 或 UTF-32 编码。",
    remedy="另存为“CSV UTF-8（逗号分隔）”。",
    meaning="CSV 用 UTF-8 编码。",
)
MIXED_BYTES = Rule(
    code="invalid-bytes",
    title="文件里有坏字节",
    message="第 {found} 个字节不是 UTF-8，前后却是。",
    remedy="文件可能坏了或由两种编码拼成；重新导出，另存为“CSV UTF-8”。",
    meaning="一个文件只能有一种编码，不猜。",
)
IMPLAUSIBLE = Rule(
    code="unknown-encoding",
    title="编码认不出",
    message="从第 {found} 个字节起不是 UTF-8，也看不出是带中文表头的 GB18030。",
    remedy="用表格软件打开原表，另存为“CSV UTF-8（逗号分隔）”。",
    meaning="编码认不出的不收，绝不登出乱码。",
)
GB18030 = Rule(
    code="gb18030",
    title="按国标编码读取",
    message="这个文件是国标编码（GB18030），已经照它读了。",
    remedy="不用改；看一眼有没有乱码。",
    meaning="国标编码的文件，中文表头对得上、读得通才收，并提醒核对。",
    severity=Severity.WARNING,
)

RULES = (NOT_CSV, UTF16, MIXED_BYTES, IMPLAUSIBLE, GB18030)

_BOM = b"\xef\xbb\xbf"
_MAGIC = (
    (b"PK\x03\x04", ".xlsx / .zip"),
    (b"\xd0\xcf\x11\xe0", ".xls / .et / .wps"),
    (b"%PDF", ".pdf"),
    (b"\x1f\x8b", ".gz"),
    (b"<!doctype", ".html"),
    (b"<html", ".html"),
    (b"<table", ".html"),
    (b"<?xml", ".xml"),
)
_ENOUGH = 3
_STRANGE_SHARE = 0.15
_TOP = 4_000
_CHUNK = 1_000_000  # of bytes or characters that are looked at together
_HAN, _BEYOND_ASCII = re.compile("[\u4e00-\u9fff]+"), re.compile(r"[^\x00-\x7f]+")


@dataclass(frozen=True, slots=True)
class Decoded:
    """body: UTF-8 without a byte order mark, or None where the file is refused."""

    body: bytes | None
    issues: tuple[Issue, ...] = ()


def utf8(raw: bytes, path: str, titles: Sequence[str]) -> Decoded:
    """The file as UTF-8 bytes, or refused with an issue.

    titles: the table's Chinese headings. At least half of them must stand near the top before a
    file is read as GB18030, because almost any bytes decode in that encoding.
    """
    if raw.startswith(_BOM):
        decoded = _strict(raw, path, ())
        return Decoded(decoded.body and decoded.body.removeprefix(_BOM), decoded.issues)
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in raw[:2]:
        return Decoded(None, (UTF16.issue(path),))
    head = raw[:20].lstrip().lower()
    for magic, kind in _MAGIC:
        if head.startswith(magic.lower()):
            return Decoded(None, (NOT_CSV.issue(path, found=kind),))
    return _strict(raw, path, titles)


def _strict(raw: bytes, path: str, titles: Sequence[str]) -> Decoded:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        row, octet = raw.count(b"\n", 0, error.start) + 1, str(error.start + 1)
        if not titles or _is_mostly_utf8(raw):
            return Decoded(None, (MIXED_BYTES.issue(path, row, found=octet),))
        body = _gb18030(raw, titles)
        issue = GB18030.issue(path) if body else IMPLAUSIBLE.issue(path, row, found=octet)
        return Decoded(body, (issue,))
    return Decoded(raw)


def is_chinese_utf8(raw: bytes) -> bool:
    """Whether these bytes are UTF-8 whose every character beyond ASCII is written in Chinese.

    Each takes three bytes: text of another encoding, which is made of pairs, is so by no chance.
    """
    if raw.isascii():
        return False
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return all("\u2010" <= sign <= "\uffef" for run in _BEYOND_ASCII.findall(text) for sign in run)


def _is_mostly_utf8(raw: bytes) -> bool:
    """Whether there are at least _ENOUGH Chinese characters, and more than undecodable bytes."""
    good = bad = 0
    for text in _decoded(raw):
        bad += text.count("\ufffd")
        good += sum(map(len, _HAN.findall(text)))
    return good >= _ENOUGH and good > bad


def _decoded(raw: bytes) -> Iterator[str]:
    """The bytes as UTF-8, a chunk at a time; U+FFFD for what is none."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    for start in range(0, len(raw), _CHUNK):
        yield decoder.decode(raw[start : start + _CHUNK])
    yield decoder.decode(b"", final=True)


def _gb18030(raw: bytes, titles: Sequence[str]) -> bytes | None:
    """The GB18030 text as UTF-8, or None where it is not plausible."""
    try:
        text = raw.decode("gb18030")
    except UnicodeDecodeError:
        return None
    title_count = sum(title in text[:_TOP] for title in titles)
    strange, all_ = _strangeness(text)
    if 2 * title_count < len(titles) or strange > _STRANGE_SHARE * all_:
        return None
    return text.encode("utf-8")


def _strangeness(text: str) -> tuple[int, int]:
    """(characters beyond ASCII that are not common in Chinese, all characters beyond ASCII)."""
    counts = Counter[str]()
    for start in range(0, len(text), _CHUNK):
        for run in _BEYOND_ASCII.findall(text, start, start + _CHUNK):
            counts.update(run)
    strange = sum(count for char, count in counts.items() if not _is_common(char))
    return strange, counts.total()


def _is_common(char: str) -> bool:
    """In GB 2312: level one and two characters, punctuation, full-width forms; not its kana."""
    try:
        lead = char.encode("gb2312")[0]
    except UnicodeEncodeError:
        return False
    return lead >= 0xB0 or lead in (0xA1, 0xA2, 0xA3)
