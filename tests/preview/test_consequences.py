"""What would change is told by lasting ids, in words: each sort of change tried on small data."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import remembered
from harness import data_folder
from mingbai import build
from mingbai.history import withdrawing
from mingbai.kinds import by_name
from mingbai.model import Edition, Kind
from mingbai.preview import Consequence, Move, Preview, RenderedEdition, preview

DAY = date(2026, 7, 20)  # what is due by 15 July is overdue
JUNE = "accounts/taiping/2026-06"
BAIYANG = "accounts/baiyang/2026-06"


def kinds_of(*names: str) -> tuple[Kind, ...]:
    """The registry and these kinds."""
    return tuple(map(by_name, ("registry", *names)))


def edition(root: Path, kinds: Sequence[Kind]) -> Edition:
    """What is known of a data folder on the day."""
    return build.site(build.check(root, kinds, DAY), kinds).edition


def compared(before: Edition, after: Edition, kinds: Sequence[Kind], aside: Path) -> Preview:
    """What changes in the data; both portals are empty."""
    (aside / "empty").mkdir(exist_ok=True)
    sides = RenderedEdition(before, aside / "empty"), RenderedEdition(after, aside / "empty")
    return preview(kinds, *sides, "before")


def topics(found: Preview) -> Mapping[str, tuple[Consequence, ...]]:
    """The topics that have anything, by name."""
    return {topic.name: topic.consequences for topic in found.topics if topic.consequences}


def words(consequences: Sequence[Consequence]) -> list[str]:
    """What readers are told, sorted."""
    return sorted(one.words for one in consequences)


ACCOUNTS = kinds_of("accounts")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Accounts of two townships, sound."""
    return data_folder(tmp_path_factory.mktemp("accounts"), "accounts")


@pytest.fixture(scope="module")
def whole(root: Path) -> Edition:
    """All of them."""
    return edition(root, ACCOUNTS)


