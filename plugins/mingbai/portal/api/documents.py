"""A value -> a file of strict JSON at an address."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from typing import Any

from mingbai.model import Download


def json_file(url: str, document: Mapping[str, Any]) -> Download:
    """One line; what JSON has no word for, as a number that is none, is an error."""
    return Download(url, partial(_body, document))


def _body(document: Mapping[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False, allow_nan=False).encode() + b"\n"
