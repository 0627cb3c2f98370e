"""What may stand in the data folder: anything else is named, never opened nor followed."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

import committed
from committed import PLACE, heads
from mingbai.read import tables
from mingbai.read.package import descriptor, folders, package, resources

BODY = heads()


def _folder(name: str) -> Callable[[Path], None]:
    return lambda root: (root / name).mkdir(parents=True)


def _file(name: str) -> Callable[[Path], None]:
    def lay(root: Path) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(b"x")

    return lay


def _gone(name: str) -> Callable[[Path], None]:
    return lambda root: (root / name).unlink()


def _link(name: str, target: str) -> Callable[[Path], None]:
    def lay(root: Path) -> None:
        (root / name).unlink(missing_ok=True)
        (root / name).symlink_to(target)

    return lay


def _link_in(folder: str, name: str) -> Callable[[Path], None]:
    def lay(root: Path) -> None:
        (root / folder).mkdir()
        (root / folder / name).symlink_to("/etc/passwd")

    return lay


def _fifo(name: str) -> Callable[[Path], None]:
    def lay(root: Path) -> None:
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).unlink(missing_ok=True)
        os.mkfifo(root / name)

    return lay


def _socket(root: Path) -> None:
    with socket.socket(socket.AF_UNIX) as end:
        here = os.open(root, os.O_RDONLY)
        os.fchdir(here)
        end.bind(f"{PLACE}/s")
        os.close(here)


def _hard(root: Path) -> None:
    (root.parent / "outside.csv").write_bytes(BODY)
    (root / PLACE / "heads.csv").unlink()
    os.link(root.parent / "outside.csv", root / PLACE / "heads.csv")


LONG = "a" * 255
FOLDERS: dict[str, tuple[Callable[[Path], None], str, str]] = {
    "unknown kind": (_folder("ledger"), "unknown-kind", "ledger"),
    "file among kinds": (_file("notes.txt"), "stray-file", "notes.txt"),
    "capitals": (_folder("ledgers/BaiYang"), "bad-publisher-folder", "ledgers/BaiYang"),
    "publisher in Chinese": (_folder("ledgers/太平"), "bad-publisher-folder", "ledgers/太平"),
    "publisher index": (_folder("ledgers/index"), "bad-publisher-folder", "ledgers/index"),
    "publisher con": (_folder("ledgers/con"), "bad-publisher-folder", "ledgers/con"),
    "publisher com1": (_folder("ledgers/com1"), "bad-publisher-folder", "ledgers/com1"),
    "publisher too long": (_folder(f"ledgers/{LONG}"), "bad-publisher-folder", f"ledgers/{LONG}"),
    "period": (_folder("ledgers/taiping/June"), "bad-period-folder", "ledgers/taiping/June"),
    "month 13": (_file("ledgers/taiping/2026q5/x"), "bad-period-folder", "ledgers/taiping/2026q5"),
    "no descriptor": (_gone(f"{PLACE}/datapackage.json"), "missing-descriptor", PLACE),
    "no file": (_gone(f"{PLACE}/heads.csv"), "missing-file", f"{PLACE}/heads.csv"),
    "file not listed": (_file(f"{PLACE}/more.csv"), "stray-file", f"{PLACE}/more.csv"),
    "workbook left behind": (_file(f"{PLACE}/六月.xlsx"), "stray-file", f"{PLACE}/六月.xlsx"),
    "folder": (_folder(f"{PLACE}/old"), "stray-folder", f"{PLACE}/old"),
    "folder in attachments": (
        _folder(f"{PLACE}/attachments/old"),
        "stray-folder",
        f"{PLACE}/attachments/old",
    ),
    "attachment is a link": (
        _link_in(f"{PLACE}/attachments", "a.pdf"),
        "symlink",
        f"{PLACE}/attachments/a.pdf",
    ),
    "form is a pipe": (_fifo(f"{PLACE}/forms/a"), "not-a-file", f"{PLACE}/forms/a"),
    "other case": (_file(f"{PLACE}/HEADS.csv"), "name-collision", f"{PLACE}/heads.csv"),
    "trailing dot": (_file(f"{PLACE}/x."), "bad-file-name", f"{PLACE}/x."),
    "percent": (_file(f"{PLACE}/%2e%2e"), "bad-file-name", f"{PLACE}/%2e%2e"),
    "backslash": (_file(f"{PLACE}/a\\b"), "bad-file-name", f"{PLACE}/a\\b"),
    "device": (_file(f"{PLACE}/con.csv"), "bad-file-name", f"{PLACE}/con.csv"),
    "device with a capital": (
        _file(f"{PLACE}/attachments/Lpt1.tar.gz"),
        "bad-file-name",
        f"{PLACE}/attachments/Lpt1.tar.gz",
    ),
    "left open": (_file(f"{PLACE}/~$六月.xlsx"), "bad-file-name", f"{PLACE}/~$六月.xlsx"),
    "line break": (_file(f"{PLACE}/a\nb"), "bad-file-name", f"{PLACE}/a\nb"),
    "table is a link": (_link(f"{PLACE}/heads.csv", "/etc/fstab"), "symlink", f"{PLACE}/heads.csv"),
    "descriptor is a link": (
        _link(f"{PLACE}/datapackage.json", "/etc/passwd"),
        "symlink",
        f"{PLACE}/datapackage.json",
    ),
    "period is a link": (_link("ledgers/taiping/2026", "/etc"), "symlink", "ledgers/taiping/2026"),
    "kind is a link": (_link("ledger", "/etc"), "symlink", "ledger"),
    "loop": (_link("ledgers/taiping/2026", "2026"), "symlink", "ledgers/taiping/2026"),
    "hard link": (_hard, "hard-link", f"{PLACE}/heads.csv"),
    "pipe": (_fifo(f"{PLACE}/pipe"), "not-a-file", f"{PLACE}/pipe"),
    "table is a pipe": (_fifo(f"{PLACE}/heads.csv"), "not-a-file", f"{PLACE}/heads.csv"),
    "socket": (_socket, "not-a-file", f"{PLACE}/s"),
}

# What else has to be said of some of them.
AND_SO = {
    "no file": (),
    "other case": (("stray-file", f"{PLACE}/HEADS.csv"),),
    "descriptor is a link": (("missing-descriptor", PLACE),),
    "table is a link": (("missing-file", f"{PLACE}/heads.csv"),),
    "table is a pipe": (("missing-file", f"{PLACE}/heads.csv"),),
}
rule_of = {rule.code: rule for rule in (*package.RULES, *tables.RULES)}


@pytest.mark.parametrize("case", FOLDERS)
def test_a_folder_holds_nothing_else(
    tmp_path: Path, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What has no business in the data folder is named; it is never opened nor followed."""
    monkeypatch.chdir(tmp_path)
    root = tmp_path / "data"
    committed.write(root, {"heads": BODY})
    lay, code, path = FOLDERS[case]
    lay(root)
    _, issues = committed.read(root)
    expected = {(code, path), *AND_SO.get(case, ())}
    assert {(issue.code, issue.path) for issue in issues} == expected
    assert all(rule_of[issue.code].message == issue.message for issue in issues)


