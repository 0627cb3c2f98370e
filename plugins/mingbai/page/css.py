"""A style sheet -> the same sheet, flat, with a way for browsers that know less of CSS.

The sources use cascade layers, container queries, `:is`, logical properties and gaps between flex
items. Phones of 2016 to 2022 know none or some of them, and drop what they do not know: a whole
layer, a whole rule. So layers are dissolved in their order, and beside each newer thing stands an
older one, which newer browsers pass over (`@supports not …`). Nothing is taken away from them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import tinycss2

# Asked of the browser: container queries (2022), logical shorthands (2020), gaps in flex (2020:
# it cannot be asked for; `aspect-ratio` came just after it, in the same engines).
_NO_CONTAINERS = "@supports not (container-type: inline-size)"
_NO_LOGICAL = "@supports not (padding-inline: 0)"
_NO_FLEX_GAP = "@supports not (aspect-ratio: 1)"

# A container is the page's column: as wide as the screen without the gutters. `rem` is 18 px in a
# container query and 16 px in a media query; the gutters are .9rem, 1.7rem from a tablet on.
_ROOT_EM = 18 / 16
_GUTTERS_PHONE, _GUTTERS_WIDE, _WIDE_EM = 2 * 0.9 * _ROOT_EM, 2 * 1.7 * _ROOT_EM, 45
_CONTAINER = re.compile(r"(?:[a-z]+ )?\((min|max)-width: ([\d.]+)rem\)")

# Without layers a longer selector would outweigh what paper asks for: this one outweighs any, also
# the one that knows an element by its id (`html:has(#dazi:checked)`).
_LAST_WORD = "print"
_OUTWEIGHS = ":root:not(#_):not(#_)"

_SIDES = {
    "inline": ("left", "right"),
    "block": ("top", "bottom"),
    "inline-start": ("left",),
    "inline-end": ("right",),
    "block-start": ("top",),
    "block-end": ("bottom",),
}
_LOGICAL = re.compile(
    r"(padding|margin|border|inset)-(inline|block)(?:-(start|end))?(?:-(width|color|style))?"
)
_NEWER_SELECTOR = re.compile(r":(?:has|where|focus-visible|is|not\([^)]*,)|::details-content")
_IS = re.compile(r":is\(([^()]*(?:\([^()]*\)[^()]*)*)\)")


@dataclass(frozen=True, slots=True)
class _Declaration:
    """`name: value`, its importance in the value."""

    name: str
    value: str

    def __str__(self) -> str:
        return f"{self.name}: {self.value};"


def flat(css: str) -> str:
    """The sheet without layers, each newer thing with an older one beside it."""
    return "\n".join(_rules(_parsed(css))) + "\n"


def _parsed(css: Any) -> list[Any]:
    """The rules of a sheet or of an at-rule's block; ValueError where it is broken."""
    rules = tinycss2.parse_rule_list(css, skip_comments=True, skip_whitespace=True)
    for rule in rules:
        if rule.type == "error":
            raise ValueError(f"style sheet, line {rule.source_line}: {rule.message}")
    return list(rules)


def _rules(rules: Iterable[Any], weight: str = "") -> Iterator[str]:
    """weight: what is put before each selector of a style, so that it outweighs earlier ones."""
    for rule in rules:
        if rule.type == "qualified-rule":
            yield from _style(rule, weight)
            continue
        prelude = tinycss2.serialize(rule.prelude).strip()
        if rule.at_keyword == "layer":
            is_last = prelude == _LAST_WORD
            yield from _rules(_parsed(rule.content or ()), _OUTWEIGHS if is_last else weight)
        elif rule.at_keyword == "container":
            inner = _parsed(rule.content)
            yield _block(f"@container {prelude}", _rules(inner, weight))
            older = _block(f"@media {_media(prelude)}", _rules(inner, weight))
            yield _block(_NO_CONTAINERS, (older,))
        elif rule.at_keyword == "supports" and "container-type" in prelude:
            yield rule.serialize()  # asked for by name: no older one is wanted
        elif rule.at_keyword in ("media", "supports"):
            yield _block(f"@{rule.at_keyword} {prelude}", _rules(_parsed(rule.content), weight))
        else:
            yield rule.serialize()


def _block(head: str, lines: Iterable[str]) -> str:
    return "\n".join((f"{head} {{", *lines, "}"))


