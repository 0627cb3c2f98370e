"""Nothing that was released changes in silence: each way of trying it, and what is said of it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import harness
import remembered
from harness import ROOT, data_folder
from mingbai import build, history
from mingbai.history import versions
from mingbai.history.drafting import Grounds
from mingbai.issues import Severity
from mingbai.kinds import KINDS
from remembered import LATER, TYPO, codes, correct, describe, keep, look, rewrite, rows

BOOKS = "accounts/taiping/2026-06"
ENTRIES = f"{BOOKS}/entries.csv"
MATTERS = "village_affairs/taiping/2026q2"
TOWNS = "registry/county/2026"
KEPT = (BOOKS, "accounts/taiping/2025", MATTERS, TOWNS)
LOOKED_AT = ("accounts", "village_affairs", "registry")


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Accounts, village affairs and registry, released; some packages are kept as they were."""
    root = data_folder(tmp_path_factory.mktemp("released"), "village_affairs", others=("accounts",))
    remembered.release(root, LOOKED_AT)
    keep(root, *KEPT)
    return root


@pytest.fixture
def root(released: Path, tmp_path: Path) -> Path:
    """The same in a folder of its own, to be changed."""
    return Path(shutil.copytree(released, tmp_path / "data"))


def reseal(root: Path, path: str) -> None:
    """What a clerk runs after a change by hand."""
    harness.seal(root, [path])


def test_what_was_released_stands_as_the_log_has_it(root: Path) -> None:
    """No issue, no difference, in any package."""
    memory, issues = look(root, LOOKED_AT)
    assert not issues
    assert all(one.is_released and not one.changes for one in memory.standings.values())


def test_what_is_known_to_be_as_released_is_not_sealed_again(root: Path) -> None:
    """As long as the log has that version of it; what it has otherwise is looked at."""
    tables, _ = remembered.read_kinds(root, LOOKED_AT)
    log = history.log.read(root)
    known = {path: entry.identity for path, entry in log.newest.items()}
    assert not history.gate.check(root, tables, log, LATER, known).standings
    other = replace(log.newest[BOOKS], digest="0" * 64)
    known[BOOKS] = other.identity
    memory = history.gate.check(root, tables, log, LATER, known)
    assert memory.standings.keys() == {BOOKS}
    changed = replace(log, entries=tuple(other if e.package == BOOKS else e for e in log.entries))
    known[BOOKS] = log.newest[BOOKS].identity
    standings = history.gate.check(root, tables, changed, LATER, known).standings
    assert standings.keys() == {BOOKS}
    assert not standings[BOOKS].is_released


def test_one_word_is_changed(root: Path) -> None:
    """An error at the very cell, with what was published and what stands there now."""
    table = rows(root, ENTRIES)
    was = table[2]["summary"]
    table[2]["summary"] = "付本月接待补贴"
    rewrite(root, ENTRIES, table)
    _, [issue] = look(root, LOOKED_AT)
    assert (issue.code, issue.path, issue.row, issue.field) == (
        "changed-without-reason",
        ENTRIES,
        4,
        "summary",
    )
    assert (issue.expected, issue.found) == (was, "付本月接待补贴")
    assert issue.values["package"] == BOOKS


def test_a_change_with_its_line_is_a_correction(root: Path) -> None:
    """The line is drafted; released, it replaces the version before, and all is quiet again."""
    table = rows(root, ENTRIES)
    table[2]["summary"] = "付本月接待补贴"
    rewrite(root, ENTRIES, table)
    correct(root, BOOKS)
    memory, issues = look(root, LOOKED_AT)
    assert not issues
    [line] = memory.standings[BOOKS].added
    assert (line.number, line.change.field, line.words) == (1, "summary", TYPO.words)
    former = memory.standings[BOOKS].entry
    assert former is not None
    [entry] = remembered.release(root, LOOKED_AT, LATER).entries
    assert (entry.action, entry.replaces) == ("correct", former.digest)
    assert not look(root, LOOKED_AT)[1]