@pytest.fixture(scope="module")
def without(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """The same before 白杨镇 published its June."""
    folder = Path(shutil.copytree(root, tmp_path_factory.mktemp("without") / "data"))
    shutil.rmtree(folder / BAIYANG)
    return edition(folder, ACCOUNTS)


def test_the_same_data_changes_nothing(whole: Edition, tmp_path: Path) -> None:
    """No consequence of any sort, whoever asks."""
    assert compared(whole, whole, ACCOUNTS, tmp_path).is_empty


def test_a_new_month(without: Edition, whole: Edition, tmp_path: Path) -> None:
    """Its disclosure, package, figures, duty, proofs and entry are new, and nothing else moves."""
    found = topics(compared(without, whole, ACCOUNTS, tmp_path))
    assert set(found) == {"disclosures", "packages", "figures", "duties", "proofs", "entries"}
    assert words(found["disclosures"]) == ["上河村账本 2026 年 6 月公开单（2026-07-10 公开）"]
    assert [(one.id, one.move) for one in found["packages"]] == [(BAIYANG, Move.NEW)]
    assert words(found["figures"]) == [
        "白杨镇上河村 6 月支出 1,640.00（新）",
        "白杨镇上河村 6 月收入 2,000.00（新）",
        "白杨镇上河村 6 月月末结余 7,415.00（新）",
    ]
    assert words(found["duties"]) == ["上河村账本 2026 年 6 月公开单：逾期 5 天 → 按时"]
    assert not any(one.is_bad for of_part in found.values() for one in of_part)


def test_a_month_that_is_taken_away(whole: Edition, without: Edition, tmp_path: Path) -> None:
    """The same the other way round is bad news, which stands first in each topic."""
    found = compared(whole, without, ACCOUNTS, tmp_path)
    assert {one.move for name in ("disclosures", "packages") for one in topics(found)[name]} == {
        Move.GONE
    }
    [duty] = topics(found)["duties"]
    assert (duty.before, duty.after, duty.is_bad) == ("按时", "逾期 5 天", True)
    assert "白杨镇上河村 6 月支出 1,640.00 → 没有了" in words(found.bad_news)
    made_good = [one for one in topics(found)["entries"] if one.move is Move.NEW]
    assert words(made_good) == ["新的一条：逾期：上河村账本 2026 年 6 月公开单（2026-07-16）"]


def test_proofs_that_appear_are_counted_rule_by_rule(
    without: Edition, whole: Edition, tmp_path: Path
) -> None:
    """A line a rule, with the id of every proof in it."""
    proofs = {one.id: one for one in topics(compared(without, whole, ACCOUNTS, tmp_path))["proofs"]}
    closing = proofs["wrong-closing"]
    assert closing.ids == ("wrong-closing:990121101201-00/2026-06",)
    assert closing.words == "期初加收入减支出等于期末：新增核对 1 处，全部对得上"
    assert {one.move for one in proofs.values()} == {Move.NEW}


def correct_figure(folder: Path) -> None:
    """石桥村 paid 169.00 for newspapers, not 196.00."""
    entries, sheets = f"{JUNE}/entries.csv", f"{JUNE}/sheets.csv"
    lines, months = remembered.rows(folder, entries), remembered.rows(folder, sheets)
    paper, rent = lines[-2:]
    paper |= {"amount": "169.00", "balance": "7145.05"}
    rent["balance"] = "9545.05"
    months[-1] |= {"expense": "169.00", "closing": "9545.05", "ytd_expense": "5578.40"}
    remembered.rewrite(folder, entries, lines)
    remembered.rewrite(folder, sheets, months)


@pytest.fixture(scope="module")
def corrected(root: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Edition, Edition]:
    """June as it was released, and with a corrected figure and its reasons."""
    folder = Path(shutil.copytree(root, tmp_path_factory.mktemp("corrected") / "data"))
    remembered.release(folder, ("registry", "accounts"))
    former = edition(folder, ACCOUNTS)
    remembered.keep(folder, JUNE)
    correct_figure(folder)
    remembered.correct(folder, JUNE)
    return former, edition(folder, ACCOUNTS)


def test_a_corrected_figure(corrected: tuple[Edition, Edition], tmp_path: Path) -> None:
    """Each figure that moves, old and new; each cell with why; the disclosure says it anew."""
    found = topics(compared(*corrected, ACCOUNTS, tmp_path))
    assert words(found["figures"]) == [
        "太平镇石桥村 6 月支出 196.00 → 169.00",
        "太平镇石桥村 6 月月末结余 9,518.05 → 9,545.05",
    ]
    [disclosure] = found["disclosures"]
    assert (disclosure.id, disclosure.move) == ("accounts/990121100202-00/2026-06", Move.CHANGED)
    amount = next(one for one in found["packages"] if one.id.endswith("/amount"))
    assert amount.id == f'{JUNE}/entries/["990121100202-00","2026-06","001"]/amount'
    assert (amount.before, amount.after) == ("196.00", "169.00")
    assert amount.why.endswith("，更正：录入错误，把误工补贴错写成了接待")
    assert {one.why for one in found["packages"]} == {amount.why}
    assert len(found["packages"]) == 6
    assert {one.move for one in found["proofs"]} == {Move.CHANGED}
    assert "duties" not in found


def test_what_the_law_wants_gone_is_not_told_again(root: Path, tmp_path: Path) -> None:
    """A payee who is erased from a released month is in no words of any topic."""
    secret = "河口建材店"
    folder = Path(shutil.copytree(root, tmp_path / "data"))
    remembered.release(folder, ("registry", "accounts"))
    before = edition(folder, ACCOUNTS)
    remembered.keep(folder, JUNE)
    lines = remembered.rows(folder, f"{JUNE}/entries.csv")
    lines[1] |= {"payee": "个人", "summary": "村北道路维修"}
    remembered.rewrite(folder, f"{JUNE}/entries.csv", lines)
    gone = replace(remembered.TYPO, reason="依法删去个人信息")
    remembered.correct(folder, JUNE, lambda one: gone if one.field == "payee" else remembered.TYPO)
    found = compared(before, edition(folder, ACCOUNTS), ACCOUNTS, tmp_path)
    told = {one.id.rpartition("/")[2]: one for one in topics(found)["packages"]}
    assert told["payee"].words.endswith("（依法删去） → 个人")
    assert "更正：依法删去个人信息" in told["payee"].why
    assert "村北道路维修材料 → 村北道路维修" in told["summary"].words
    assert secret not in str(found)
    assert secret in str(before.tables["accounts"].frame("entries")["payee"].tolist())


def test_a_package_that_is_withdrawn(root: Path, tmp_path: Path) -> None:
    """Told once, with the reason; what it said is gone, cell by cell is not told."""
    folder = Path(shutil.copytree(root, tmp_path / "data"))
    remembered.release(folder, ("registry", "accounts"))
    before = edition(folder, ACCOUNTS)
    schemas = remembered.SCHEMAS["accounts"]
    withdrawing.withdraw(folder, BAIYANG, schemas, remembered.TYPO, remembered.LATER)
    found = topics(compared(before, edition(folder, ACCOUNTS), ACCOUNTS, tmp_path))
    assert words(found["packages"]) == [
        "accounts baiyang 2026-06：撤回（录入错误，把误工补贴错写成了接待）"
    ]
    assert {one.move for one in found["figures"]} == {Move.GONE}
    assert {one.move for one in found["disclosures"]} == {Move.GONE}


def test_a_package_that_comes_back_after_a_withdrawal(root: Path, tmp_path: Path) -> None:
    """Told once, with the reason and its size: not as so many new rows."""
    folder = Path(shutil.copytree(root, tmp_path / "data"))
    remembered.release(folder, ("registry", "accounts"))
    schemas, later = remembered.SCHEMAS["accounts"], remembered.LATER
    rows = len(remembered.rows(folder, f"{BAIYANG}/entries.csv"))
    withdrawing.withdraw(folder, BAIYANG, schemas, remembered.TYPO, later)
    remembered.release(folder, ("registry", "accounts"), later)
    before = edition(folder, ACCOUNTS)
    withdrawing.reinstate(folder, BAIYANG, schemas, remembered.TYPO, later)
    after = edition(folder, ACCOUNTS)
    found = topics(compared(before, after, ACCOUNTS, tmp_path))
    [told] = found["packages"]
    count = after.seals[BAIYANG].document["rows"]
    assert count > rows
    assert told.move is Move.NEW
    assert told.words == (
        f"accounts baiyang 2026-06：恢复公开（录入错误，把误工补贴错写成了接待），{count} 行"
    )
    assert {one.move for one in found["disclosures"]} == {Move.NEW}


def test_a_warning_has_one_id_wherever_its_row_stands(tmp_path: Path) -> None:
    """Rows in another order: no consequence. Mended: the warning ends, under the same id."""
    kinds = kinds_of("complaints", "accountability")
    case = data_folder(tmp_path / "case", "complaints", "complaint_overdue")
    turned = Path(shutil.copytree(case, tmp_path / "turned"))
    file = "complaints/office/2026-06/complaints.csv"
    remembered.rewrite(turned, file, remembered.rows(turned, file)[::-1])
    late, late_turned = edition(case, kinds), edition(turned, kinds)
    assert "warnings" not in topics(compared(late, late_turned, kinds, tmp_path))
    mended = edition(data_folder(tmp_path / "good", "complaints"), kinds)
    [ended] = topics(compared(late, mended, kinds, tmp_path))["warnings"]
    assert (ended.id, ended.move) == (
        "complaint-overdue:complaints/complaints/TS-002:due",
        Move.GONE,
    )
    assert not ended.is_bad
    [begun] = topics(compared(mended, late, kinds, tmp_path))["warnings"]
    assert (begun.id, begun.is_bad) == (ended.id, True)


def test_a_gap_that_closes(tmp_path: Path) -> None:
    """The pair of a receipt and its voucher comes to agree; the other way round is bad news."""
    kinds = kinds_of("accounts", "holdings")
    gap, closed = (
        edition(data_folder(tmp_path / case, "holdings", case, ("accounts",)), kinds)
        for case in ("receipt_not_in_ledger", "good")
    )
    code = "receipt-not-in-ledger"
    opened = [one for one in topics(compared(closed, gap, kinds, tmp_path))["gaps"] if one.is_bad]
    assert opened
    assert all(one.id.startswith(code) for one in opened)
    ended = topics(compared(gap, closed, kinds, tmp_path))["gaps"]
    assert not any(one.is_bad for one in ended)
    assert {one.id for one in opened} <= {one.id for one in ended}


def persons(edit: Callable[[list[dict[str, str]]], list[dict[str, str]]], folder: Path) -> None:
    """Change the rows of the list of 石桥村."""
    file = "village_affairs/taiping/2026q2/person_lists.csv"
    remembered.rewrite(folder, file, edit(remembered.rows(folder, file)))


def test_persons_are_counted_and_never_named(tmp_path: Path) -> None:
    """A list that ends, one that is longer: how many, until when; no name, no number."""
    kinds = kinds_of("village_affairs", "accounts")
    root = data_folder(tmp_path / "data", "village_affairs", others=("accounts",))
    before = edition(root, kinds)
    ended = Path(shutil.copytree(root, tmp_path / "ended"))
    persons(lambda rows: [{**row, "expires": "2026-07-19"} for row in rows], ended)
    after = edition(ended, kinds)
    found = topics(compared(before, after, kinds, tmp_path))
    assert words(found["persons"]) == ["耕地补贴名单（MD-001）：不再公示 2 人"]
    assert words(topics(compared(after, before, kinds, tmp_path))["persons"]) == [
        "耕地补贴名单（MD-001）：新公示 2 人，到 2026-07-31 为止"
    ]
    told = str(found)
    assert not any(secret in told for secret in ("石**", "石*青", "44*************123"))
