"""Tasks -> the board by state, the late list, a page a task with milestones and progress."""

from mingbai.kinds.key_work.pages.tasks import disclose, dues, names, pages, panels

__all__ = [
    "disclose",
    "dues",
    "names",
    "pages",
    "panels",
]