def test_a_row_that_vanishes_and_one_that_joins(root: Path) -> None:
    """Each needs its line: the row as it was, the row as it is."""
    table = rows(root, ENTRIES)
    gone, table[-1]["entry_no"] = dict(table[-1]), "901"
    rewrite(root, ENTRIES, table)
    _, issues = look(root, LOOKED_AT)
    assert codes(issues) == ["changed-without-reason"] * 2
    assert {issue.field for issue in issues} == {None}
    correct(root, BOOKS, Grounds("漏登", "当月漏登了一笔", "太平镇三资办主任"))
    memory, issues = look(root, LOOKED_AT)
    assert not issues
    before, after = sorted(memory.standings[BOOKS].added, key=lambda one: one.change.before)[::-1]
    assert gone["summary"] in before.change.before
    assert (before.change.after, after.change.before) == ("", "")
    assert '"901"' in after.change.row


def test_an_annual_statement_is_changed(root: Path) -> None:
    """A figure of a closed year is a record as well."""
    file = "accounts/taiping/2025/statements.csv"
    table = rows(root, file)
    table[0]["amount"] = "1.00"
    rewrite(root, file, table)
    _, [issue] = look(root, LOOKED_AT)
    assert (issue.code, issue.field, issue.found) == ("changed-without-reason", "amount", "1.00")


def test_a_whole_month_is_replaced(tmp_path: Path) -> None:
    """33 books of one month become 2: one issue a table says so, one line a table explains it."""
    root = tmp_path / "data"
    for name in ("registry", "accounts"):
        shutil.copytree(ROOT / "data" / name, root / name)
    path = (
        max(
            (p for p in (root / "accounts").glob("*/2026-06")),
            key=lambda p: len(rows(p, "sheets.csv")),
        )
        .relative_to(root)
        .as_posix()
    )
    remembered.release(root, ("accounts",))
    keep(root, path)
    books = [row["book_id"] for row in rows(root, f"{path}/sheets.csv")]
    assert len(books) >= 33
    for table in sorted((root / path).glob("*.csv")):
        few = [row for row in rows(root, f"{path}/{table.name}") if row["book_id"] in books[:2]]
        rewrite(root, f"{path}/{table.name}", few)
    _, issues = look(root, ("accounts",))
    assert codes(issues).count("table-changed-without-reason") >= 2
    assert {"entries", "trial_balances"} <= {issue.field for issue in issues}
    correct(root, path, Grounds("审计或检查要求", "整月重新做账", "太平镇三资办主任"))
    memory, issues = look(root, ("accounts",))
    assert not issues
    added = memory.standings[path].added
    whole = [one.change for one in added if one.change.table == "entries"]
    assert [(change.row, change.field) for change in whole] == [("", "")]


def test_a_title_is_changed(root: Path) -> None:
    """What the descriptor says is published too."""
    describe(root, BOOKS, {"title": "太平镇 2026 年 6 月村账（更新）"})
    _, [issue] = look(root, LOOKED_AT)
    assert (issue.code, issue.field) == ("changed-without-reason", "title")
    assert issue.path == f"{BOOKS}/datapackage.json"
    correct(root, BOOKS)
    assert not look(root, LOOKED_AT)[1]


def test_the_first_day_never_changes(root: Path) -> None:
    """No correction helps: a later day would hide that something was late, or changed."""
    describe(root, BOOKS, {"published": "2026-07-11"})
    _, issues = look(root, LOOKED_AT)
    assert codes(issues) == ["first-day-changed"]
    assert issues[0].expected == "2026-07-10"


