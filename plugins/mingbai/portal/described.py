"""A description that others wrote, in Markdown as the standard has it -> HTML, or one line."""

from __future__ import annotations

import re
import textwrap

import markdown
import nh3
from markupsafe import Markup

_TAGS = {"p", "ul", "ol", "li", "em", "strong", "code", "pre", "a", "br", "h3", "h4", "blockquote"}
_MARKS = re.compile(r"[*_`#>]+|!?\[([^\]]*)\]\([^)]*\)")
_LINE = 200


def as_html(text: str) -> Markup:
    """Paragraphs, lists and links; HTML in it is text, pictures are left out."""
    converter = markdown.Markdown(output_format="html")
    converter.preprocessors.deregister("html_block")
    converter.inlinePatterns.deregister("html")
    html = nh3.clean(
        converter.convert(text),
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener nofollow",
    )
    return Markup(html)  # noqa: S704  # sanitised above


def as_line(text: str) -> str:
    """The first paragraph without marks, shortened."""
    first = re.split(r"\n\s*\n", text.strip())[0]
    plain = _MARKS.sub(lambda mark: mark[1] or "", first)
    return textwrap.shorten(" ".join(plain.split()), _LINE, placeholder="…")
