"""data/ is what the script makes, byte for byte, and has no error."""

from __future__ import annotations

from pathlib import Path

import county
from demo import kinds
from demo.size import Size
from demo_counties import digest, errors
from demo_tables import DATA
from shared import Shared


def test_committed_demo_is_what_the_script_makes(tmp_path: Path) -> None:
    """data/ holds nothing of the demo's kinds that was typed by hand."""
    county.county(tmp_path, Size())
    for name, _ in kinds.KINDS:
        assert digest(DATA / name) == digest(tmp_path / name), name


def test_no_error_in_the_committed_demo(shared: Shared) -> None:
    """Nothing is refused of the demo that the portal is built from."""
    assert errors(shared.checked(DATA)) == []
