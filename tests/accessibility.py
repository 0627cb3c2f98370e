"""Pages in the browser -> the rules of axe that they break, by day and by night.

What axe cannot decide counts as broken, but for words in a picture, signs that stand for one, and
words of which it sees a part alone: what lies behind those it never tells.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import BrowserContext, Page

from sizes import PROFILE

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
# Only what is wrong is worked out: to say where in the page each rule holds takes axe a fifth of
# its time. The colours of a dark screen change nothing but contrasts.
_ALL: dict[str, Any] = {"resultTypes": ["violations", "incomplete"]}
_COLOURS = {**_ALL, "runOnly": ["cat.color"]}
# What larger words on a narrow screen can break that is sound in small ones on the same page: their
# colours, how far apart fingers hit, and what no longer fits its frame. Names, roles, headings and
# whatever else axe asks for stand in the same elements, and are looked at on a desk.
_SIZES: dict[str, Any] = {
    **_ALL,
    "runOnly": [
        "color-contrast",
        "link-in-text-block",
        "target-size",
        "scrollable-region-focusable",
    ],
}
_RUN = """async options => {
  const {violations, incomplete} = await axe.run(options);
  const why = node => node.any.map(check => check.data?.messageKey ?? '').join(' ');
  const told = node => ({html: node.html.slice(0, 120), why: why(node)});
  const first = rule => ({id: rule.id, ...told(rule.nodes[0])});
  const isPicture = node => /^<text|^<[^>]* role="img"/.test(node.html);
  const isPart = ({data}) => ['elmPartiallyObscured', 'nonBmp'].includes(data?.messageKey)
    || data?.messageKey === 'shortTextContent' && !data.bgColor;
  const isSeen = node => !isPicture(node) && !node.any.some(isPart);
  for (const rule of incomplete) rule.nodes = rule.nodes.filter(isSeen);
  return [violations, incomplete.filter(rule => rule.nodes.length)].map(r => r.map(first));
}"""

# Of what follows one another with the same tags and classes all the way down three are kept: a row
# of the thousand of a table is no other to axe than the third. From the innermost lists outward, so
# that long lists of lists of different lengths are short, too. Keys stay beside their values (dl).
_SHORTEN = """() => {
  const shape = element => shapes.get(element) ?? element.tagName;
  const shapes = new Map();
  const shorten = parent => {
    const seen = new Map();
    for (const child of [...parent.children]) {
      shorten(child);
      const count = (seen.get(shape(child)) ?? 0) + 1;
      seen.set(shape(child), count);
      if (count > 3 && !parent.matches('dl, tr, svg, svg *, select')) child.remove();
    }
    const role = ['class', 'role', 'type', 'scope', 'data-state'].map(n => parent.getAttribute(n));
    const inner = [...parent.children].map(shape);
    shapes.set(parent, `${parent.tagName}|${role}(${inner})`);
  };
  shorten(document.querySelector('main'));
}"""

# How a thing looks is told by its shape and by what it stands in. What stood in the same place on a
# page before, ten elements and more of it, is taken out: a masthead of 64 pages has one contrast.
# Shapes of what is left are given back, as numbers of 53 bits. Cells stay beside their neighbours.
_FORGET = """known => {
  const seen = new Set(known);
  const number = text => {
    let [a, b] = [0xdeadbeef, 0x41c6ce57];
    for (let i = 0; i < text.length; i++) {
      a = Math.imul(a ^ text.charCodeAt(i), 2654435761);
      b = Math.imul(b ^ text.charCodeAt(i), 1597334677);
    }
    return 4294967296 * (2097151 & (b ^ b >>> 15)) + ((a ^ a >>> 13) >>> 0);
  };
  const names = ['class', 'role', 'type', 'scope', 'data-state', 'open', 'hidden'];
  const shapes = new Map(), sizes = new Map(), fresh = [];
  const measure = element => {
    const inner = [...element.children].map(measure);
    sizes.set(element, 1 + [...element.children].reduce((sum, e) => sum + sizes.get(e), 0));
    const own = names.map(name => element.getAttribute(name));
    shapes.set(element, number(`${element.tagName}|${own}(${inner})`));
    return shapes.get(element);
  };
  const forget = (parent, place) => {
    for (const child of [...parent.children]) {
      if (sizes.get(child) < 10) continue;
      const found = number(`${place}>${shapes.get(child)}`);
      if (seen.has(found) && !parent.matches('dl, tr, svg, svg *, select')) child.remove();
      else {
        fresh.push(found);
        forget(child, number(`${place}>${child.tagName}|${child.getAttribute('class')}`));
      }
    }
  };
  measure(document.body);
  forget(document.body, 0);
  return fresh;
}"""


def equip(context: BrowserContext) -> None:
    """Every page that the context opens from now on has axe."""
    context.add_init_script(path=AXE)


def shorten(page: Page) -> None:
    """Take repetition out of the open page: what is there a fourth time in a list, in one shape."""
    page.evaluate(_SHORTEN)


def forget(page: Page, known: set[int]) -> None:
    """Take what looked the same on a page before out of the open one, and note what is left.

    known: places and shapes of blocks, as `_FORGET` numbers them; added to.
    """
    known.update(page.evaluate(_FORGET, list(known)))


def violations(page: Page) -> Iterator[tuple[str, str]]:
    """Rules that the open page breaks or may break, and the first element; in dark colours too."""
    yield from _found(page, "light", _ALL)
    yield from _found(page, "dark", _COLOURS)


def _found(page: Page, scheme: str, options: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Rules that the open page breaks or may break in one scheme, and the first element."""
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of its literals
    broken, undecided = page.evaluate(_RUN, options)
    yield from ((found["id"], found["html"]) for found in broken)
    yield from ((f"{found['id']}, undecided: {found['why']}", found["html"]) for found in undecided)


def _found_on(page: Page, known: set[int], *, sizes_alone: bool) -> Iterator[tuple[str, str]]:
    """Rules that the open page breaks, without what is there again and again."""
    shorten(page)
    if not sizes_alone:
        yield from _found(page, "light", _ALL)
    forget(page, known)
    if sizes_alone:
        yield from _found(page, "light", _SIZES)
    yield from _found(page, "dark", _COLOURS)


def broken_on_pages(
    context: BrowserContext,
    address: str,
    examples: Iterable[tuple[str, str]],
    *,
    sizes_alone: bool = False,
) -> dict[str, tuple[str, list[tuple[str, str]]]]:
    """Pages (template, rooted url) of a site that break a rule: url -> template and `violations`.

    Repetition is taken out of each page, and of its looks what was on a page before. sizes_alone:
    only rules that larger words can break are asked by day. In deep tests axe is asked for all of
    every page.
    """
    equip(context)
    page = context.new_page()
    broken = {}
    known: set[int] = set()
    for template, url in examples:
        page.goto(address + url)
        is_deep = PROFILE == "deep"
        found = violations(page) if is_deep else _found_on(page, known, sizes_alone=sizes_alone)
        if rules := list(found):
            broken[url] = (template, rules)
    return broken
