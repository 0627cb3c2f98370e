"""Where the interface for programs stands."""

from __future__ import annotations

import re

from mingbai.county import County
from mingbai.portal.datasets import absolute

_EXPRESSION = re.compile(r"%7B([a-z]+)%7D")

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


def uri_template(county: County, url: str) -> str:
    """The absolute address of a rooted one with names in braces: a URI template (RFC 6570)."""
    return _EXPRESSION.sub(r"{\1}", absolute(county, url))
