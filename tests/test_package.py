"""Folders and descriptors: what is found, what is refused, and that nothing else is opened."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import committed
import test_descriptor
import test_resources
from committed import PLACE, SCHEMAS, find, heads, lines, placed
from mingbai import descriptor, package, resources, tables
from mingbai.issues import Rule

BODY = heads()


def test_a_package_is_what_its_folder_and_descriptor_say(tmp_path: Path) -> None:
    """Kind, publisher and period from the folder, the rest from the descriptor, sorted by path."""
    committed.write(tmp_path, {"heads": BODY, "lines": lines()})
    committed.write(tmp_path, {"heads": BODY}, "ledgers/baiyang/2026q3", published="2026-10-08")
    (tmp_path / PLACE / "README.md").write_text("说明", "utf-8")
    (tmp_path / PLACE / ".DS_Store").write_bytes(b"\0")
    (tmp_path / PLACE / "attachments").mkdir()
    (tmp_path / PLACE / "attachments" / "合同（1）.pdf").write_bytes(b"%PDF")
    (tmp_path / "open_data").mkdir()
    (tmp_path / "open_data" / "whatever.json").write_text("{}", "utf-8")
    packages, issues = find(tmp_path)
    assert issues == ()
    assert [found.path for found in packages] == ["ledgers/baiyang/2026q3", PLACE]
    own = packages[1]
    assert (own.kind, own.publisher, own.period) == ("ledgers", "taiping", "2026-06")
    assert (own.title, own.approved_by) == ("太平镇 2026 年 6 月", "演示")
    assert own.published.isoformat() == "2026-07-10"
    assert own.files == {"heads": f"{PLACE}/heads.csv", "lines": f"{PLACE}/lines.csv"}
    assert own.root == tmp_path


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


def _fifo(name: str) -> Callable[[Path], None]:
    def lay(root: Path) -> None:
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
    "other case": (_file(f"{PLACE}/HEADS.csv"), "name-collision", f"{PLACE}/heads.csv"),
    "trailing dot": (_file(f"{PLACE}/x."), "bad-file-name", f"{PLACE}/x."),
    "percent": (_file(f"{PLACE}/%2e%2e"), "bad-file-name", f"{PLACE}/%2e%2e"),
    "backslash": (_file(f"{PLACE}/a\\b"), "bad-file-name", f"{PLACE}/a\\b"),
    "line break": (_file(f"{PLACE}/a\nb"), "bad-file-name", f"{PLACE}/a\nb"),
    "table is a link": (_link(f"{PLACE}/heads.csv", "/etc/fstab"), "symlink", f"{PLACE}/heads.csv"),
    "descriptor is a link": (
        _link(f"{PLACE}/datapackage.json", "/etc/passwd"), "symlink", f"{PLACE}/datapackage.json",
    ),
    "period is a link": (_link("ledgers/taiping/2026", "/etc"), "symlink", "ledgers/taiping/2026"),
    "kind is a link": (_link("ledger", "/etc"), "symlink", "ledger"),
    "loop": (_link("ledgers/taiping/2026", "2026"), "symlink", "ledgers/taiping/2026"),
    "hard link": (_hard, "hard-link", f"{PLACE}/heads.csv"),
    "pipe": (_fifo(f"{PLACE}/pipe"), "not-a-file", f"{PLACE}/pipe"),
    "table is a pipe": (_fifo(f"{PLACE}/heads.csv"), "not-a-file", f"{PLACE}/heads.csv"),
    "socket": (_socket, "not-a-file", f"{PLACE}/s"),
}  # fmt: skip

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


def test_nothing_outside_is_ever_opened(tmp_path: Path) -> None:
    """No call opens anything outside the data folder, whatever a package asks for."""
    root = tmp_path / "data"
    committed.write(root, {"heads": BODY})
    cases = (*test_descriptor.DESCRIPTORS.values(), *test_resources.RESOURCES.values())
    for number, (more, _, _) in enumerate(cases):
        committed.write(root, {"heads": BODY}, f"ledgers/t{number}/2026", **more)
    for number, name in enumerate(("heads.csv", "datapackage.json")):
        place = f"ledgers/u{number}/2026"
        committed.write(root, {"heads": BODY}, place)
        _link(f"{place}/{name}", "/etc/passwd")(root)
    program = (
        "import sys; from pathlib import Path; import committed, polars\n"
        "opened = []\n"
        "watched = ('open', 'os.listdir', 'os.scandir', 'socket.connect', 'socket.getaddrinfo')\n"
        "sys.addaudithook(lambda event, args: event in watched\n"
        "    and opened.append((event, str(args[0]))))\n"
        "committed.read(Path(sys.argv[1]))\n"
        "for event, name in list(opened): print(event, name)\n"
    )
    here = Path(__file__).parents[1]
    said = subprocess.run(
        [sys.executable, "-c", program, str(root)], capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONPATH": f"{here / 'plugins'}:{here / 'tests'}"},
    )  # fmt: skip
    opened = [line.split(" ", 1) for line in said.stdout.splitlines()]
    code = (str(here), str(Path(sys.prefix)), str(Path(sys.base_prefix)))
    named = [pair for pair in opened if not pair[1].isdecimal()]  # a handle opened just before
    outside = [pair for pair in named if not pair[1].startswith((str(root), *code))]
    assert outside == []
    assert sum(name.startswith(str(root)) for _, name in opened) > len(cases)


def test_no_data_folder_is_a_fault_of_the_data(tmp_path: Path) -> None:
    """Where there is no data folder, or it is a link, that is said."""
    (tmp_path / "link").symlink_to(tmp_path)
    for root in (tmp_path / "nowhere", tmp_path / "link"):
        assert [issue.code for issue in find(root)[1]] == ["no-data-folder"]


def test_a_file_that_may_not_be_read_is_said_to_be(tmp_path: Path) -> None:
    """A vanished or unreadable file is an issue, not a traceback."""
    committed.write(tmp_path, {"heads": BODY})
    packages, _ = find(tmp_path)
    (tmp_path / PLACE / "heads.csv").unlink()
    _, issues = tables.read(SCHEMAS, packages)
    assert [(issue.code, issue.path) for issue in issues] == [
        ("unreadable-file", f"{PLACE}/heads.csv")
    ]


def test_a_file_beyond_the_limit_is_not_read(tmp_path: Path) -> None:
    """More than 64 MB in one table is refused by its size alone."""
    committed.write(tmp_path, {"heads": BODY})
    with (tmp_path / PLACE / "heads.csv").open("r+b") as file:
        file.truncate(64_000_001)
    assert placed(committed.read(tmp_path)[1]) == [("file-too-large", f"{PLACE}/heads.csv", None)]


def test_a_fingerprint_changes_with_any_byte(tmp_path: Path) -> None:
    """The same bytes have the same fingerprint; one more space anywhere has another."""
    committed.write(tmp_path, {"heads": BODY, "lines": lines()})
    prints = {package.fingerprint(find(tmp_path)[0][0])}
    assert package.fingerprint(find(tmp_path)[0][0]) in prints
    for name in ("heads.csv", "lines.csv", "datapackage.json"):
        path = tmp_path / PLACE / name
        path.write_bytes(path.read_bytes() + b" ")
        found = find(tmp_path)[0][0]
        assert package.fingerprint(found) not in prints
        prints.add(package.fingerprint(found))


def test_every_rule_of_folders_is_shown() -> None:
    """No rule of folders and files without a case above."""
    others = {rule.code for rule in (*descriptor.RULES, *resources.RULES)}
    elsewhere = {"no-data-folder", "unreadable-file", "missing-table", "file-too-large"}
    shown = {code for _, code, _ in FOLDERS.values()}
    assert {rule.code for rule in package.RULES} - others == shown | elsewhere


def test_a_required_table_may_not_be_missing(tmp_path: Path) -> None:
    """A table that is not optional has to be there, if only with its heading."""
    committed.write(tmp_path, {"lines": lines()})
    _, issues = find(tmp_path)
    assert placed(issues) == [("missing-table", PLACE, None)]
    assert (issues[0].found, issues[0].expected) == ("总表", "heads")


@pytest.mark.parametrize("rule", package.RULES, ids=lambda rule: rule.code)
def test_every_message_can_be_said(rule: Rule) -> None:
    """Words, remedy and meaning ask for nothing that an issue does not carry."""
    for words in (rule.message, rule.remedy, rule.meaning):
        assert words.format(found="甲", expected="乙", field="丙")[-1] in "。甲"
    assert rule.title
