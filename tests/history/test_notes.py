"""Signed notes: the keys and notes of golang.org/x/mod/sumdb/note, and whatever is not one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logs import key
from mingbai.history import notes
from mingbai.history.notes import NotAKey, NotANote, VerifierKey, WrongSignature

# The example of the Go package's documentation.
TEXT = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
PRIVATE = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
PUBLIC = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
SIGNATURE = (
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpR"
    "Zb6KE6RyyBwJnAM=\n"
)
SECOND = (
    "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33"
    "WWd1RvMc+QQ=\n"
)
NOTE = f"{TEXT}\n{SIGNATURE}".encode()


def test_the_keys_of_go_are_ours() -> None:
    """Both halves are read, and written as the same text; the public half follows."""
    private = notes.signer_key(PRIVATE)
    assert private.text == PRIVATE
    assert private.verifier.text == PUBLIC
    assert notes.verifier_key(PUBLIC) == private.verifier
    assert private.seed.hex() not in repr(private)


def test_a_note_is_signed_as_go_signs_it() -> None:
    """The same bytes; a signature of before stays first, and one of the same key is replaced."""
    private = notes.signer_key(PRIVATE)
    assert notes.signed(TEXT, [private]) == NOTE
    both = notes.parse(f"{TEXT}\n{SECOND}{SIGNATURE}".encode())
    again = notes.signed(TEXT, [private], both.signatures)
    assert again == f"{TEXT}\n{SECOND}{SIGNATURE}".encode()


def test_unknown_keys_are_passed_over() -> None:
    """Signers are known keys, each once; a note of strangers was signed by nobody."""
    note = notes.parse(f"{TEXT}\n{SECOND}{SIGNATURE}{SIGNATURE}".encode())
    peter = notes.verifier_key(PUBLIC)
    assert note.text == TEXT
    assert note.signers([peter, key().verifier]) == (peter,)
    assert note.signers([key().verifier]) == ()


def test_a_wrong_signature_of_a_known_key_refuses_the_note() -> None:
    """Whoever else signed it: another text, or another key under the same name and id."""
    other = notes.parse(f"{TEXT}x\n\n{SIGNATURE}".encode())
    with pytest.raises(WrongSignature) as caught:
        other.signers([notes.verifier_key(PUBLIC)])
    assert caught.value.key.text == PUBLIC
    mine = key()
    forged = notes.Signature(mine.name, mine.verifier.id, key(seed="another").sign(TEXT))
    note = notes.parse(notes.signed(TEXT, [notes.signer_key(PRIVATE)], [forged]))
    with pytest.raises(WrongSignature):
        note.signers([notes.verifier_key(PUBLIC), mine.verifier])


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"text\n",
        b"text\n\n",
        f"{TEXT}\n{SIGNATURE}"[:-1].encode(),
        f"{TEXT}\n{SIGNATURE}x\n".encode(),
        f"{TEXT}\n{SIGNATURE}".replace("— ", "- ").encode(),
        f"{TEXT}\n— name \n".encode(),
        f"{TEXT}\n— na+me AAAAAAAA\n".encode(),
        f"{TEXT}\n— name AAAA\n".encode(),
        f"{TEXT}\n— name AAAAAA\n".encode(),
        f"{TEXT}\n— name AAAAAAB=\n".encode(),
        NOTE.replace(b"\n\n", b"\r\n\n"),
        b"\xff" + NOTE,
        f"{TEXT}\n".encode() + SIGNATURE.encode() * 101,
    ],
)
def test_what_is_no_note_is_refused(raw: bytes) -> None:
    """No signatures, a line that is none, control characters, too many."""
    with pytest.raises(NotANote):
        notes.parse(raw)


@given(st.binary())
def test_whatever_is_read_is_a_note_or_refused(raw: bytes) -> None:
    """Any bytes, alone and where the text of a good note stands: never another exception."""
    for content in (raw, raw + b"\n\n" + SIGNATURE.encode(), NOTE + raw):
        try:
            note = notes.parse(content)
        except NotANote:
            continue
        assert notes.signed(note.text, [], note.signatures) == content


@pytest.mark.parametrize(
    "text",
    [
        "",
        PUBLIC[:-1],
        PUBLIC.replace("c74f20a3", "c74f20a4"),
        PUBLIC.replace("Peter", "Poter"),
        PUBLIC.replace("+AR", "+AQ"),
        PUBLIC.replace("c74f20a3", "C74F20A3"),
        "name+00000000+AQ==",
        f" {PUBLIC}",
        PRIVATE,
    ],
)
def test_what_is_no_key_is_refused(text: str) -> None:
    """Cut off, with another hash, name or type; as a private key neither."""
    with pytest.raises(NotAKey):
        notes.verifier_key(text)
    with pytest.raises(NotAKey):
        notes.signer_key(text.replace(PRIVATE, PUBLIC))


def test_a_new_key_signs_what_it_can_verify() -> None:
    """From the system's randomness: never the same, read back from its own text."""
    first, second = notes.generate("log"), notes.generate("log")
    assert first.seed != second.seed
    assert notes.signer_key(first.text) == first
    assert isinstance(first.verifier, VerifierKey)
    note = notes.parse(notes.signed(TEXT, [first, second]))
    assert note.signers([second.verifier, first.verifier]) == (first.verifier, second.verifier)
    with pytest.raises(NotAKey):
        notes.generate("a name")
