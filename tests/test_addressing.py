"""Addresses made from ids: ASCII stays, Han stays, brackets and blanks become one `-`."""

from __future__ import annotations

import unicodedata
from urllib.parse import urljoin

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingbai.addressing import LIMIT, segment
from mingbai.check import references
from mingbai.page.addresses import addressed, file_name, linked, relative


@pytest.mark.parametrize(
    ("id_", "part"),
    [
        ("HT-2026-01", "HT-2026-01"),
        ("990121100201-00", "990121100201-00"),
        ("柳塘〔2026〕合字第 5 号", "柳塘-2026-合字第-5-号"),
        ("清源政务〔2026〕0713号", "清源政务-2026-0713号"),
        ("2026年第二次", "2026年第二次"),
        ("（甲）", "甲"),
        ("a/b c", "a-b-c"),
    ],
)
def test_a_part_of_an_address(id_: str, part: str) -> None:
    """What each id becomes, for ever: these lines may never change."""
    assert segment(id_) == part


@given(st.text(min_size=1))
def test_every_id_has_a_part_that_holds(id_: str) -> None:
    """Short, without separators and blanks, the same under NFC, and itself when asked again."""
    part = segment(id_)
    assert part
    assert len(part.encode()) <= max(LIMIT, len(id_.encode()) if part == id_ else 0)
    assert "/" not in part
    assert "#" not in part
    assert not any(char.isspace() for char in part)
    assert segment(unicodedata.normalize("NFC", id_)) == part
    assert segment(part) == part


def test_a_long_number_is_cut_and_stays_one_of_a_kind() -> None:
    """Two that begin alike for forty characters do not share an address."""
    first, second = (f"{'柳塘村集体经济组织合同' * 6}第 {n} 号" for n in (1, 2))
    assert segment(first) != segment(second)
    assert max(len(segment(one).encode()) for one in (first, second)) <= LIMIT


def test_ids_that_come_out_alike_are_seen() -> None:
    """〔2026〕5 号 and (2026)5号 with a blank would share a page: the check folds them to one."""
    ids = pd.Series(["柳〔2026〕5 号", "柳（2026）5 号", "柳-2026-6-号", "HT-1"], dtype="str")
    folded = references._folded(ids)
    assert folded.duplicated(keep=False).tolist() == [True, True, False, False]


def test_pages_files_and_links_agree() -> None:
    """The file that is written is the one that links lead to, encoded; names of files stay."""
    url = "/holdings/contracts/柳塘〔2026〕合字第 5 号/"
    assert file_name(url) == "holdings/contracts/柳塘-2026-合字第-5-号/index.html"
    assert linked(url) == (
        "/holdings/contracts/%E6%9F%B3%E5%A1%98-2026-%E5%90%88%E5%AD%97%E7%AC%AC-5-%E5%8F%B7/"
    )
    assert addressed("/village_affairs/GC1/计划/会议记录 1.jpg") == (
        "/village_affairs/GC1/计划/会议记录 1.jpg"
    )
    html = (
        f'<a href="{url}"><td id="柳塘〔2026〕合字第 5 号"><a href="/x/#柳塘〔2026〕合字第 5 号">'
    )
    assert relative(html, "a/index.html") == (
        f'<a href="..{linked(url)}"><td id="柳塘-2026-合字第-5-号">'
        '<a href="../x/#柳塘-2026-合字第-5-号">'
    )
    plain = '<a href="/places/990121100201/#entries-1"><p id="entries-1"> id="'
    assert relative(plain, "index.html") == plain.replace('"/', '"./')


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("/accounts/1-00/2026/#06", "#06"),
        ("/accounts/1-00/2026/", "./"),
        ("/accounts/1-00/2026/a:b/", "./a:b/"),
        ("/accounts/1-00/2025/#12", "../2025/#12"),
        ("/accounts/1-00/20260/", "../20260/"),
        ("/accounts/1-00/", "../"),
        ("/accounts/2-00/", "../../2-00/"),
        ("/s/1000/", "../../../s/1000/"),
        ("/", "../../../"),
        ("//host/accounts/", "//host/accounts/"),
        ("https://host/accounts/1-00/2026/", "https://host/accounts/1-00/2026/"),
    ],
)
def test_a_link_is_as_short_as_it_can_be(url: str, link: str) -> None:
    """And leads, from the page where it stands, to where the rooted one led."""
    name = "accounts/1-00/2026/index.html"
    assert relative(f'<a href="{url}">', name) == f'<a href="{link}">'
    page = f"https://mingbai.example/{name.removesuffix('index.html')}"
    assert urljoin(page, link) == urljoin(page, url)
