"""What tests of whole sites share: the browser, and every component and page of the theme."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from mingbai.serve import server
from patterns.__main__ import write
from screens import chromium
from shared import Shared


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One for the tests of a file: Playwright lets no second one stand beside it."""
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def address(shared: Shared) -> Iterator[str]:
    """Every component and page of the theme, served."""
    folder = shared.folder("patterns", write)
    httpd = server(folder, 0)
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{httpd.server_port}/"
    httpd.shutdown()
