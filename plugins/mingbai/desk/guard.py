"""A request -> why it is refused, before anything of it is looked at; None where it may pass.

The page is for one person on one machine. So only the loopback address is listened on, and
- the Host must be that address with this port: a name that a stranger lets point to 127.0.0.1
  (DNS rebinding) is none of it;
- the address begins with a token that is made anew at each start;
- what changes anything must come from the page itself (Origin), which other pages cannot feign.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from werkzeug.wrappers import Request

MOST_BYTES = 64 * 1024 * 1024  # of all workbooks that are dropped at once
MOST_FILES = 60
MOST_FIELDS = 2_000  # of a form: a county has fewer books in one township
_CHANGING = ("POST",)
_READING = ("GET", "HEAD")


@dataclass(frozen=True)
class Guard:
    """token: of this start. port: that is listened on."""

    token: str
    port: int

    @classmethod
    def new(cls, port: int) -> Guard:
        """With a token that nobody can guess."""
        return cls(secrets.token_urlsafe(24), port)

    @property
    def address(self) -> str:
        """Where the clerk opens the desk."""
        return f"http://127.0.0.1:{self.port}/{self.token}/"

    @property
    def _hosts(self) -> tuple[str, str]:
        return (f"127.0.0.1:{self.port}", f"localhost:{self.port}")

    def refusal(self, request: Request) -> tuple[int, str] | None:
        """Status and words."""
        host = request.environ.get("HTTP_HOST", "")
        if host not in self._hosts:
            return 421, "这个网页只在这台电脑上打开。"
        if request.method not in (*_READING, *_CHANGING):
            return 405, "没有这样的操作。"
        token = request.path.lstrip("/").partition("/")[0]
        if not secrets.compare_digest(token.encode(), self.token.encode()):
            return 404, "地址不对，或者报账台重新打开过：用命令窗口里新的地址。"
        if request.method in _CHANGING and not self._is_own(request, host):
            return 403, "这一步不是从报账台的网页里点的，没有做。"
        if (request.content_length or 0) > MOST_BYTES:
            return 413, f"太大了：一次最多 {MOST_BYTES // 1024 // 1024} MB。"
        return None

    @staticmethod
    def _is_own(request: Request, host: str) -> bool:
        """Whether a page of this very address sent it; browsers say so of every POST."""
        site = request.headers.get("Sec-Fetch-Site", "same-origin")
        return request.headers.get("Origin") == f"http://{host}" and site == "same-origin"
