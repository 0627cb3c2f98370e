"""A style sheet -> what a browser of 2018 (Chrome 66) understands of it.

Such a browser drops a rule with a selector it does not know, a declaration with a property or value
it does not know, and a block with a condition or an at-rule it does not know. Written from the
tables of caniuse.com and MDN, not from how our sheet is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import tinycss2

_AT_RULES = {"media", "supports", "page", "font-face", "keyframes", "charset", "import"}
_NEWER_SELECTOR = re.compile(
    r":(?:has|is|where|focus-visible|not\([^)]*[, >+~])|::(?:details-content|marker)"
)
_NEWER_PROPERTY = re.compile(
    r"(?:padding|margin|border|inset)-(?:inline|block)(?:-.*)?|inset|container.*|aspect-ratio"
    r"|text-(?:wrap|autospace|spacing-trim|size-adjust)|accent-color|overscroll-.*|animation-timeline"
    r"|text-decoration-thickness|text-underline-offset|content-visibility|color-scheme"
)
_NEWER_VALUE = re.compile(
    r"\b(?:min|max|clamp|color-mix|light-dark)\(|\d(?:cqi|cqw|dvh|svh)\b|\banywhere\b|rgba?\([^,)]*/"
    r'|" */ *"'
)
_CONDITION = re.compile(r"(not )?\(([a-z-]+): ([^)]*(?:\(\))?)\)")


def understood(css: Any) -> str:
    """The part of the sheet that is not dropped."""
    rules = tinycss2.parse_rule_list(css, skip_comments=True, skip_whitespace=True)
    return "\n".join(text for rule in rules for text in _rule(rule))


def _rule(rule: Any) -> Iterator[str]:
    if rule.type == "qualified-rule":
        yield from _style(rule)
    elif rule.type == "at-rule" and rule.at_keyword in _AT_RULES:
        prelude = tinycss2.serialize(rule.prelude).strip()
        if rule.at_keyword == "supports":
            if _holds(prelude):
                yield understood(rule.content)
        elif rule.at_keyword == "media":
            yield f"@media {prelude} {{ {understood(rule.content)} }}"
        else:
            yield rule.serialize()


def _holds(condition: str) -> bool:
    """Whether a condition holds; of one that such a browser cannot read nothing is known."""
    found = _CONDITION.fullmatch(condition)
    if found is None:
        return False
    return _is_known(found[2], found[3]) is not bool(found[1])


def _is_known(name: str, value: str) -> bool:
    return not (_NEWER_PROPERTY.fullmatch(name) or _NEWER_VALUE.search(value))


def _style(rule: Any) -> Iterator[str]:
    selectors = tinycss2.serialize(rule.prelude).strip()
    if _NEWER_SELECTOR.search(selectors):
        return
    declarations = [
        (one.lower_name, tinycss2.serialize(one.value).strip(), one.important)
        for one in tinycss2.parse_blocks_contents(
            rule.content, skip_comments=True, skip_whitespace=True
        )
        if one.type == "declaration"
    ]
    is_flex = any(n == "display" and v in ("flex", "inline-flex") for n, v, _ in declarations)
    gaps = {"gap", "column-gap", "row-gap"} if is_flex else set()
    known = [
        f"{name}: {value}{' !important' if important else ''};"
        for name, value, important in declarations
        if _is_known(name, value) and name not in gaps
    ]
    yield f"{selectors} {{ {' '.join(known)} }}"