def test_an_attachment_is_exchanged(root: Path) -> None:
    """Seen by its digest, without any seal of a table."""
    [file] = (root / MATTERS / "attachments").iterdir()
    file.write_text("会议没有开。", "utf-8")
    _, [issue] = look(root, LOOKED_AT)
    name = f"attachments/{file.name}"
    assert (issue.code, issue.path) == ("changed-without-reason", f"{MATTERS}/{name}")
    correct(root, MATTERS)
    memory, issues = look(root, LOOKED_AT)
    assert not issues
    assert memory.standings[MATTERS].added[0].change.table == name


def corrected(root: Path) -> tuple[history.corrections.Correction, ...]:
    """One cell changed, with its line."""
    table = rows(root, ENTRIES)
    table[2]["summary"] = "付本月接待补贴"
    rewrite(root, ENTRIES, table)
    correct(root, BOOKS)
    return remembered.lines_of(root, BOOKS)


def test_a_line_for_a_row_that_never_was(root: Path) -> None:
    """Refused: who reads corrections must be able to trust that something was corrected."""
    [line] = corrected(root)
    other = replace(line, number=2, change=replace(line.change, row='["no-such-book"]'))
    remembered.write(root, BOOKS, (line, other))
    _, [issue] = look(root, LOOKED_AT)
    assert (issue.code, issue.row) == ("correction-without-change", 3)


@pytest.mark.parametrize(
    ("side", "code"),
    [("before", "correction-before-differs"), ("after", "correction-after-differs")],
)
def test_a_line_that_misstates_a_side(root: Path, side: str, code: str) -> None:
    """Before is what was published, after what stands there."""
    [line] = corrected(root)
    remembered.write(root, BOOKS, (replace(line, change=replace(line.change, **{side: "付款"})),))
    _, [issue] = look(root, LOOKED_AT)
    assert (issue.code, issue.field, issue.found) == (code, side, "付款")
    assert issue.expected


def test_two_lines_for_one_cell(root: Path) -> None:
    """One change, one line."""
    [line] = corrected(root)
    remembered.write(root, BOOKS, (line, replace(line, number=2)))
    assert codes(look(root, LOOKED_AT)[1]) == ["correction-without-change"]


def test_numbers_that_leap(root: Path) -> None:
    """A gap would look like a line that was taken away."""
    [line] = corrected(root)
    remembered.write(root, BOOKS, (replace(line, number=3),))
    _, [issue] = look(root, LOOKED_AT)
    assert (issue.code, issue.found, issue.expected) == ("correction-number", "3", "1")


@pytest.mark.parametrize(("field", "text"), [("words", "错"), ("reason", "手滑")])
def test_a_reason_that_says_nothing(root: Path, field: str, text: str) -> None:
    """A sentence of one character, a word that is not in the list: refused as any cell is."""
    [line] = corrected(root)
    history.drafting.write(root / BOOKS, (replace(line, **{field: text}),))
    _, issues = look(root, LOOKED_AT)
    expected = {"words": "too-short", "reason": "not-in-list"}[field]
    assert expected in codes(issues)


@pytest.mark.parametrize(
    "spoil", [lambda lines: (), lambda lines: (replace(lines[0], words="另有说法了"),)]
)
def test_corrections_that_shrink_or_change(root: Path, spoil: Callable[..., tuple]) -> None:
    """Once released, a correction stands as any record, and no line can excuse it."""
    lines = corrected(root)
    remembered.release(root, LOOKED_AT, LATER)
    keep(root, BOOKS)
    remembered.write(root, BOOKS, spoil(lines))
    _, issues = look(root, LOOKED_AT)
    assert codes(issues) == ["corrections-shrank"]


def test_corrections_of_what_was_never_released(root: Path) -> None:
    """What nobody has seen needs none, and must not tell of any."""
    path, new = root / BOOKS, root / "accounts/taiping/2026-07"
    shutil.copytree(path, new)
    change = history.differences.Change("entries", "", "", "a", "b")
    line = history.corrections.Correction(
        number=1,
        date=LATER,
        change=change,
        reason="其他",
        words="从来没有过",
        decided_by="三资办主任",
    )
    history.drafting.write(new, (line,))
    [tables] = remembered.read_kinds(root, ["accounts"])[0].values()
    known = history.log.read(root)
    issues = history.gate.check(root, {"accounts": tables}, known, LATER).issues
    assert [(issue.code, issue.path, issue.found) for issue in issues] == [
        ("correction-of-unreleased", "accounts/taiping/2026-07/corrections.csv", "1")
    ]


