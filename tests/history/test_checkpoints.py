"""Checkpoints: three lines, signed or bare, and nothing else is one."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logs import ORIGIN, key
from mingbai.history import checkpoints, merkle, notes
from mingbai.history.checkpoints import Checkpoint, NotACheckpoint

TREE = merkle.tree([b"a", b"b", b"c"])
TEXT = "mingbai.example/log\n3\nNkLNtyfJa3mRM2dQQcTSJidQz8Vs1OoDf2yeIBB5kFw=\n"


def test_the_text_of_a_checkpoint() -> None:
    """Origin, size, root in base64."""
    checkpoint = checkpoints.of(ORIGIN, TREE)
    origin, size, root, end = checkpoint.text.split("\n")
    assert (origin, size, end) == (ORIGIN, "3", "")
    assert base64.b64decode(root) == TREE.root()
    assert checkpoint.file == checkpoint.text.encode()
    assert not checkpoint.is_signed


def test_a_checkpoint_is_read_as_it_was_written() -> None:
    """Bare or signed: the same bytes again, the signatures with it."""
    checkpoint = checkpoints.of(ORIGIN, TREE)
    assert checkpoints.parse(checkpoint.file) == checkpoint
    signed = checkpoint.signed_by(key()).signed_by(key(seed="new"))
    assert signed.file == notes.signed(checkpoint.text, [key(), key(seed="new")])
    assert checkpoints.parse(signed.file) == signed
    assert signed.note.signers([key().verifier]) == (key().verifier,)


def test_which_logs_a_checkpoint_begins() -> None:
    """Its own and every longer one; not a shorter one, nor one with another line."""
    checkpoint = checkpoints.of(ORIGIN, TREE)
    assert checkpoint.begins(merkle.tree([b"a", b"b", b"c", b"d"]))
    assert not checkpoint.begins(merkle.tree([b"a", b"b"]))
    assert not checkpoint.begins(merkle.tree([b"a", b"x", b"c"]))


@pytest.mark.parametrize(
    ("site_url", "origin"),
    [
        ("https://mingbai.example", "mingbai.example/log"),
        ("https://mingbai.example/", "mingbai.example/log"),
        ("https://gov.example/county/open/", "gov.example/county/open/log"),
    ],
)
def test_the_origin_is_the_address_without_scheme(site_url: str, origin: str) -> None:
    """Host and base path of the portal, and /log."""
    assert checkpoints.origin_of(site_url) == origin


@pytest.mark.parametrize(
    "text",
    [
        "",
        TEXT[:-1],
        TEXT + "more\n",
        TEXT.replace("3\n", "03\n"),
        TEXT.replace("3\n", "-3\n"),
        TEXT.replace("3\n", "３\n"),
        TEXT.replace("kFw=", "kFw"),
        TEXT.replace("kFw=", "kFx="),
        TEXT.replace("mingbai", "ming bai"),
        TEXT.replace("\n", "\r\n"),
        "\n" + TEXT,
        TEXT + "\n",
    ],
)
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    """Cut off, longer, a size that is no number, a root of another length, another text."""
    with pytest.raises(NotACheckpoint):
        checkpoints.parse(text.encode())


@given(st.binary() | st.text().map(str.encode))
def test_whatever_is_read_is_written_back(raw: bytes) -> None:
    """Any bytes, alone and after a good checkpoint: the same bytes, or refused."""
    for content in (raw, TEXT.encode() + raw):
        try:
            found = checkpoints.parse(content)
        except NotACheckpoint:
            continue
        assert isinstance(found, Checkpoint)
        assert found.file == content
