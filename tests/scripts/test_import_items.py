"""Promises of the real list of items: every one becomes a guide, and nothing is made up."""

from __future__ import annotations

import collections
import csv
import filecmp
import subprocess
import sys
from pathlib import Path

import pytest

import import_items
import sitelinks
from harness import ROOT
from mingbai import build
from mingbai.issues import Severity
from shared import Shared

REAL = ROOT / "tests/real/service-items-511602/items.csv"
SAID = ("item_code", "name", "main_item", "type", "agency", "link")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder made from the real list."""
    out = tmp_path_factory.mktemp("real") / "data"
    assert import_items.main([str(REAL), str(out)]) == 0
    return out


@pytest.fixture(scope="module")
def site(data: Path, shared: Shared) -> Path:
    """The portal built from it by the real command, once for all processes of the run."""
    return shared.folder("real-items", lambda out: _built(data, out))


def _built(data: Path, out: Path) -> None:
    command = [str(Path(sys.executable).with_name("mingbai")), "build"]
    done = subprocess.run(
        [*command, "--data", str(data), "--output", str(out)],
        capture_output=True,
        text=True,
        check=False,
        cwd=data.parent,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def items(data: Path) -> list[dict[str, str]]:
    return [row for path in sorted(data.glob("approvals/*/*/items.csv")) for row in rows(path)]


def test_every_item_arrives_as_it_was(data: Path) -> None:
    """1,135 items of 34 agencies, with the name, code, type and link of the list."""
    listed = {row["item_code"]: row for row in rows(REAL)}
    found = items(data)
    assert len(found) == len(listed) == 1135
    for row in found:
        given = listed[row["item_code"]]
        assert (row["name"], row["link"]) == (given["name"], given["link"])
        assert row["type"] == import_items.TYPES[given["task_type"]]
    types = collections.Counter(row["type"] for row in found)
    assert types == {
        "行政许可": 536,
        "公共服务": 348,
        "其他行政权力": 182,
        "行政确认": 50,
        "行政给付": 9,
        "行政裁决": 8,
        "行政奖励": 2,
    }
    assert len(list(data.glob("approvals/*/*"))) == 34


def test_nothing_is_made_up(data: Path) -> None:
    """What the list does not say stays empty; 未分类 is no main item."""
    for row in items(data):
        assert {name for name, value in row.items() if value} <= set(SAID)
        assert row["main_item"] != "未分类"


def test_only_true_credit_codes_are_kept(data: Path) -> None:
    """39 codes stand for 34 agencies; a nine-character or broken code is no credit code."""
    (path,) = data.glob("registry/*/*/agencies.csv")
    agencies = rows(path)
    listed = {row["dept_code"].upper() for row in rows(REAL)}
    assert len(agencies) == len({row["slug"] for row in agencies}) == 34
    kept = [row["uscc"] for row in agencies if row["uscc"]]
    assert len(kept) == 10
    assert all(len(code) == 18 and code in listed for code in kept)


def test_the_gate_finds_no_error_and_no_person(data: Path) -> None:
    """Incomplete guides, codes of another region, an invented address: warnings, and no person."""
    issues = build.check(data).issues
    assert {issue.severity for issue in issues} == {Severity.WARNING}
    counts = collections.Counter(issue.code for issue in issues)
    assert counts.pop("guide-incomplete") == 1135
    assert counts.pop("invented-address") == 1
    assert set(counts) == {"credit-code-region", "no-rows", "office-unpublished-yet"}


def test_the_portal_has_every_guide_and_every_agency(data: Path, site: Path) -> None:
    """1,135 guides say 未公布 and lead to the official page; 34 agency pages lead to items."""
    for row in items(data):
        html = (site / "approvals" / row["item_code"] / "index.html").read_text("utf-8")
        assert html.count("未公布") >= 12
        assert 'href="http://www.sczwfw.gov.cn/' in html
        assert "Apache License 2.0" in html
        assert "演示数据" not in html
    agencies = [p.parent.name for p in site.glob("agencies/*/index.html")]
    assert len(agencies) == 34
    for slug in agencies:
        html = (site / "agencies" / slug / "index.html").read_text("utf-8")
        assert f'href="../../approvals/agency/{slug}/"' in html
        assert html.count('href="../../approvals/5') <= 12  # the rest is behind that link


def test_the_portal_speaks_only_of_what_is_published(site: Path) -> None:
    """No door, figure, notice or promise of a kind that has published nothing; no dead link."""
    html = (site / "index.html").read_text("utf-8")
    for word in ("村账", "村务", "公开了吗", "每一笔账", "0 项", "县政府办公室"):
        assert word not in html
    assert not (site / "accounts").exists()
    assert not list(site.glob("notices/*/"))
    assert sitelinks.dead(site) == []


def test_no_page_is_heavy(site: Path) -> None:
    """Long lists are turned over, so no page weighs more than 200 KB."""
    pages = list(site.glob("approvals/**/index.html"))
    assert max(page.stat().st_size for page in pages) < 200_000
    assert (site / "approvals/type/licence/3/index.html").exists()
    assert not (site / "approvals/type/licence/4/index.html").exists()


def test_the_same_list_makes_the_same_bytes(data: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    assert import_items.main([str(REAL), str(again)]) == 0
    files = [p.relative_to(data).as_posix() for p in data.rglob("*") if p.is_file()]
    assert filecmp.cmpfiles(data, again, files, shallow=False) == (files, [], [])


HEADING = ",".join(import_items.COLUMNS)
GOOD = "区甲局,未分类,甲,CODE-1,511602000000,1,X1,http://a.example/"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["name,code", "甲,乙"], "表头应为"),
        ([HEADING, GOOD, GOOD.replace("CODE-1", "code-1")], "第 3 行的编码 code-1 和第 2 行相同"),
        ([HEADING, GOOD.replace(",1,X1", ",3,X1")], "第 2 行的事项类型 3 不认识"),
        ([HEADING, GOOD + ",多"], "第 2 行的列数不对"),
        ([HEADING, "区甲局,未分类"], "第 2 行的列数不对"),
        ([HEADING, GOOD, GOOD.replace("CODE-1,511602", "CODE-2,511603")], "一个地区"),
        ([HEADING, GOOD, GOOD.replace("甲局", "乙局").replace("CODE-1", "CODE-2")], "代码相同"),
        ([HEADING], "一个地区"),
    ],
)
def test_another_list_is_refused(
    lines: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A list that is not what it is taken for writes nothing and says where."""
    path, out = tmp_path / "list.csv", tmp_path / "out"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    assert import_items.main([str(path), str(out)]) == 2
    assert said in capsys.readouterr().err
    assert not out.exists()


def test_a_folder_that_is_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("kept", "utf-8")
    assert import_items.main([str(REAL), str(tmp_path)]) == 2
    assert [p.name for p in tmp_path.iterdir()] == ["kept.txt"]
