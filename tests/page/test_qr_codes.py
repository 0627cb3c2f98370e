"""QR codes are those that Segno makes, as pictures of one bit a pixel."""

from __future__ import annotations

import base64
import random
import struct
import zlib

import numpy as np
import pytest
import segno

from mingbai.page.qr_codes import QrCode, qr_code
from sizes import times

_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_/#"


def _pixels(code: QrCode) -> list[list[int]]:
    """The picture as any program reads it: 1 for dark."""
    data = zlib.decompress(code.png[code.png.index(b"IDAT") + 4 : -16])
    width, height = struct.unpack(">II", code.png[16:24])
    rows = np.frombuffer(data, np.uint8).reshape(height, -1)[:, 1:]
    return (1 - np.unpackbits(rows, axis=1)[:, :width]).tolist()


def _by_segno(address: str) -> list[list[int]]:
    code = segno.make(
        address.encode(), error="m", micro=False, mask=3, mode="byte", boost_error=False
    )
    return [list(row) for row in code.matrix_iter(border=4)]


def test_codes_of_every_size_are_those_of_the_standard() -> None:
    """From one letter to what fills codes with several blocks of different lengths."""
    chance = random.Random(7)
    lengths = [1, 14, 15, 26, 42, 62, 84, 106, 122, 152, 180, 181, 213, 251, 287, 331, 400]
    lengths += [chance.randrange(1, 700) for _ in range(times(20))]
    for length in lengths:
        address = "".join(chance.choices(_LETTERS, k=length))
        assert _pixels(qr_code(address)) == _by_segno(address), length


def test_an_address_in_chinese_is_utf_8() -> None:
    """As phones read it."""
    address = "https://清源.中国/accounts/001/"
    assert _pixels(qr_code(address)) == _by_segno(address)


def test_a_code_is_a_picture_with_a_name() -> None:
    """Its quiet zone is part of its size, its name is escaped, and it is small."""
    address = "https://qingyuan.example/verify/#1234/990121100201-00/1200/abcdefghijklmnop"
    code = qr_code(address)
    assert code.size == len(_by_segno(address))
    img = code.img("二维码<&>")
    body = base64.b64encode(code.png).decode()
    assert img == f'<img class="qr" src="data:image/png;base64,{body}" alt="二维码&lt;&amp;&gt;">'
    assert len(img) < 600


def test_what_no_code_holds_is_refused() -> None:
    """Two thousand and some letters are the most."""
    with pytest.raises(ValueError, match="too long"):
        qr_code("x" * 3000)
