"""Serve a published site, and build it again when data, prose, theme or program change."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from watchfiles import watch


class _Handler(SimpleHTTPRequestHandler):
    """Static files; for unknown paths the site's own page with status 404."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer 404 with /404.html, all else as the library does."""
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # the library's name
        """Requests are not logged: the terminal shows the messages of the build."""


def server(output: Path, port: int) -> ThreadingHTTPServer:
    """A server of `output` on the loopback address; port 0 takes a free one.

    The folder is looked up at each request, so a swapped site is served at once.
    """
    return ThreadingHTTPServer(("127.0.0.1", port), partial(_Handler, directory=str(output)))


def serve(
    command: list[str], output: Path, watched: list[Path], port: int, opened: Callable[[str], None]
) -> None:
    """Build by running `command`, serve, and run it again after every change, until stopped.

    Each build is a new process, so that changes of the code take effect. opened: is told the
    address.
    """
    subprocess.run(command, check=False)  # noqa: S603  # our own command line
    httpd = server(output, port)
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    opened(f"http://127.0.0.1:{httpd.server_port}/")
    try:
        for _ in watch(*watched, raise_interrupt=False):
            subprocess.run(command, check=False)  # noqa: S603
    finally:
        httpd.shutdown()
