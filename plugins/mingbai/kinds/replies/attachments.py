"""Attachments of replies: which are there, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from mingbai.model import Download, Edition
from mingbai.page.records import are_attached, attachment_downloads
from mingbai.read import Tables


def attachment_url(reply_no: str, name: str) -> str:
    """Where the attachment of a reply stands."""
    return f"/replies/{reply_no}/{name}"


def are_there(tables: Tables) -> pd.Series:
    """Whether the package has the file, for each reply with one; on the index of `replies`."""
    return are_attached(tables, "replies")


def downloads(tables: Tables, _: Edition) -> Iterator[Download]:
    """Each attachment below the page of its reply."""
    return attachment_downloads(tables, "replies", ("reply_no",), attachment_url)
