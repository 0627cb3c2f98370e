"""Test files -> pieces of a run, each for one process as a whole, the longest first.

What a file builds is then built once. Files that look at the demo county in memory are one piece:
one process checks the county and publishes its portal, the other is busy meanwhile with what stands
on its own; so are those that look at counties of many seeds. Short pieces come last, so that both
processes are busy to the end.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

# Those that ask `Shared` for the demo's check, site or pages; whoever publishes it first.
DEMO = (
    "tests/site/test_states.py",
    "tests/site/test_state_files.py",
    "tests/check/test_references.py",
    "tests/kinds/regulations/test_texts.py",
    "tests/kinds/replies/test_pages.py",
    "tests/kinds/test_figures.py",
    "tests/kinds/village_affairs/test_pages.py",
    "tests/portal/test_ask.py",
    "tests/portal/test_databases.py",
    "tests/portal/test_datasets.py",
    "tests/portal/test_language_places.py",
    "tests/portal/test_town_files.py",
    "tests/read/test_second_opinion.py",
    "tests/scripts/demo/test_committed_demo.py",
    "tests/scripts/demo/test_gaps.py",
    "tests/scripts/demo/test_memory.py",
    "tests/tasks/test_judge.py",
    "tests/test_lies.py",
    "tests/test_model.py",
)
# Those that ask `worlds` for its counties: each is made once.
WORLDS = (
    "tests/scripts/demo/test_cases_world.py",
    "tests/scripts/demo/test_money_world.py",
    "tests/scripts/demo/test_oversight_world.py",
    "tests/scripts/demo/test_performance_world.py",
    "tests/scripts/demo/test_publication.py",
    "tests/scripts/demo/test_reports_world.py",
    "tests/scripts/demo/test_works_world.py",
)
# Half a minute of a processor and more, the first two in deep tests alone; those that need the
# published portal after some that do not.
LONGEST = (
    "tests/test_full_county.py",
    "tests/site/test_lighthouse.py",
    "tests/scripts/demo/test_county.py",
    "tests/scripts/demo/test_county_sizes.py",
    "tests/kinds/test_mutation_villages.py",
    "tests/kinds/test_mutation_accounts.py",
    "tests/kinds/test_mutation_items.py",
    "tests/kinds/test_mutation_offices.py",
    "tests/kinds/test_mutation_others.py",
    "tests/kinds/test_mutation.py",
    "tests/site/test_accessibility.py",
    "tests/site/test_large_print.py",
    "tests/kinds/test_pages.py",
    "tests/kinds/accounts",
    "tests/kinds/approvals",
    "tests/scripts/test_new_kind.py",
    "tests/test_contracts.py",
    "tests/preview/test_command.py",
    "tests/preview/test_consequences.py",
    "tests/desk/test_browser.py",
    "tests/desk/test_month.py",
    "tests/desk/test_handing_in.py",
    "tests/site/test_face.py",
    "tests/site/test_face_accessibility.py",
    "tests/site/test_screens.py",
    "tests/site/test_print.py",
    "tests/site/test_browser.py",
    "tests/site/test_files.py",
    "tests/site/test_discovery.py",
    "tests/site/test_hostile.py",
    "tests/site/test_verify.py",
)
_FAULT_CASE = "/issues.txt"
_RANKS = {name: rank for rank, name in enumerate(("demo", "worlds", *LONGEST))}


def piece(nodeid: str) -> str:
    """The piece that a test belongs to: its file, the fault cases of a kind, demo or worlds."""
    file = nodeid.partition("::")[0]
    if file.endswith(_FAULT_CASE):
        return file.removesuffix(_FAULT_CASE).rpartition("/")[0]
    if file in WORLDS:
        return "worlds"
    return "demo" if file in DEMO else file


def in_order(nodeids: Sequence[str]) -> list[int]:
    """Positions of tests in the order of their pieces; of the demo by file, else as they are."""

    def key(position: int) -> tuple[int, int]:
        nodeid = nodeids[position]
        file = nodeid.partition("::")[0]
        return _RANKS.get(piece(nodeid), len(_RANKS)), DEMO.index(file) if file in DEMO else 0

    return sorted(range(len(nodeids)), key=key)


class PieceScheduling(LoadFileScheduling):
    """Gives a process the next piece when it has nearly done its own."""

    def __init__(self, config: pytest.Config, log: Producer | None = None) -> None:
        super().__init__(config, log)
        config.option.loadscopereorder = False  # by the number of tests, which says little of time

    def _split_scope(self, nodeid: str) -> str:
        return piece(nodeid)
