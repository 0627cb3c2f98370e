"""An identity that was evaluated leaves a proof, held or not; pages show it, rules count it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest

from harness import data_folder, recalled
from mingbai import build
from mingbai.check.rules import DAY, Proofs, prove
from mingbai.kinds import by_name
from mingbai.model import Site
from mingbai.page import Mark, ProofLine

Told = tuple[str, str, str, int]

# Outside of the ledgers: how many identities the good data of each kind carry, rule by rule.
GOOD = {
    "appraisals": {"votes-do-not-add-up": 10, "wrong-rate": 10, "wrong-rank": 10},
    "completions": {"wrong-due-date": 2},
    "complaints": {"wrong-complaint-due": 2},
    "performance": {"weights-not-hundred": 2, "wrong-total-score": 5, "wrong-score-rank": 5},
    "inspections": {"results-do-not-add-up": 1},
    "holdings": {"schedule-differs-from-total": 6},
    "village_affairs": {
        "final-account-differs": 1,
        "payments-differ-from-paid": 1,
        "list-differs-from-grant": 1,
        "compensation-not-distributed": 1,
    },
}

# A fault case, and the proofs in it that do not hold: subject, expected, found, rows behind.
UNEQUAL: Mapping[tuple[str, str], Mapping[str, tuple[str, list[Told]]]] = {
    ("appraisals", "wrong_rank"): {"wrong-rank": ("名", [("2025/ziran", "2", "1", 3)])},
    ("appraisals", "wrong_rate"): {"wrong-rate": ("%", [("2025/shichang", "69.80", "66.40", 1)])},
    ("appraisals", "votes_do_not_add_up"): {
        "votes-do-not-add-up": ("票", [("2025/zhujian", "269", "271", 1)]),
    },
    ("performance", "weights_not_hundred"): {
        "weights-not-hundred": ("分", [("2025/县政府部门", "100", "101", 3)]),
    },
    ("performance", "wrong_total_score"): {
        "wrong-total-score": ("分", [("2025/乡镇政府/taiping", "88.15", "88.51", 2)]),
    },
    ("performance", "wrong_score_rank"): {
        "wrong-score-rank": ("名", [("2025/县政府部门/shichang", "3", "2", 3)]),
    },
    ("complaints", "wrong_complaint_due"): {
        "wrong-complaint-due": ("日期", [("TS-002", "2026-08-05", "2026-08-06", 1)]),
    },
    ("completions", "wrong_due_date"): {
        "wrong-due-date": ("日期", [("SG-002", "2026-07-06", "2026-07-07", 1)]),
    },
    ("inspections", "results_do_not_add_up"): {
        "results-do-not-add-up": ("家", [("JC-2026-001", "10", "11", 1)]),
    },
    ("holdings", "schedule_differs_from_total"): {
        "schedule-differs-from-total": ("元", [("HT-04", "21,000.00", "30,000.00", 3)]),
    },
    ("village_affairs", "final_account_differs"): {
        "final-account-differs": ("元", [("GC-001", "170,500.00", "170,000.00", 1)]),
    },
    ("village_affairs", "payments_differ_from_paid"): {
        "payments-differ-from-paid": ("元", [("GC-002", "50,404.00", "50,440.00", 2)]),
    },
    ("village_affairs", "list_differs_from_grant"): {
        "list-differs-from-grant": ("元", [("FF-001", "735.50", "753.50", 2)]),
    },
    ("village_affairs", "compensation_not_distributed"): {
        "compensation-not-distributed": ("元", [("CW-003", "60,000.00", "48,000.00", 2)]),
    },
}


def proofs(data: Path, kind: str) -> Mapping[str, Proofs]:
    """By rule code, what a kind's rules proved of a data folder."""
    checked = recalled(data)
    assert checked.county is not None
    verdicts = {
        check.rule.code: check.run(checked.tables[kind], checked.county)
        for check in by_name(kind).checks
    }
    return {code: own.proofs for code, own in verdicts.items() if own.proofs is not None}


