"""Where the interface for programs stands."""

from __future__ import annotations

ROOT = "/api/v1/"
SEARCH_URL = "/search/core.json"


def dataset_url(kind: str) -> str:
    """What a dataset has: `/api/v1/datasets/accounts/index.json`."""
    return f"{ROOT}datasets/{kind}/index.json"


def table_url(kind: str, table: str) -> str:
    """The folder of a table."""
    return f"{ROOT}datasets/{kind}/{table}/"


def thing_url(path: str, id_: str) -> str:
    """One thing by its id."""
    return f"{ROOT}{path}/{id_}.json"


def bucket_url(path: str, digits: str) -> str:
    """All things whose ids have these two hex digits first in their sha256."""
    return f"{ROOT}{path}/sha256/{digits}.json"
