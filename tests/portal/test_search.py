"""The search index and the A–Z: every name can be found by any way of writing it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingbai.kinds import KINDS
from mingbai.model import Name, declarations
from mingbai.page import Choice, Link, alphabet
from mingbai.portal import search

SCOPES = declarations(KINDS, search.SCOPES).scopes
VILLAGE = Name("place", "990121100201", "柳塘村", "/places/990121100201/", "太平镇")
BOOK = Name(
    "book", "990121100201-00", "柳塘村村账", "/accounts/990121100201-00/", "太平镇 › 柳塘村"
)
OFFICE = Name("agency", "zhujian", "住房和城乡建设局", "/agencies/zhujian/", keys=("县住建局",))
RULING = Name("item", "A-01", "2026 年补办《许可证》", "/approvals/A-01/")


@pytest.mark.parametrize(
    ("title", "letters"),
    [
        ("柳塘村", "ltc"),
        ("解家庄", "xjz"),
        ("仇家村", "qjc"),
        ("单家店", "sjd"),
        ("查家湾", "zjw"),
        ("曾庄", "zz"),
        ("长岭村", "clc"),
        ("朝阳村", "cyc"),
        ("单县", "sx"),
        ("检查村容", "jccr"),
        ("区域清单", "qyqd"),
        ("生产队长", "scdz"),
        ("会计", "kj"),
        ("A 岗", "ag"),
        ("2026 年第 3 号", "2026nd3h"),
        ("（第二组）", "dez"),
        ("𠮷田村", "𠮷tc"),
        ("——", ""),
        ("", ""),
    ],
)
def test_initials_read_names_as_local_people_do(title, letters):
    """Families and places are read by their own readings; words that look like them are not."""
    assert alphabet.initials(title) == letters


def test_index_is_one_compact_sorted_document():
    """Places before books before agencies, whatever order the names came in."""
    text = search.index([OFFICE, BOOK, VILLAGE], SCOPES).decode()
    sorts = ",".join(f'"{scope.title}"' for scope in SCOPES.values() if scope.rank is not None)
    assert text == (
        '{"parts":{},"sorts":[' + sorts + '],"names":['
        '["柳塘村","liu tang cun","/places/990121100201/",0,"太平镇","990121100201"],'
        '["柳塘村村账","liu tang cun cun zhang","/accounts/990121100201-00/",1,"太平镇 › 柳塘村",'
        '"990121100201-00"],'
        '["住房和城乡建设局","zhu fang he cheng xiang jian she ju","/agencies/zhujian/",2,"",'
        '"zhujian 县住建局"]]}'
    )


@given(st.text(), st.text())
def test_index_never_holds_markup(title, note):
    """Whatever stands in a title: no `<`, no line separator, and it parses back to the same."""
    body = search.index([Name("item", "1", title, "/approvals/1/", note)], SCOPES).decode(
        "utf-8", "strict"
    )
    assert not set("<\u2028\u2029") & set(body)
    [entry] = json.loads(body)["names"]
    assert (entry[0], entry[4]) == (title, note)


@given(st.text())
def test_pinyin_is_words_in_lower_case_without_gaps(title):
    """Syllables are parted by one space, so that the browser can cut them again."""
    syllables = alphabet.pinyin(title)
    assert all(syllables.split(" ")) or not syllables


def test_a_scope_without_a_word_for_readers_is_a_fault_in_code():
    """A thing of a scope that nobody declared never falls under “other”."""
    with pytest.raises(KeyError):
        search.index([Name("spaceship", "1", "飞船", "/x/")], SCOPES)


CASES = [Name("case", f"ZJ-{i:04}", f"ZJ-{i:04}", f"/completions/#ZJ-{i:04}") for i in range(200)]


def test_documents_together_are_the_index_and_none_is_large():
    """No name is lost or repeated where the index is cut; names come before records."""
    names = [Name("item", f"I-{i:04}", f"事项{i}", f"/approvals/I-{i:04}/") for i in range(300)]
    files = search.documents([*CASES, *names], SCOPES, limit=4_000)
    assert max(len(body) for body in files.values()) < 5_000
    read = {url: json.loads(body) for url, body in files.items()}
    together = [entry for part in read.values() for entry in part["names"]]
    assert together == json.loads(search.index([*CASES, *names], SCOPES))["names"]
    parts = read["/search/names-0.json"]["parts"]
    assert parts["names"] > 3
    assert parts["records"] > 2
    assert list(files) == [
        f"/search/{sort}-{i}.json" for sort, count in parts.items() for i in range(count)
    ]


def test_what_is_looked_up_by_number_stands_apart():
    """A name's document holds no case, and a case has no pinyin."""
    files = search.documents([VILLAGE, CASES[0]], SCOPES)
    [village] = json.loads(files["/search/names-0.json"])["names"]
    [case] = json.loads(files["/search/records-0.json"])["names"]
    assert (village[0], case[0], case[1]) == ("柳塘村", "ZJ-0000", "")


def test_an_empty_portal_has_one_empty_document():
    """The page always finds something to read."""
    [(url, body)] = search.documents([], SCOPES).items()
    assert url == "/search/names-0.json"
    assert json.loads(body)["names"] == []
    assert json.loads(body)["parts"] == {"names": 1, "records": 0}


def test_downloads_stand_where_the_page_looks():
    """The addresses given to the page are those of the files."""
    names = [OFFICE, BOOK]
    files = list(search.downloads(names, SCOPES))
    assert [file.url for file in files] == list(search.urls(names, SCOPES))
    assert {file.url: file.body() for file in files} == search.documents(names, SCOPES)


def test_az_groups_by_letter_and_keeps_the_rest_last():
    """Inside a letter names stand in the order of their pinyin; figures come under 其他."""
    assert alphabet.az([RULING, OFFICE, BOOK, VILLAGE]) == (
        Choice(
            "L",
            (
                Link("柳塘村", "/places/990121100201/", "太平镇"),
                Link("柳塘村村账", "/accounts/990121100201-00/", "太平镇 › 柳塘村"),
            ),
        ),
        Choice("Z", (Link("住房和城乡建设局", "/agencies/zhujian/", ""),)),
        Choice("其他", (Link("2026 年补办《许可证》", "/approvals/A-01/", ""),)),
    )


@pytest.mark.parametrize(
    "right",
    [
        ["一组", "二组", "三组", "十组", "十二组", "二十组", "三十一组"],
        ["2 号井", "3 号井", "10 号井", "21 号井"],
    ],
)
def test_az_counts_as_people_do(right):
    """Second before tenth, twelfth after third, whether in figures or in words."""
    names = [Name("book", t, f"柳塘村{t}", f"/{t}/") for t in sorted(right)]
    [group] = alphabet.az(names)
    assert [link.text.removeprefix("柳塘村") for link in group.links] == right
