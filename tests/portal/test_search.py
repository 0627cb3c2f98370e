"""The search index and the A–Z: every name can be found by any way of writing it."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingbai.kinds import KINDS
from mingbai.model import Disclosure, Name, declarations
from mingbai.page import Choice, Link, alphabet
from mingbai.portal import search
from mingbai.portal.search import tokens
from mingbai.read import Package

SCOPES = declarations(KINDS, search.SCOPES).scopes
VILLAGE = Name("place", "990121100201", "柳塘村", "/places/990121100201/", "太平镇")
BOOK = Name(
    "book", "990121100201-00", "柳塘村账本", "/accounts/990121100201-00/", "太平镇 › 柳塘村"
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


def read(names, synonyms=(), months=None):
    """Url -> document of the index of these names."""
    files = search.documents(names, SCOPES, synonyms, months or {})
    return {url: json.loads(body) for url, body in files.items()}


def held(files, kind, key):
    """Titles in the part that the browser asks for by a key."""
    return [entry[0] for entry in part_of(files, kind, key)["names"]]


def part_of(files, kind, key):
    """The part that the browser asks for by a key."""
    core = files[search.CORE_URL]
    is_alone = key in core["alone"][kind].split(" ")
    name = tokens.own_part(key) if is_alone else tokens.bucket(key, core["parts"][kind])
    return files[f"/search/{kind}-{name}.json"]


def test_the_core_says_how_to_ask():
    """Sorts, how many parts there are, readings with the rarest character first, people's words."""
    core = read([OFFICE, BOOK, VILLAGE], [("低保", "最低生活保障")])[search.CORE_URL]
    assert core["sorts"][:3] == ["地方", "账本", "部门"]
    assert core["parts"] == {"han": 1, "latin": 1, "number": 1}
    assert core["synonyms"] == [["低保", "最低生活保障"]]
    assert "柳liu" in core["readings"]
    assert core["readings"].index("乡") < core["readings"].index("村")
    assert "塘" in core["readings"]
    assert "帳账" in core["simplified"]
    assert [entry[0] for entry in core["names"]] == ["柳塘村", "柳塘村账本", "住房和城乡建设局"]


def test_an_entry_says_how_it_is_read_only_where_that_is_not_usual():
    """The browser puts readings together from the core."""
    names = [VILLAGE, Name("place", "1", "曾家湾", "/places/1/"), OFFICE]
    entries = {entry[0]: entry for entry in read(names)[search.CORE_URL]["names"]}
    assert entries["柳塘村"] == ["柳塘村", "/places/990121100201/", 0, "太平镇", ""]
    assert entries["曾家湾"][5] == "zeng jia wan"
    assert entries["住房和城乡建设局"][4] == "县住建局"


def test_a_book_says_of_which_months_it_has_sheets():
    """Of what was disclosed by months: the first and the last, behind how the title is read."""
    package = object.__new__(Package)
    disclosed = [
        Disclosure(url, package, url, "", "", published=date(2026, 7, 1))
        for url in (
            BOOK.url + "2026/#06",
            BOOK.url + "2024/#11",
            BOOK.url + "2025/#12",
            "/holdings/places/990121100201/",
        )
    ]
    months = search.months_of(disclosed)
    assert months == {BOOK.url: ("2024-11", "2026-06")}
    files = read([BOOK, VILLAGE], months=months)
    entries = {entry[0]: entry for entry in files[search.CORE_URL]["names"]}
    assert entries["柳塘村账本"][5:] == ["", "2024-11 2026-06"]
    assert entries["柳塘村"][5:] == []


def test_traditional_forms_of_peoples_words_are_known():
    """饭 of 开饭店 stands in no name, and 開飯店 must be understood."""
    core = read([OFFICE], [("开饭店", "食品经营许可")])[search.CORE_URL]
    assert "飯饭" in core["simplified"]


@given(st.text(), st.text())
def test_index_never_holds_markup(title, note):
    """Whatever stands in a title: no `<`, no line separator, and it parses back to the same."""
    files = search.documents([Name("item", "1", title, "/approvals/1/", note)], SCOPES)
    for body in files.values():
        assert not set("<\u2028\u2029") & set(body.decode("utf-8", "strict"))
    [entry] = json.loads(files[search.CORE_URL])["names"]
    assert (entry[0], entry[3]) == (title, note)


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("han", "柳"),
        ("han", "账"),
        ("han", "太"),
        ("latin", "lt"),
        ("latin", "li"),
        ("latin", "cz"),
        ("number", "99012110020100"),
        ("number", "0100"),
        ("number", "0201"),
    ],
)
def test_a_book_is_held_by_every_key_that_a_reader_may_type(kind, key):
    """Characters of title and place, initials, syllables, the number whole or by its end."""
    assert "柳塘村账本" in held(read([OFFICE, VILLAGE, BOOK]), kind, key)