def told(found: Proofs, frame: pd.DataFrame) -> list[Told]:
    """Proofs as readers know them."""
    own = Proofs(frame, found.unit)
    columns = (frame["subject"], own.texts("expected"), own.texts("found"), frame["rows"])
    return list(zip(*columns, strict=True))


@pytest.mark.parametrize("kind", GOOD)
def test_every_identity_of_good_data_leaves_a_proof_that_holds(kind: str, tmp_path: Path) -> None:
    """Contracts, appraisals, complaints, scores and dates: as many proofs as things."""
    found = proofs(data_folder(tmp_path, kind), kind)
    assert {code: len(own.frame) for code, own in found.items()} == GOOD[kind]
    assert all(own.held.all() for own in found.values())


@pytest.mark.parametrize(("kind", "case"), UNEQUAL)
def test_an_identity_that_fails_leaves_a_proof_too(kind: str, case: str, tmp_path: Path) -> None:
    """What should have been and what was, of the one that does not hold."""
    found = proofs(data_folder(tmp_path, kind, case), kind)
    unequal = {
        code: (own.unit, told(own, own.frame[~own.held]))
        for code, own in found.items()
        if not own.held.all()
    }
    assert unequal == UNEQUAL[kind, case]


def test_what_is_not_known_is_not_proved() -> None:
    """A side that is absent proves nothing; dates are compared as dates."""
    days = pd.Series(pd.to_datetime(["2026-07-10", None, "2026-07-12"])).astype("datetime64[s]")
    other = pd.Series(pd.to_datetime(["2026-07-10", "2026-07-11", "2026-07-13"]))
    made = prove(pd.Series(["a", "b", "c"]), days, other.astype("datetime64[s]"), unit=DAY)
    assert told(made, made.frame) == [
        ("a", "2026-07-10", "2026-07-10", 1),
        ("c", "2026-07-12", "2026-07-13", 1),
    ]
    assert made.held.tolist() == [True, False]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A county whose project was paid 500 yuan less than its final account: published, warned."""
    folder = tmp_path_factory.mktemp("proved")
    return build.build(
        data_folder(folder, "village_affairs", "final_account_differs", ("holdings",))
    )


def test_pages_show_the_proofs_of_their_thing(site: Site) -> None:
    """A contract shows its schedule's sum, a project that its payments are not the account's."""
    pages = {page.url: page.view for page in site.pages()}
    held, unequal = Mark("ok", "核对一致"), Mark("warn", "不相等")
    assert pages["/holdings/contracts/HT-04/"].proofs == (
        ProofLine(held, "各期应收加起来等于合同总额（元）", "30,000.00 ＝ 30,000.00"),
    )
    assert pages["/village_affairs/projects/GC-001/"].proofs == (
        ProofLine(unequal, "决算等于已付（元）", "170,500.00 ≠ 170,000.00"),
    )


def test_rule_pages_count_their_proofs(site: Site) -> None:
    """How many, how many unequal, and the unequal ones first; no such words where none is made."""
    pages = {page.url: page.view for page in site.pages()}
    facts = {fact.name: fact.value for fact in pages["/rules/schedule-differs-from-total/"].facts}
    assert facts["核对的数"] == "6 处，全部对得上"
    view = pages["/rules/final-account-differs/"]
    assert {fact.name: fact.value for fact in view.facts}["核对的数"] == "1 处，1 处对不上"
    assert "170,500.00" in view.proofs.body
    assert "170,000.00" in view.proofs.body
    assert pages["/rules/project-overpaid/"].proofs is None
    lines = {line.code: line for group in pages["/rules/"].groups for line in group.lines}
    assert lines["schedule-differs-from-total"].proved == 6
    assert lines["project-overpaid"].proved is None
    (whole,) = (figure.value for figure in pages["/rules/"].figures if figure.name == "核对的数")
    counted = sum(line.proved or 0 for line in lines.values())
    assert whole == f"{counted:,} 处"
