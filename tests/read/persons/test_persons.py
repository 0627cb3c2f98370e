"""Every person's number is found however it is typed; codes of things are not persons."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingbai.read.persons import (
    NumberKind,
    NumberMatch,
    ascii_digits,
    find_numbers,
    masked,
    redacted,
)
from mingbai.read.persons.check_digits import credit_code, luhn, resident_id
from people import card, person, spellings
from sizes import times


def numbers(text: str) -> list[tuple[str, str]]:
    return [(match.kind.value, match.masked_text) for match in find_numbers(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("11010519491231002X", [("resident-id", "11*************02X")]),
        ("张三110105 19491231 002X，", [("resident-id", "11*************02X")]),
        ("110105-19491231-002x", [("resident-id", "11*************02X".replace("X", "x"))]),
        ("１１０１０５１９４９１２３１００２Ｘ", [("resident-id", "11*************02X")]),
        ("1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X", [("resident-id", "11*************02X")]),
        ("一三八一二三四五六七八", [("mobile-number", "138****5678")]),
        ("身份证号110105194912310021", [("resident-id-typo", "11*************021")]),
        ("110105491231002", [("resident-id", "11**********002")]),
        ("凭证号记-12 付13812345678", [("mobile-number", "138****5678")]),
        ("tel13812345678", [("mobile-number", "138****5678")]),
        ("+86 138 1234 5678", [("mobile-number", "138****5678")]),
        ("0826-13812345678", [("mobile-number", "138****5678")]),
        ("008613812345678", [("mobile-number", "138****5678")]),
        (
            "13812345678/13912345678",
            [("mobile-number", "138****5678"), ("mobile-number", "139****5678")],
        ),
        ("2026-06-01 138-1234-5678", [("mobile-number", "138****5678")]),
        ("卡号6228480402564890018", [("bank-card", "62*************0018")]),
        ("6228 4804 0256 4890 018", [("bank-card", "62*************0018")]),
        ("1.1010519491231e+17", []),
        ("110105194912310000", [("resident-id", "11*************000")]),
    ],
)
def test_numbers_of_persons_are_found_as_they_are_typed(text, expected):
    """IDs, telephones and cards are found plain, grouped, full-width, in words, with a prefix."""
    assert numbers(text) == expected


@pytest.mark.parametrize(
    "mark", " \t-‐‑‒–—―−.·•_~～/\u00a0\u00ad\u2009\u200b\u202f\u2060\u3000\ufeff"
)
def test_no_mark_between_the_digits_hides_a_number(mark):
    """Every kind of space, dash, dot and invisible mark that office programs put in between."""
    told = [
        mark.join(("110105", "19491231", "002X")),
        mark.join(("110105", "491231", "002")),
        mark.join(("138", "1234", "5678")),
        mark.join(("6228", "4804", "0256", "4890", "018")),
        mark.join("11010519491231002X"),
    ]
    kinds = ["resident-id", "resident-id", "mobile-number", "bank-card", "resident-id"]
    assert [[match.kind.value for match in find_numbers(f"发给{text}。")] for text in told] == [
        [kind] for kind in kinds
    ]


def test_a_list_of_numbers_is_an_id_only_in_its_shape():
    """110105，19491231，002X is one; sums and counts that stand in a list are nobody."""
    for mark in "，、,":
        assert numbers(mark.join(("110105", "19491231", "002X"))) == [
            ("resident-id", "11*************02X")
        ]
        assert numbers(mark.join(("11010519", "491231002", "X"))) == []
        assert numbers(mark.join(("138", "1234", "5678"))) == []


@pytest.mark.parametrize(
    "text",
    [
        "990121100201",
        "990121100201-00",
        "511Z07001006-511602000000-000-11511301008778183N-1-00",
        "511A0138000000-511602000000-000-115113010833722043-1-00",
        "914403001922038216",
        "91350100M000100Y43",
        "合同编号230822202401010012",
        "HT-138-2026-0001",
        "0826-2345678",
        "000-0000-0110",
        "13,812,345,678.00 元",
        "2026-06-01 2026-07-01",
        "2406-511602-04-01-123456",
        "记-013",
        "F2.11",
        "共 3 1500 2345 678 20",
        "400-810-8888",
        "HT-990121200202-02-2025",
        "按合同HT-990121200207-09-2022，付租金",
        "DW-990121200201-2026-06",
        "凭证号13812345678",
    ],
)
def test_codes_and_amounts_are_nobody(text):
    """Codes of places, books, items, organisations and contracts, amounts, dates: no person."""
    assert [
        match
        for match in find_numbers(text)
        if match.is_sure or match.kind is NumberKind.RESIDENT_ID_TYPO
    ] == []


@pytest.mark.parametrize(
    "text",
    [
        "ID-110105-19491231-002X",
        "SFZ-11010519491231-002X",
        "No-110105-1949-12-31-002X",
        "ID-1-1-0-1-0-5-1-9-4-9-1-2-3-1-0-0-2-X",
        "ID-11010519491231002X",
        "1101051949-12-31002X",
        "HT-2026-110105-19491231-002X",
        "A1-11010519491-231-002X",
        "HT 1101051949-12-31002X",
        "ID-138-1234-5678、ID-1101051949 12 31002X",
    ],
)
def test_letters_before_an_id_do_not_make_it_a_code(text):
    """An ID in a shape of its own, or whole, or not in one hyphened word, stays an ID."""
    assert ("resident-id", "11*************02X") in numbers(text)


def test_ten_thousand_people_are_found_in_any_spelling():
    """10,000 made-up people: each ID (18 and 15 digits), telephone and card, each way to type."""
    dice = random.Random(20260710)
    missed = []
    for _ in range(times(10_000)):
        someone = person(dice)
        for kind, number, groups in (
            ("resident-id", someone.resident_id, (6, 8, 4)),
            ("resident-id", someone.old_id, (6, 6, 3)),
            ("mobile-number", someone.mobile, (3, 4, 4)),
            ("bank-card", someone.card, (4, 4, 4, 4, 4)),
        ):
            text = f"发给张某{spellings(number, groups, dice)}，已签字"
            if kind not in [match.kind.value for match in find_numbers(text)]:
                missed.append(text)
    assert missed == []


def test_a_wrong_last_digit_is_still_a_leak():
    """An ID with one wrong check digit is reported as a typo, never passed over."""
    dice = random.Random(7)
    for _ in range(times(2_000)):
        right = person(dice).resident_id
        wrong = right[:17] + dice.choice([d for d in "123456789X" if d != right[17]])
        assert numbers(f"低保 {wrong}") == [("resident-id-typo", masked(wrong))], wrong


@given(st.text())
def test_any_text_gives_hits_inside_it(text):
    """No text is too odd: matches lie inside the text, in order, and never overlap."""
    matches: tuple[NumberMatch, ...] = find_numbers(text)
    assert all(0 <= match.start < match.end <= len(text) for match in matches)
    assert all(a.end <= b.start for a, b in pairwise(matches))
    assert len(ascii_digits(text)) == len(text)


def test_a_message_never_repeats_a_number():
    """Redacted text keeps its words and hides the middle of every number."""
    text = "张三 11010519491231002X 电话 138 1234 5678"
    assert redacted(text) == "张三 11*************02X 电话 138****5678"


def test_check_digits_of_the_standards():
    """Published vectors of GB 11643, ISO 7812 and GB 32100 hold, and one changed digit does not."""
    assert resident_id("11010519491231002X") is True
    assert resident_id("110105194912310021") is False
    assert resident_id("110105194902300021") is None
    assert luhn("6228480402564890018")
    assert not luhn("6228480402564890019")
    assert credit_code("914403001922038216")
    assert not credit_code("914403001922038217")


def test_cards_of_the_generator_hold():
    """The invented cards pass the same check as real ones."""
    dice = random.Random(1)
    assert all(luhn(card(dice)) for _ in range(100))
