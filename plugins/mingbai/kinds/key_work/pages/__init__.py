"""Tasks -> the board by state, the late list, a page a task with milestones and progress."""

from mingbai.kinds.key_work.pages.tasks import REGISTER, disclose

__all__ = [
    "REGISTER",
    "disclose",
]
