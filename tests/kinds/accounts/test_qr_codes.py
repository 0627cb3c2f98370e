"""QR codes made together are those that Segno makes one by one."""

from __future__ import annotations

import random

import pytest
import segno

from mingbai.kinds.accounts.pages.qr_codes import qr_codes
from sizes import times

_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"


def _addresses(chance: random.Random, count: int) -> list[str]:
    """Addresses of sheets, of some lengths."""
    return [
        f"https://qingyuan.example/verify/#{chance.randrange(1, 2000)}"
        f"/9901211002{chance.randrange(100):02d}-00/{chance.randrange(9, 1200)}"
        f"/{''.join(chance.choices(_LETTERS, k=16))}"
        for _ in range(count)
    ]


def _by_segno(address: str) -> str:
    """What is drawn of one code, as Segno draws it."""
    code = segno.make(address, error="m", micro=False, mask=3)
    svg: str = code.svg_inline(border=4, omitsize=True, lineclass=None, svgclass=None)
    return svg.split(' d="')[1].split('"')[0]


@pytest.mark.parametrize("count", [1, 3, 600])
def test_codes_made_together_are_those_made_alone(count: int) -> None:
    """One, a few, and so many of one length that most are sums of others: each is its own code."""
    chance = random.Random(count)
    addresses = _addresses(chance, count)
    codes = qr_codes(addresses)
    assert codes.keys() == set(addresses)
    for address in chance.sample(addresses, min(count, times(20))):
        assert codes[address].path == _by_segno(address)


def test_an_address_in_chinese_is_utf_8() -> None:
    """As phones read it, and as Segno writes it when it is told so."""
    addresses = [f"https://清源.中国/accounts/{number:03d}/" for number in range(80)]
    codes = qr_codes(addresses)
    for address in (addresses[0], addresses[79]):
        code = segno.make(address, error="m", micro=False, mask=3, encoding="utf-8")
        svg: str = code.svg_inline(border=4, omitsize=True, lineclass=None, svgclass=None)
        assert f' d="{codes[address].path}"' in svg


def test_a_code_is_a_picture_with_a_name() -> None:
    """Its quiet zone is part of its size, and its name is escaped."""
    address = "https://qingyuan.example/accounts/990121100201-00/2026/#06"
    size = segno.make(address, error="m", micro=False, mask=3).symbol_size(border=4)[0]
    svg = qr_codes([address])[address].svg("二维码<&>")
    assert f'<svg role="img" viewBox="0 0 {size} {size}"><title>二维码&lt;&amp;&gt;</title>' in svg
    assert f'<path stroke="#000" d="{_by_segno(address)}"/>' in svg
