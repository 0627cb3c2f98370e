"""The one text form of each type, as patterns that Python's `re` and Rust's regex read alike."""

from __future__ import annotations

import re

from mingbai.schema import Field

CELL_LIMIT = 32_767
MONEY_DECIMALS = 2
NUMBER_DECIMALS = 6
MONEY_DIGITS = 13
NUMBER_DIGITS = 12
INTEGER_DIGITS = 15

_YEAR = "(?:19|20|21)[0-9]{2}"
_MONTH = "(?:0[1-9]|1[0-2])"
_DAY = "(?:0[1-9]|[12][0-9]|3[01])"

_PATTERNS = {
    "date": f"{_YEAR}-{_MONTH}-{_DAY}",
    "yearmonth": f"{_YEAR}-{_MONTH}",
    "year": _YEAR,
}

TYPES = frozenset({"string", "number", "integer", "boolean", *_PATTERNS})
_BOUNDS = frozenset({"minimum", "maximum"})
_SUPPORTED = {
    "string": frozenset({"required", "enum", "pattern", "minLength", "maxLength"}),
    "boolean": frozenset({"required"}),
}
_ATOM = re.compile(
    r"(?:(?P<set>\\d|\[[^\]^][^\]]*\])|\((?P<group>[^()?|][^()|]*)\)|(?P<text>\\[.-]|[A-Za-z0-9-]+))"
    r"(?P<count>\{(?P<least>\d+)(?:,(?P<most>\d+))?\}|\?)?"
)
_KINDS = {
    "A-Za-z": "英文字母",
    "A-HJ-NPQRTUWXY": "大写字母（没有 I、O、S、V、Z）",
    "A-Z": "大写字母",
    "a-z": "小写字母",
    "a-f": "字母 a 到 f",
    "0-9": "数字",
    r"\d": "数字",
    r"\u4e00-\u9fff": "汉字",
    "〔〕（）": "括号",
    " ": "空格",
    "_": "下划线",
    "-": "横线",
}
_OPEN = re.compile(r"(?<!\\)(?:\\\\)*\.|\[\^|\\[SWDswdpPbBuUx]")


def refuse_unsupported(field: Field) -> None:
    """Raises ValueError where the field has a type or constraint that the reader cannot check."""
    if field.type not in TYPES:
        raise ValueError(f"{field.name}: type {field.type} is not supported")
    allowed = _SUPPORTED.get(field.type, {"required", *_BOUNDS})
    if extra := set(field.constraints) - allowed:
        raise ValueError(f"{field.name}: constraint {sorted(extra)} is not supported")


def decimals(field: Field) -> int:
    """How many decimals a number of this field may have."""
    if field.type == "integer":
        return 0
    return MONEY_DECIMALS if field.is_money else NUMBER_DECIMALS


def digits(field: Field) -> int:
    """How many digits a number may have before its point."""
    if field.type == "integer":
        return INTEGER_DIGITS
    return MONEY_DIGITS if field.is_money else NUMBER_DIGITS


def pattern(field: Field) -> str | None:
    r"""The pattern that a whole cell must match (`fullmatch`), or None where there is none.

    `\d` in a schema means ASCII digits here: full-width ones are never meant.
    """
    if field.type == "string":
        declared = field.constraints.get("pattern")
        return declared.replace(r"\d", "[0-9]") if declared else None
    if field.type in ("number", "integer"):
        return _number(digits(field), decimals(field))
    return _PATTERNS.get(field.type)


def _number(most_digits: int, decimal_places: int) -> str:
    """Exactly one text for each number: no plus sign, no leading zero, no negative zero."""
    fraction = rf"(?:\.[0-9]{{1,{decimal_places}}})?" if decimal_places else ""
    below_one = "|".join(
        rf"0{{{i}}}[1-9][0-9]{{0,{decimal_places - 1 - i}}}" for i in range(decimal_places)
    )
    minus = rf"|-0\.(?:{below_one})" if decimal_places else ""
    return rf"(?:-?[1-9][0-9]{{0,{most_digits - 1}}}{fraction}|0{fraction}{minus})"


def in_words(form: str) -> str:
    """A pattern in plain words: `12 位数字，可再加“-”加 2 到 3 位数字`.

    "" where it uses more than characters, classes of them, counts, and optional parts.
    """
    words, position = "", 0
    while position < len(form):
        atom = _ATOM.match(form, position)
        piece = _piece(atom) if atom else ""
        is_optional = atom is not None and atom["count"] == "?"
        if atom is None or not piece or (is_optional and not words):
            return ""
        joint = "" if not words else "，可再加" if is_optional else "加"
        words += joint + (" " if joint and piece[0].isdigit() else "") + piece
        position = atom.end()
    return words


def _piece(atom: re.Match[str]) -> str:
    """One part of a pattern in words, with its count."""
    if atom["text"]:
        return "" if atom["count"] else f"“{atom['text'].lstrip(chr(92))}”"
    if atom["group"]:
        return "" if atom["least"] else in_words(atom["group"])
    kinds = _character_kinds(atom["set"].strip("[]"))
    if not atom["least"] or not kinds:
        return kinds if kinds.startswith("数字 ") or not kinds else f"1 位{kinds}"
    most = f" 到 {atom['most']}" if atom["most"] else ""
    return f"{atom['least']}{most} 位{kinds}"


def _character_kinds(class_body: str) -> str:
    """The kinds of characters in a class, in words; "" where one of them has no name."""
    if run := re.fullmatch("([0-9])-([0-9])", class_body):
        return "数字" if class_body == "0-9" else f"数字 {run[1]} 到 {run[2]}"
    if class_body.isdecimal():
        return f"数字 {' 或 '.join(class_body)}"
    kind_names = []
    for characters, word in _KINDS.items():
        if characters in class_body:
            class_body = class_body.replace(characters, "", 1)
            kind_names.append(word)
    return "" if class_body else "、".join(kind_names)


def is_closed(form: str) -> bool:
    """Whether a pattern matches only ASCII letters, digits and marks."""
    return form.isascii() and not _OPEN.search(form.replace(r"\.", "")) and " " not in form


def choices(field: Field) -> tuple[str, ...]:
    """The closed list of texts a cell may be, or ()."""
    if field.type == "boolean":
        return (*field.true_values, *field.false_values)
    return tuple(map(str, field.enum))


def bound(field: Field, name: str) -> str | None:
    """`minimum` or `maximum` as text, or None; ISO dates compare rightly as text."""
    value = field.constraints.get(name)
    return None if value is None else str(value)
