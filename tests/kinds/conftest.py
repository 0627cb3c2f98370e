"""A fault case is a test: `pytest tests/kinds/accounts/wrong_balance/issues.txt` runs it alone.

A case is a folder `<kind>/<case>/` that lays a few files over the kind's good data; its issues.txt
says all that must be found then, no more and no fewer. `good/issues.txt`, where there is one, is
what good data is warned of (see test_rules.py).

`trials` is what `test_mutation_*.py` look at: changed cells of the demo, and what saw each.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from harness import FIXTURES, data_folder, found
from mutation_trials import Trial, tried


class FaultCase(pytest.Item):
    """One folder with an issues.txt."""

    def runtest(self) -> None:
        """The case yields exactly the issues that its issues.txt says."""
        kind, case, _ = self.path.relative_to(FIXTURES).parts
        expected = self.path.read_text("utf-8").splitlines()
        with tempfile.TemporaryDirectory() as folder:
            assert found(data_folder(Path(folder), kind, case)) == expected

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where it stands."""
        return self.path, 0, f"fault case {self.path.parent.name}"


class FaultCaseFile(pytest.File):
    """An issues.txt, read as a test file."""

    def collect(self) -> Iterator[FaultCase]:
        """The one case that it is."""
        yield FaultCase.from_parent(self, name="issues")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> FaultCaseFile | None:
    """Every issues.txt of a case."""
    is_case = file_path.name == "issues.txt" and file_path.parent.name != "good"
    return FaultCaseFile.from_parent(parent, path=file_path) if is_case else None


@pytest.fixture(scope="module")
def trials(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Trial]:
    """What became of the changes to the kinds of a file, which names them (`GROUP`)."""
    return tried(request.module.GROUP, tmp_path_factory.mktemp("mutation"))
