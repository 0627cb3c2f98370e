"""Examples: their title -> what the macro is called with."""

from __future__ import annotations

from mingbai.page.components.feedlist.view import FeedLine

FEEDS = (
    FeedLine("全部公开", "/feeds/all.atom", "/feeds/all.rss", "/feeds/all.json", "/changes/"),
    FeedLine("太平镇", "/feeds/1.atom", "/feeds/1.rss", "/feeds/1.json"),
)
EXAMPLES = {"订阅": (FEEDS,)}