def _media(container: str) -> str:
    """A condition on the column's width as one on the screen's; ValueError for any other."""
    match = _CONTAINER.fullmatch(container)
    if match is None:
        raise ValueError(f"no media query says the same as @container {container}")
    column = float(match[2]) * _ROOT_EM
    screen = column + _GUTTERS_PHONE
    if screen >= _WIDE_EM:
        screen = column + _GUTTERS_WIDE
    return f"({match[1]}-width: {screen:.2f}em)"


def _style(rule: Any, weight: str) -> Iterator[str]:
    selectors = [
        _weighted(s, weight)
        for one in _split(tinycss2.serialize(rule.prelude))
        for s in _without_is(one)
    ]
    declarations = list(_declarations(rule.content))
    known = [s for s in selectors if not _NEWER_SELECTOR.search(s)]
    newer = [[s] for s in selectors if _NEWER_SELECTOR.search(s)]
    for group in ([known] if known else []) + newer:
        yield _text(group, declarations)
        older = [o for one in declarations for o in _physical(one)]
        if older:
            yield _block(_NO_LOGICAL, (_text(group, older),))
        gap = _flex_gap(declarations)
        if gap:
            parents = [selector for selector in group if "::" not in selector]
            children = [f"{selector} > :not(:last-child)" for selector in parents]
            yield _block(_NO_FLEX_GAP, (_text(children, (_Declaration("margin-right", gap),)),))


def _weighted(selector: str, weight: str) -> str:
    """The selector, below a root that weighs more than any identifier."""
    if not weight:
        return selector
    root = re.match(r"(?::root|html)(?![\w-])", selector)
    return weight + selector[root.end() :] if root else f"{weight} {selector}"


def _text(selectors: Sequence[str], declarations: Sequence[_Declaration]) -> str:
    return f"{', '.join(selectors)} {{ {' '.join(map(str, declarations))} }}"


def _split(selectors: str) -> Iterator[str]:
    """The selectors of a list; commas in brackets do not count."""
    depth, start = 0, 0
    for i, character in enumerate(selectors + ","):
        depth += (character in "([") - (character in ")]")
        if character == "," and not depth:
            yield " ".join(selectors[start:i].split())
            start = i + 1


def _without_is(selector: str) -> Iterator[str]:
    """A selector with `:is(a, b)` as two without it."""
    match = _IS.search(selector)
    if match is None:
        yield selector
        return
    for one in _split(match[1]):
        yield from _without_is(selector[: match.start()] + one + selector[match.end() :])


def _declarations(content: Any) -> Iterator[_Declaration]:
    for one in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if one.type != "declaration":
            raise ValueError(f"style sheet, line {one.source_line}: not a declaration")
        important = " !important" if one.important else ""
        yield _Declaration(one.name, tinycss2.serialize(one.value).strip() + important)


def _physical(declaration: _Declaration) -> Iterator[_Declaration]:
    """What says the same of left, right, top and bottom; nothing where that is what it says."""
    if declaration.name == "inset":
        for side in ("top", "right", "bottom", "left"):
            yield _Declaration(side, declaration.value)
        return
    if declaration == _Declaration("overflow-wrap", "anywhere"):
        yield _Declaration("word-break", "break-word")
        return
    match = _LOGICAL.fullmatch(declaration.name)
    if match is None:
        return
    what, axis, end, longhand = match.groups()
    sides = _SIDES["-".join(filter(None, (axis, end)))]
    values = _values(declaration.value) if len(sides) > 1 and what != "border" else []
    for i, side in enumerate(sides):
        name = side if what == "inset" else "-".join(filter(None, (what, side, longhand)))
        yield _Declaration(name, values[min(i, len(values) - 1)] if values else declaration.value)


def _values(value: str) -> list[str]:
    """The values of a shorthand; functions are whole."""
    parts: list[list[Any]] = [[]]
    for token in tinycss2.parse_component_value_list(value):
        if token.type == "whitespace":
            parts.append([])
        else:
            parts[-1].append(token)
    return [tinycss2.serialize(part) for part in parts if part]


def _flex_gap(declarations: Sequence[_Declaration]) -> str:
    """The gap between columns of flex items; "" where there is none."""
    values = {one.name: one.value for one in declarations}
    if values.get("display") not in ("flex", "inline-flex"):
        return ""
    return values.get("column-gap") or (_values(values["gap"])[-1] if "gap" in values else "")
