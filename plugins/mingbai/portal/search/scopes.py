"""Things of the portal itself that readers search for."""

from __future__ import annotations

from mingbai.model import Scope

# A home page and its like are there for panels, not for search.
SCOPES = (
    Scope("dataset", "数据", rank=280),
    Scope("page", "网页", rank=30),
    Scope("portal", "首页"),
)
