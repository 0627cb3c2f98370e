"""Bytes of a text file -> its text, and whether a browser would take it for a page."""

from __future__ import annotations

import re

from mingbai.check.privacy.attachments.document import Document
from mingbai.check.privacy.rules import ACTIVE_ATTACHMENT

# Tags that act or that make a page; `<b>` in a note is only text.
_HTML = re.compile(
    r"<\s*/?\s*(?:!doctype\s+html|html|head|body|script|iframe|frame|frameset|object|embed|applet"
    r"|svg|math|form|meta|link|base|style|template|portal)(?=[\s/>:])"
    r"|<[a-z][^<>]{0,2000}?\son[a-z]{3,20}\s*="
    r"|<[a-z][^<>]{0,2000}?=\s*[\"']?\s*(?:java|vb)script\s*:",
    re.IGNORECASE,
)


def holds_html(text: str) -> bool:
    """Whether there is a tag in it that makes a page of it, or an attribute that acts."""
    return "<" in text and _HTML.search(text) is not None


def decoded(body: bytes) -> str:
    """UTF-8 with or without a byte order mark, else GB18030."""
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("gb18030")


def read(body: bytes) -> Document:
    """The text; web code anywhere in it is a fault."""
    text = decoded(body)
    faults = ((ACTIVE_ATTACHMENT, "网页代码"),) if holds_html(text) else ()
    return Document((text,), faults)
