"""A month of 33 books, from a workbook to a preview and a branch, as a clerk would do it.

What she types is counted: why two books did not come, and nothing else.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from werkzeug.test import Client, TestResponse

import county
import months
from demo.size import Size
from desks import DeskWorld, clones, settled
from harness import ROOT
from mingbai.desk.guard import Guard
from mingbai.desk.server import DeskApp
from mingbai.desk.sitting import Sitting
from shared import Shared

EXPECTED, MISSING = 33, 2
SIZE = Size(towns=1, villages=8, groups=25, months=2)
PLACE = "accounts/taiping/2026-06"
GUARD = Guard("token", 8123)
HEADERS = {"Host": "127.0.0.1:8123", "Origin": "http://127.0.0.1:8123"}


@dataclass
class Hands:
    """What a clerk does, over HTTP as her browser does it, and how much of it."""

    client: Client
    sitting: Sitting
    drops: int = 0
    clicks: int = 0
    typed: list[str] = field(default_factory=list)

    def see(self) -> str:
        """The page, once nothing is being done any more."""
        settled(self.sitting)
        return self.client.get("/token/", headers=HEADERS).text

    def drop(self, *files: Path) -> str:
        """Workbooks are dropped on the page."""
        self.drops += 1
        bodies = [(path.open("rb"), path.name) for path in files]
        return self._post("files", {"workbooks": bodies})

    def click(self, path: str) -> str:
        """A button is pressed, and nothing was filled in."""
        self.clicks += 1
        return self._post(path, {})

    def fill(self, path: str, fields: dict[str, str]) -> str:
        """A form is filled in and sent."""
        self.clicks += 1
        self.typed += fields.values()
        return self._post(path, fields)

    def _post(self, path: str, data: dict[str, Any]) -> str:
        answer: TestResponse = self.client.post(f"/token/{path}", headers=HEADERS, data=data)
        assert answer.status_code == 303
        return self.see()


pytestmark = [pytest.mark.slow]


@pytest.fixture(scope="module")
def world(shared: Shared, tmp_path_factory: pytest.TempPathFactory) -> DeskWorld:
    """A township of 33 books whose last month is to come; its log begins with the next release."""
    whole = shared.folder("county-33-books", lambda data: county.county(data, SIZE))
    folder = tmp_path_factory.mktemp("world")
    data = folder / "seed" / "data"
    shutil.copytree(whole, data)
    shutil.rmtree(data / "history")
    (data / "history").mkdir()
    (data / "history" / ".gitkeep").touch()  # it was left out, not lost
    june = months.typed(data / PLACE, folder / "账.xlsx")
    shutil.rmtree(data / PLACE)
    return clones(folder, june)


def test_a_month_of_33_books_goes_in_without_retyping(world: DeskWorld) -> None:
    """One drop, two clicks, two reasons; all books are there to be looked at, and a branch."""
    sheets = openpyxl.load_workbook(world.june, read_only=True).worksheets
    cells = sum(cell.value is not None for sheet in sheets for row in sheet.rows for cell in row)
    sitting = Sitting(world.desk())
    hands = Hands(Client(DeskApp(sitting, GUARD, ROOT / "theme")), sitting)
    sitting.start()
    assert "把填好的工作簿放进来" in hands.see()

    page = hands.drop(world.june)
    assert f'应有 {EXPECTED} 本，<span class="phrase">来了 {EXPECTED - MISSING} 本</span>' in page
    assert f"先补齐 {MISSING} 本。" in page
    [parcel] = re.findall(r"parcels/([0-9a-f]{12})/answers", page)
    reasons = {f"missing-{number}": "本月没有发生业务" for number in range(1, MISSING + 1)}
    page = hands.fill(f"parcels/{parcel}/answers", reasons)
    assert "太平镇 2026 年 6 月村务财务：可以交了" in page
    figures = re.findall(r'<tr><th scope="row"><a href="site/([^"]+)"', page)
    books = {address.split("/")[1] for address in figures if address.startswith("accounts/")}
    assert len(books) == EXPECTED - MISSING
    for book in sorted(books):
        preview = hands.client.get(f"/token/site/accounts/{book}/", headers=HEADERS)
        assert (preview.status_code, "sandbox" in preview.headers["Content-Security-Policy"]) == (
            200,
            True,
        )
    assert "交好了：太平镇 2026 年 6 月村务财务" in hands.click("hand-in")
    [branch] = [name for name in world.branches() if name != "main"]
    assert f"data/{PLACE}/entries.csv" in world.files(branch)
    sitting.stop()
    assert (hands.drops, hands.clicks, hands.typed) == (1, 2, [*reasons.values()])
    print(f"{cells:,} cells: {hands.drops} drop, {hands.clicks} click, typed: {hands.typed}")
