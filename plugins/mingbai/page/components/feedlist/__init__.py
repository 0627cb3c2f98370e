"""Feeds, one a line, each in its three forms."""

from mingbai.page.components.feedlist.view import FeedLine

__all__ = ["FeedLine"]
