"""A number -> whether it can be a resident ID, a bank card, an organisation's code."""

from __future__ import annotations

import re
from datetime import date

# GB/T 2260; 99 is nobody's: invented places.
PROVINCE = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|9[19]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643


def resident_id(digits: str) -> bool | None:
    """18 characters: True if the check digit holds, False if not, None if no birthday is there."""
    is_number = digits[:17].isdecimal() and digits[17] in "0123456789Xx"
    if not (
        is_number and _is_day(digits[6:14]) and digits[6:8] in ("19", "20") and digits[0] != "0"
    ):
        return None
    total = sum(int(d) * w for d, w in zip(digits[:17], _WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == digits[17].upper()


def old_resident_id(digits: str) -> bool:
    """15 digits of a card of the first generation: a province and a birthday."""
    return bool(PROVINCE.match(digits)) and _is_day("19" + digits[6:12])


def luhn(digits: str) -> bool:
    """ISO/IEC 7812 check digit of a card number."""
    twice = [sum(divmod(2 * int(d), 10)) for d in digits[-2::-2]]
    return (sum(twice) + sum(map(int, digits[-1::-2]))) % 10 == 0


def credit_code(digits: str) -> bool:
    """An all-digit 统一社会信用代码 (GB 32100): department, type, region and check digit hold."""
    if digits[0] not in "159" or digits[1] not in "1239" or not PROVINCE.match(digits, 2):
        return False
    total = sum(int(d) * pow(3, i, 31) for i, d in enumerate(digits[:17]))
    return (31 - total % 31) % 31 == int(digits[17], 36)


def masked(digits: str) -> str:
    """As officially hidden: `35*************123`, `138****1234`, `62***********1234`."""
    if len(digits) == 11:
        return f"{digits[:3]}****{digits[-4:]}"
    keep = 3 if len(digits) in (15, 18) else 4
    return digits[:2] + "*" * (len(digits) - 2 - keep) + digits[-keep:]


def _is_day(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    return True
