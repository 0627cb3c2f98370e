"""What was published, newest first."""

from mingbai.page.components.news.view import NewsItem

__all__ = ["NewsItem"]
