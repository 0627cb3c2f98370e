"""A folder of the data -> its entries and bytes, without following links."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mingbai.issues import Issue, Rule
from mingbai.read.cell.characters import folded, forbidden

MEGABYTE = 1_000_000

SYMLINK = Rule(
    code="symlink",
    title="不许用链接",
    message="“{found}”是链接，不是文件。",
    remedy="把链接换成文件本身，再提交。",
    meaning="数据文件夹里只放真正的文件，不跟随任何链接。",
)
NOT_A_FILE = Rule(
    code="not-a-file",
    title="不是普通文件",
    message="“{found}”不是普通文件，也不是文件夹。",
    remedy="删掉它，只留普通文件。",
    meaning="管道、设备等特殊文件一律不打开。",
)
HARD_LINK = Rule(
    code="hard-link",
    title="文件另有出处",
    message="这个文件和别处的文件是同一个（硬链接）。",
    remedy="复制一份再提交，不要用链接。",
    meaning="数据文件不许与文件夹外的文件共用内容。",
)
UNREADABLE = Rule(
    code="unreadable-file",
    title="文件打不开",
    message="文件打不开：{found}。",
    remedy="看看文件是否还在、是否有读取权限。",
    meaning="列出来的文件都必须能读。",
)
FILE_TOO_LARGE = Rule(
    code="file-too-large",
    title="文件太大",
    message="文件有 {found} 字节，最多 {expected} 字节。",
    remedy="按月份或按单位拆成几个数据包。",
    meaning="一个文件的大小有上限，防止一个坏文件拖垮全站。",
)
NAME_COLLISION = Rule(
    code="name-collision",
    title="名字只差大小写",
    message="“{found}”和“{expected}”只差大小写或写法，会互相覆盖。",
    remedy="给其中一个改名。",
    meaning="同一文件夹里的名字，不分大小写和写法，也必须各不相同。",
)
BAD_NAME = Rule(
    code="bad-file-name",
    title="文件名不合规",
    message="“{found}”这个名字不能用。",
    remedy="改成普通的文件名；“~$”开头的是表格软件没关留下的，关掉软件后删掉。",
    meaning="文件名不许含控制字符、反斜杠、百分号、问号、井号，不许以点或空格结尾，"
    "也不许用 con、nul 这类系统保留的名字。",
)

RULES = (
    SYMLINK,
    NOT_A_FILE,
    HARD_LINK,
    UNREADABLE,
    FILE_TOO_LARGE,
    NAME_COLLISION,
    BAD_NAME,
)

_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | os.O_CLOEXEC
# Windows opens a device for these, whatever comes after the first dot.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
_UNSAFE = frozenset('\\%?#:*"<>|~$')


@dataclass(frozen=True, slots=True)
class FolderEntry:
    """One file or folder. path: POSIX below the data folder."""

    name: str
    path: str
    is_folder: bool


@dataclass(frozen=True, slots=True)
class FolderListing:
    """The entries of one folder, sorted by name; names that begin with a dot are left out."""

    folders: tuple[FolderEntry, ...]
    files: tuple[FolderEntry, ...]
    issues: tuple[Issue, ...]


def _printable(name: str) -> str:
    """The name as text for a message, where on disk it may not be UTF-8."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _fault(entry: os.DirEntry[str], name: str, path: str) -> Issue | None:
    if entry.is_symlink():
        return SYMLINK.issue(path, found=name)
    is_device = _DEVICES.fullmatch(name) and not entry.is_dir(follow_symlinks=False)
    if forbidden(name) or _UNSAFE & set(name) or name != name.rstrip(". ") or is_device:
        return BAD_NAME.issue(path, found=name)
    if not (entry.is_file(follow_symlinks=False) or entry.is_dir(follow_symlinks=False)):
        return NOT_A_FILE.issue(path, found=name)
    return None


def _collisions(entries: list[FolderEntry]) -> Iterator[Issue]:
    first_names: dict[str, str] = {}
    for entry in entries:
        key = folded(entry.name)
        if key in first_names:
            yield NAME_COLLISION.issue(entry.path, found=entry.name, expected=first_names[key])
        first_names.setdefault(key, entry.name)


def listing(root: Path, path: str) -> FolderListing:
    """Entries of the folder `path` below root; the caller has checked that it is a plain folder."""
    entries: list[FolderEntry] = []
    issues: list[Issue] = []
    try:
        with os.scandir(f"{root}/{path}") as scanned:
            ordered = sorted(scanned, key=lambda entry: entry.name)
    except OSError as error:
        return FolderListing((), (), (UNREADABLE.issue(path, found=os.strerror(error.errno or 0)),))
    for raw in ordered:
        if raw.name.startswith("."):
            continue
        name = _printable(raw.name)
        below = f"{path}/{name}" if path else name
        if issue := _fault(raw, name, below):
            issues.append(issue)
        else:
            entries.append(FolderEntry(name, below, raw.is_dir(follow_symlinks=False)))
    issues.extend(_collisions(entries))
    folders = tuple(entry for entry in entries if entry.is_folder)
    files = tuple(entry for entry in entries if not entry.is_folder)
    return FolderListing(folders, files, tuple(issues))


def content(root: Path, path: str, limit: int) -> bytes | Issue:
    """Bytes of a regular file of at most `limit` bytes, or the issue.

    Checked on the open handle, so that nothing can be exchanged between check and reading.
    """
    try:
        handle = os.open(f"{root}/{path}", os.O_RDONLY | _NO_FOLLOW)
    except OSError as error:
        if error.errno == errno.ELOOP:
            return SYMLINK.issue(path, found=path.rsplit("/", 1)[-1])
        return UNREADABLE.issue(path, found=os.strerror(error.errno or 0))
    with os.fdopen(handle, "rb", buffering=0) as file:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            return NOT_A_FILE.issue(path, found=path.rsplit("/", 1)[-1])
        if status.st_nlink > 1:
            return HARD_LINK.issue(path)
        if status.st_size > limit:
            return FILE_TOO_LARGE.issue(path, found=str(status.st_size), expected=str(limit))
        return file.readall()
