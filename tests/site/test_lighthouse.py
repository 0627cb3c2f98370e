"""Lighthouse on the pages that most people open: fast, accessible, well made, findable."""

from __future__ import annotations

import json
import os
import subprocess

import pytest

from conftest import Portal
from harness import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.deep]

LIGHTHOUSE = ROOT / ".cache/lighthouse/node_modules/.bin/lighthouse"
FLAGS = "--headless --no-sandbox --disable-gpu --disable-background-networking --disable-sync"
URLS = (
    "/",
    "/accounts/990121100201-00/",
    "/accounts/990121100201-00/2026/",
    "/approvals/",
    "/places/",
    "/data/accounts/",
    "/clock/",
    "/rules/",
    "/search/",
    "/holdings/warnings/",
)
LEAST = {"accessibility": 98, "best-practices": 98, "seo": 90}


@pytest.mark.parametrize("url", URLS)
def test_a_page_scores(portal: Portal, url: str) -> None:
    """What does not depend on how busy the machine is; speed is measured by `make bench`."""
    done = subprocess.run(
        [
            str(LIGHTHOUSE),
            portal.address + url,
            "--quiet",
            "--output=json",
            f"--chrome-flags={FLAGS}",
            f"--only-categories={','.join(LEAST)}",
        ],
        capture_output=True,
        text=True,
        env={**os.environ, "CHROME_PATH": "/usr/bin/chromium"},
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    report = json.loads(done.stdout)
    scores = {name: round(report["categories"][name]["score"] * 100) for name in LEAST}
    failed = [
        audit["id"] for audit in report["audits"].values() if audit["score"] not in (None, 1, 0.5)
    ]
    assert all(scores[name] >= least for name, least in LEAST.items()), (scores, failed)