@given(st.lists(st.text("甲乙丙丁村路ab12", min_size=1, max_size=6), unique=True, max_size=30))
def test_each_part_holds_every_name_of_its_keys(titles):
    """A name is lost to no key: each of its characters leads to it."""
    names = [Name("item", f"I-{i}", t, f"/approvals/I-{i}/") for i, t in enumerate(titles)]
    files = read(names)
    for title in titles:
        for character in tokens.han([title]):
            assert title in held(files, "han", character)
        for pair in tokens.latin([title]):
            assert title in held(files, "latin", pair)


CASES = [Name("case", f"ZJ-{i:04}", f"ZJ-{i:04}", f"/completions/#ZJ-{i:04}") for i in range(200)]


def test_of_a_crowd_the_newest_are_held_and_the_rest_is_counted():
    """A generic title does not fill a part; numbers stand from the newest on."""
    names = [
        Name("case", f"ZJ-{i:04}", f"办件 ZJ-{i:04}", f"/completions/#ZJ-{i:04}")
        for i in range(200)
    ]
    files = read([*names, VILLAGE])
    assert held(files, "han", "办")[:2] == ["办件 ZJ-0199", "办件 ZJ-0198"]
    assert len([title for title in held(files, "han", "办") if "办" in title]) == 100
    assert part_of(files, "han", "办")["more"]["办"] == 200


def test_parts_stay_small_and_few_change_with_one_name():
    """Parts are cut by key: another name changes only the parts of its keys, and the core."""
    titles = [
        f"{a}{b}{c}村" for a in "东西南北上下" for b in "桥庄河湾岭塘" for c in "头口坡沟坪坳"
    ]
    names = [Name("place", f"{i}", t, f"/places/{i}/") for i, t in enumerate(titles)]
    before, after = (search.documents(n, SCOPES) for n in (names[:-1], names))
    assert before.keys() == after.keys()
    assert max(map(len, after.values())) < 60_000
    changed = [url for url in after if before[url] != after[url]]
    keys = len(
        tokens.han([titles[-1]]) | tokens.latin([titles[-1]]) | tokens.numbers([f"{len(titles)}"])
    )
    assert len(changed) <= keys + 1


def test_a_key_that_fills_a_part_has_one_of_its_own():
    """What hundreds of names share makes no part heavy in which others are looked for."""
    names = [
        Name("place", f"9901{i:08}", f"{chr(0x4E00 + i)}家大村", f"/places/9901{i:08}/", "-" * 200)
        for i in range(2_000)
    ]
    files = search.documents(names, SCOPES, (), {})
    core = json.loads(files[search.CORE_URL])
    assert {"家", "大", "村"} <= set(core["alone"]["han"].split(" "))
    read_files = {url: json.loads(body) for url, body in files.items()}
    assert len(held(read_files, "han", "村")) == 100
    assert part_of(read_files, "han", "村")["more"] == {"村": 2_000}
    assert "丁家大村" in held(read_files, "han", "丁")
    assert max(len(body) for url, body in files.items() if "-" in url) < 60_000


def test_what_is_looked_up_by_number_is_not_read_aloud():
    """A case has a part by number, none by letters, and is not among what everyone reads."""
    files = read([VILLAGE, CASES[0]])
    assert [entry[0] for entry in files[search.CORE_URL]["names"]] == ["柳塘村"]
    assert "ZJ-0000" in held(files, "number", "zj0000")
    assert "ZJ-0000" not in held(files, "latin", "zj")


def test_a_scope_without_a_word_for_readers_is_a_fault_in_code():
    """A thing of a scope that nobody declared never falls under “other”."""
    with pytest.raises(KeyError):
        search.documents([Name("spaceship", "1", "飞船", "/x/")], SCOPES)


def test_an_empty_portal_has_empty_documents():
    """The page always finds something to read."""
    files = read([])
    assert files[search.CORE_URL]["names"] == []
    assert list(files) == [
        search.CORE_URL,
        *(f"/search/{k}-0.json" for k in ("han", "latin", "number")),
    ]


def test_downloads_are_the_documents():
    """Each file of the portal is one document."""
    files = {file.url: file.body() for file in search.downloads([OFFICE, BOOK], SCOPES)}
    assert files == search.documents([OFFICE, BOOK], SCOPES)


@given(st.text())
def test_pinyin_is_words_in_lower_case_without_gaps(title):
    """Syllables are parted by one space, so that the browser can cut them again."""
    syllables = alphabet.pinyin(title)
    assert all(syllables.split(" ")) or not syllables


def test_az_groups_by_letter_and_keeps_the_rest_last():
    """Inside a letter names stand in the order of their pinyin; figures come under 其他."""
    assert alphabet.az([RULING, OFFICE, BOOK, VILLAGE]) == (
        Choice(
            "L",
            (
                Link("柳塘村", "/places/990121100201/", "太平镇"),
                Link("柳塘村账本", "/accounts/990121100201-00/", "太平镇 › 柳塘村"),
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
