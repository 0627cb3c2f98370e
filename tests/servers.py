"""Real servers on the loopback address, for as long as a test looks at them."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

NGINX = "/usr/sbin/nginx"
BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")


def free_port() -> int:
    """A port of the loopback address that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
    return port


@contextmanager
def serving(
    command: Sequence[str], port: int, env: Mapping[str, str] | None = None
) -> Iterator[None]:
    """A server until the block ends; it is waited for."""
    server = subprocess.Popen(
        command,
        env={**os.environ, **(env or {})},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        for _ in range(300):
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert server.poll() is None, server.stderr and server.stderr.read()
            time.sleep(0.05)
        yield
    finally:
        server.terminate()
        server.wait(10)
        assert server.stderr is not None
        server.stderr.close()


@contextmanager
def nginx(snippet: str, site: Path, work: Path) -> Iterator[str]:
    """The address of a folder as nginx serves it by our snippet, with Brotli.

    site: what stands at /var/www/mingbai/. work: an empty folder. `scripts/sending.sh` installs
    both programs.
    """
    assert Path(NGINX).exists(), "nginx is missing: sh scripts/sending.sh"
    port = free_port()
    own = snippet.replace("/var/www/mingbai/", f"{site}/")
    own = re.sub(r"# (brotli_static on;)", r"\1", own)
    conf = work / "nginx.conf"
    paths = " ".join(
        f"{name}_temp_path {work}/{name};"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;\n" if os.geteuid() == 0 else ""
    conf.write_text(
        f"{user}load_module {BROTLI};\ndaemon off;\npid {work}/pid;\nworker_processes 1;\n"
        f"error_log stderr crit;\nevents {{}}\nhttp {{ access_log off; {paths}\n"
        f"server {{ listen 127.0.0.1:{port};\n{own}\n}} }}\n",
        "utf-8",
    )
    with serving([NGINX, "-p", str(work), "-c", str(conf)], port):
        yield f"http://127.0.0.1:{port}"