def test_a_log_that_is_gone_as_a_whole_is_missed(root: Path) -> None:
    """Corrections tell of publications; where a log was left out its folder is there, and empty."""
    corrected(root)
    shutil.rmtree(root / history.log.FOLDER)
    _, issues = look(root, LOOKED_AT)
    assert [(issue.code, issue.path) for issue in issues] == [("log-lost", history.log.PATH)]
    first = min(path.parent for path in root.glob("*/*/*/corrections.csv"))
    assert issues[0].values["package"] == first.relative_to(root).as_posix()
    (root / history.log.FOLDER).mkdir()
    assert not look(root, LOOKED_AT)[1]


def test_a_second_correction_goes_on_from_the_first(root: Path) -> None:
    """Its number is 2, its before what the first correction made."""
    corrected(root)
    remembered.release(root, LOOKED_AT, LATER)
    keep(root, BOOKS)
    table = rows(root, ENTRIES)
    table[2]["summary"] = "付本月误工补贴和交通补贴"
    rewrite(root, ENTRIES, table)
    correct(root, BOOKS)
    memory, issues = look(root, LOOKED_AT)
    assert not issues
    [second] = memory.standings[BOOKS].added
    assert (second.number, second.change.before) == (2, "付本月接待补贴")


def test_without_the_former_version_nothing_is_compared(root: Path) -> None:
    """The error says which command fetches it."""
    shutil.rmtree(root / versions.FOLDER)
    table = rows(root, ENTRIES)
    table[2]["summary"] = "付本月接待补贴"
    rewrite(root, ENTRIES, table)
    _, [issue] = look(root, LOOKED_AT)
    assert (issue.code, issue.values["package"]) == ("former-version-missing", BOOKS)


@pytest.mark.parametrize("name", ["entries.csv", "seal.json"])
def test_a_former_version_that_was_touched(root: Path, name: str) -> None:
    """Its bytes do not have its digest: an error, whether the package has changed or not."""
    [folder] = (root / versions.FOLDER / BOOKS).iterdir()
    body = (folder / name).read_bytes()
    (folder / name).write_bytes(body.replace(b"2026", b"2027", 1))
    _, issues = look(root, LOOKED_AT)
    assert codes(issues) == ["former-version-broken"]
    assert issues[0].path.endswith(f"/{name}")


def test_a_register_changes_freely(root: Path) -> None:
    """The registry is the present state: its change enters the log as one, without a reason."""
    file = f"{TOWNS}/windows.csv"
    table = rows(root, file)
    field = next(name for name in table[0] if name not in ("window_id", "agency"))
    table[0][field] = table[0][field] + "一"
    rewrite(root, file, table)
    memory, issues = look(root, LOOKED_AT)
    assert not [issue for issue in issues if issue.severity is Severity.ERROR]
    assert memory.standings[TOWNS].changes
    [entry] = remembered.release(root, LOOKED_AT, LATER).entries
    assert (entry.action, entry.package) == ("change", TOWNS)


def test_a_journal_grows_while_its_period_runs(root: Path) -> None:
    """A posting more needs no reason half a year long, and one afterwards; none may change."""
    file = f"{BOOKS}/postings.csv"
    table = rows(root, file)
    rewrite(root, file, [*table, {**table[0], "place": "村口公示栏"}])
    assert not look(root, LOOKED_AT)[1]
    _, [late] = look(root, LOOKED_AT, date(2026, 12, 31))
    assert late.code == "changed-without-reason"
    assert not look(root, LOOKED_AT, date(2026, 12, 30))[1]
    rewrite(root, file, [{**table[0], "place": "村口公示栏"}])
    assert codes(look(root, LOOKED_AT)[1]) == ["changed-without-reason"]


