"""The browser that tests of whole sites share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from screens import chromium


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One for the tests of a file: Playwright lets no second one stand beside it."""
    with chromium() as browser:
        yield browser