def test_a_folder_that_may_not_be_listed_is_said_to_be(tmp_path: Path) -> None:
    """A folder that went away, or may not be read, is an issue and not a traceback."""
    seen = folders.listing(tmp_path, "gone")
    assert (seen.folders, seen.files) == ((), ())
    assert [(issue.code, issue.path) for issue in seen.issues] == [("unreadable-file", "gone")]


def test_a_name_that_is_no_text_is_told_all_the_same(tmp_path: Path) -> None:
    """Bytes that are not UTF-8 in a file's name are shown, and the file is refused."""
    committed.write(tmp_path, {"heads": BODY})
    (tmp_path / PLACE / os.fsdecode(b"\xd5\xcb.csv")).write_bytes(b"x")
    _, issues = committed.find(tmp_path)
    assert [(i.code, i.found) for i in issues] == [("bad-file-name", "\\xd5\\xcb.csv")]


def test_every_rule_of_folders_is_shown() -> None:
    """No rule of folders and files without a case above."""
    others = {rule.code for rule in (*descriptor.RULES, *resources.RULES)}
    elsewhere = {"no-data-folder", "unreadable-file", "missing-table", "file-too-large"}
    shown = {code for _, code, _ in FOLDERS.values()}
    assert {rule.code for rule in package.RULES} - others == shown | elsewhere
