"""Folders and descriptors: what is found, what is refused, and that nothing else is opened."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import committed
from committed import PLACE, SCHEMAS, find, heads, lines, placed
from faulty_descriptors import DESCRIPTORS, RESOURCES
from harness import ROOT
from mingbai.issues import Rule
from mingbai.read import tables
from mingbai.read.package import package

BODY = heads()
WATCHING = """import sys
from pathlib import Path
import committed, polars
opened = []
watched = ("open", "os.listdir", "os.scandir", "socket.connect", "socket.getaddrinfo")
sys.addaudithook(lambda event, args: event in watched and opened.append((event, str(args[0]))))
committed.read(Path(sys.argv[1]))
for event, name in list(opened): print(event, name)
"""


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


def test_nothing_outside_is_ever_opened(tmp_path: Path) -> None:
    """No call opens anything outside the data folder, whatever a package asks for."""
    root = tmp_path / "data"
    committed.write(root, {"heads": BODY})
    cases = (*DESCRIPTORS.values(), *RESOURCES.values())
    for number, (more, _, _) in enumerate(cases):
        committed.write(root, {"heads": BODY}, f"ledgers/t{number}/2026", **more)
    for number, name in enumerate(("heads.csv", "datapackage.json")):
        place = f"ledgers/u{number}/2026"
        committed.write(root, {"heads": BODY}, place)
        (root / place / name).unlink()
        (root / place / name).symlink_to("/etc/passwd")
    here = ROOT
    said = subprocess.run(
        [sys.executable, "-c", WATCHING, str(root)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": f"{here / 'plugins'}:{here / 'tests'}"},
    )
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


def test_a_required_table_may_not_be_missing(tmp_path: Path) -> None:
    """A table that is not optional has to be there, if only with its heading."""
    committed.write(tmp_path, {"lines": lines()})
    _, issues = find(tmp_path)
    assert placed(issues) == [("missing-table", PLACE, None)]
    assert (issues[0].found, issues[0].expected) == ("总表", "heads")


@pytest.mark.parametrize("rule", package.RULES, ids=lambda rule: rule.code)
def test_every_message_can_be_said(rule: Rule) -> None:
    """Words, remedy and meaning ask for what issues carry, and for their package at most."""
    for words in (rule.message, rule.remedy, rule.meaning):
        assert words.format(found="甲", expected="乙", field="丙", package="丁")[-1] in "。甲"
    assert rule.title
