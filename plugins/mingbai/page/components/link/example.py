"""Examples: their title -> what the macro is called with."""

from __future__ import annotations

from mingbai.page.components.link.view import Link

EXAMPLES = {"链接": (Link("国家企业信用信息公示", "https://example.org/", "外部网站"),)}
