"""Matters, projects and lists -> the village board by item, a page a matter, a page a project."""

from mingbai.kinds.village_affairs.pages.matters import disclose, names, pages, panels
from mingbai.kinds.village_affairs.pages.projects import PROJECTS

__all__ = [
    "PROJECTS",
    "disclose",
    "names",
    "pages",
    "panels",
]
