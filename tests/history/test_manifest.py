"""The manifest of a site: the form of `sha256sum`, and the text that signs it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingbai.history import manifest
from mingbai.history.manifest import NotAManifest, Statement

ONE, TWO = "1" * 64, "2" * 64
PATHS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\\\n"), min_size=1)


def test_the_form_is_that_of_sha256sum() -> None:
    """Sorted by path; the manifest, its note and the mark of the build are left out."""
    sums = {"b/甲.csv": TWO, "a b.html": ONE, "SHA256SUMS.note": ONE, ".mingbai.json": ONE}
    content = manifest.write(sums)
    assert content == f"{ONE}  a b.html\n{TWO}  b/甲.csv\n".encode()
    assert manifest.parse(content) == {"a b.html": ONE, "b/甲.csv": TWO}


@given(st.dictionaries(PATHS.filter(lambda path: path not in manifest.OUTSIDE), st.just(ONE)))
def test_what_is_written_is_read_back(sums: dict[str, str]) -> None:
    """Whatever the names of the files are."""
    assert manifest.parse(manifest.write(sums)) == sums


@pytest.mark.parametrize("path", ["a\nb", "a\\b", ""])
def test_a_path_that_would_be_escaped_is_a_fault_of_code(path: str) -> None:
    """No file of a portal is called so."""
    with pytest.raises(ValueError, match="no path"):
        manifest.write({path: ONE})


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"\xff", None),
        (f"{ONE}  a".encode(), 1),
        (f"{ONE}  a\n\n".encode(), 2),
        (f"{ONE} *a\n".encode(), 1),
        (f"{ONE}  a\n{TWO}  a\n".encode(), 2),
        (f"{ONE[:-1]}  a\n".encode(), 1),
        (f"\\{ONE}  a\\\\b\n".encode(), 1),
        (f"{ONE}  SHA256SUMS\n".encode(), 1),
    ],
)
def test_what_is_no_manifest_is_refused(content: bytes, line: int | None) -> None:
    """Cut off, another form, a file named twice: with the line that is wrong."""
    with pytest.raises(NotAManifest) as caught:
        manifest.parse(content)
    assert caught.value.line == line


@given(st.binary())
def test_whatever_is_read_is_a_manifest_or_refused(content: bytes) -> None:
    """Any bytes: never another exception."""
    try:
        sums = manifest.parse(content)
    except NotAManifest:
        return
    assert sorted(manifest.write(sums).splitlines()) == sorted(content.splitlines())


def test_the_statement_of_a_manifest() -> None:
    """Whose manifest it is, its sha256, the day; read back from its own text only."""
    said = manifest.statement("gov.example/county", b"", date(2026, 7, 14))
    assert said.text == (
        "gov.example/county/SHA256SUMS\n"
        "sha256 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n"
        "as_of 2026-07-14\n"
    )
    assert manifest.parse_statement(said.text) == said
    assert isinstance(said, Statement)
    for text in ("", said.text + "x\n", said.text.replace("07-14", "07-32"), said.text[1:-1]):
        with pytest.raises(NotAManifest):
            manifest.parse_statement(text)
