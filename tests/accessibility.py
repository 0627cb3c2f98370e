"""Pages in the browser -> the rules of axe that they break, by day and by night.

What axe cannot decide counts as broken, but for words in a picture, signs that stand for one, and
words of which it sees a part alone: what lies behind those it never tells.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
_RUN = """async options => {
  const {violations, incomplete} = await axe.run(options);
  const why = node => node.any.map(check => check.data?.messageKey ?? '').join(' ');
  const told = node => ({html: node.html.slice(0, 120), why: why(node)});
  const first = rule => ({id: rule.id, ...told(rule.nodes[0])});
  const isPicture = node => /^<text|^<[^>]* role="img"/.test(node.html);
  const isPart = ({data}) => ['elmPartiallyObscured', 'nonBmp'].includes(data?.messageKey)
    || data?.messageKey === 'shortTextContent' && data.bgColor === null;
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


def equip(context: BrowserContext) -> None:
    """Every page that the context opens from now on has axe."""
    context.add_init_script(path=AXE)


def shorten(page: Page) -> None:
    """Take repetition out of the open page: what is there a fourth time in a list, in one shape."""
    page.evaluate(_SHORTEN)


def violations(page: Page) -> Iterator[tuple[str, str]]:
    """Rules that the open page breaks or may break, and the first element; in dark colours too."""
    for scheme, options in (("light", _ALL), ("dark", _COLOURS)):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        broken, undecided = page.evaluate(_RUN, options)
        yield from ((found["id"], found["html"]) for found in broken)
        yield from (
            (f"{found['id']}, undecided: {found['why']}", found["html"]) for found in undecided
        )


def broken_on_pages(
    context: BrowserContext, address: str, examples: Iterable[tuple[str, str]]
) -> dict[str, tuple[str, list[tuple[str, str]]]]:
    """Pages (template, rooted url) of a site that break a rule: url -> template and `violations`.

    Repetition is taken out of each, but in deep tests.
    """
    equip(context)
    page = context.new_page()
    broken = {}
    for template, url in examples:
        page.goto(address + url)
        if PROFILE != "deep":
            shorten(page)
        if found := list(violations(page)):
            broken[url] = (template, found)
    return broken