def test_a_person_list_whose_time_is_over_may_be_emptied(root: Path) -> None:
    """The rows go, no reason is asked: their last day was said from the beginning."""
    file = f"{MATTERS}/person_lists.csv"
    ends = max(row["expires"] for row in rows(root, file))
    rewrite(root, file, [])
    after = date.fromisoformat(ends).replace(year=int(ends[:4]) + 1)
    assert not [i for i in look(root, LOOKED_AT, after)[1] if i.severity is Severity.ERROR]
    _, issues = look(root, LOOKED_AT, date.fromisoformat(ends))
    assert "changed-without-reason" in codes(issues)


def test_a_person_list_is_told_apart_by_its_salted_digest_alone(root: Path) -> None:
    """One name exchanged is one line for the list; nobody's row is repeated anywhere."""
    file = f"{MATTERS}/person_lists.csv"
    table = rows(root, file)
    name = table[0]["name"]
    table[0]["name"] = "欧**"
    rewrite(root, file, table)
    _, [issue] = look(root, LOOKED_AT)
    assert (issue.code, issue.field) == ("changed-without-reason", None)
    correct(root, MATTERS)
    assert not look(root, LOOKED_AT)[1]
    for kept in (root / "history").rglob("*"):
        assert kept.is_dir() or name.encode() not in kept.read_bytes()
    assert name.encode() not in (root / MATTERS / "corrections.csv").read_bytes()


def test_a_package_that_vanishes(root: Path) -> None:
    """Nothing that was released is taken away in silence."""
    shutil.rmtree(root / BOOKS)
    _, issues = look(root, LOOKED_AT)
    assert codes(issues) == ["vanished-package"]
    assert issues[0].found == BOOKS


def test_a_table_changed_by_hand_and_not_sealed(root: Path) -> None:
    """The first thing said is the seal, with the command that mends it."""
    file = root / ENTRIES
    file.write_text(file.read_text("utf-8").replace("误工", "接待", 1), "utf-8")
    _, [issue] = look(root, LOOKED_AT)
    assert (issue.code, issue.path) == ("seal-broken", ENTRIES)


def test_a_table_that_was_never_sealed(root: Path) -> None:
    """As a clerk commits it by hand: one issue a table, each with the command."""
    file = root / BOOKS / "datapackage.json"
    document = json.loads(file.read_text("utf-8"))
    names = [resource["name"] for resource in document["resources"]]
    document["resources"] = [{"name": name, "path": f"{name}.csv"} for name in names]
    file.write_text(json.dumps(document), "utf-8")
    _, issues = look(root, LOOKED_AT)
    assert codes(issues) == ["not-sealed"] * len(names)
    assert {issue.values["package"] for issue in issues} == {BOOKS}


def test_a_root_that_is_not_that_of_the_rows(root: Path) -> None:
    """Found before the package enters the log: the log proves rows by it."""
    path = "accounts/baiyang/2026-06"
    document = (root / path / "datapackage.json").read_text("utf-8")
    first = document.index('"root": "sha256:') + len('"root": "sha256:')
    spoilt = document[:first] + ("1" if document[first] == "0" else "0") + document[first + 1 :]
    (root / path / "datapackage.json").write_text(spoilt, "utf-8")
    _, issues = look(root, LOOKED_AT)
    assert "seal-broken" in codes(issues)


def test_the_check_itself_refuses(root: Path) -> None:
    """What the gate finds forbids publication: the whole check runs it."""
    table = rows(root, f"{BOOKS}/postings.csv")
    table[0]["place"] = "村口公示栏"
    rewrite(root, f"{BOOKS}/postings.csv", table)
    checked = build.check(root, KINDS)
    assert checked.has_errors
    assert "changed-without-reason" in codes(checked.issues)
