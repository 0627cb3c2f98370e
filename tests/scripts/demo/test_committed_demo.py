"""data/ is what the script makes, byte for byte, and has no error."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from demo import kinds
from demo_counties import digest, errors
from demo_tables import DATA, ROOT
from shared import Shared


def test_committed_demo_is_what_the_script_makes(tmp_path: Path) -> None:
    """data/ holds nothing of the demo's kinds that was typed by hand.

    Nor is the hash seed, the locale or the time zone of a process in the bytes.
    """
    own = {**os.environ, "PYTHONHASHSEED": "4242", "LC_ALL": "C", "TZ": "Pacific/Kiritimati"}
    command = [sys.executable, str(ROOT / "scripts/county.py"), str(tmp_path)]
    subprocess.run(command, env=own, check=True, capture_output=True)
    for name, _ in kinds.KINDS:
        assert digest(DATA / name) == digest(tmp_path / name), name


def test_no_error_in_the_committed_demo(shared: Shared) -> None:
    """Nothing is refused of the demo that the portal is built from."""
    assert errors(shared.checked(DATA)) == []
