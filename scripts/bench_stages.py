"""Data and output folders -> a table of where the processor time of one build goes.

    python scripts/bench_stages.py DATA OUTPUT

Functions are wrapped, not profiled: what is printed is what a build spends.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "plugins"))

import mingbai.build as road  # noqa: E402
from mingbai import publish, writing  # noqa: E402
from mingbai.check import privacy  # noqa: E402
from mingbai.publish import inputs, staging  # noqa: E402
from mingbai.read import package, tables  # noqa: E402
from mingbai.tasks import Digests, Work  # noqa: E402

_SHOWN = 0.1  # seconds below which a line is not worth reading


def section(url: str) -> str:
    """`/accounts/9901/2026/` -> `accounts`; the home page stands alone."""
    return url.split("/")[1] or "home"


def timed(
    seconds_by_stage: Counter[str],
    inner: list[float],
    name: Callable[..., str],
    function: Callable[..., Any],
) -> Callable[..., Any]:
    """The same function; its seconds, without those of timed ones in it, count for its name.

    inner: of each timed call that is under way, the seconds of timed calls in it.
    """

    def call(*args: Any, **options: Any) -> Any:
        began = time.process_time()
        inner.append(0.0)
        try:
            return function(*args, **options)
        finally:
            took = time.process_time() - began
            seconds_by_stage[name(*args)] += took - inner.pop()
            if inner:
                inner[-1] += took

    return call


def wrap(seconds_by_stage: Counter[str]) -> None:
    """Every stage of the road that is worth a line."""
    stages: tuple[tuple[Any, str, Callable[..., str]], ...] = (
        (inputs.InputsSeen, "read", lambda *_: "fingerprint of inputs"),
        (staging, "seal", lambda *_: "sums of what was written"),
        (package, "find", lambda *_: "find packages"),
        (tables, "read", lambda *_: "read and gate"),
        (privacy, "scan", lambda *_: "privacy: cells"),
        (privacy, "scan_files", lambda *_: "privacy: files"),
        (road, "_run", lambda kind, *_: f"rules: {kind.name}"),
        (road, "_edition", lambda *_: "names, dues"),
        (Work, "do", lambda _, task: f"task: {'/'.join(task.key.split('/')[:2])}"),
        (Work, "_product", lambda _, task: task.key),
        (Digests, "digest", lambda *_: "digests of what is read"),
        (writing.PortalWriter, "write_bytes", lambda *_: "write downloads"),
        (writing.PelicanPress, "page", lambda _, page, __: f"render: {section(page.url)}"),
    )
    inner: list[float] = []
    for owner, name, words in stages:
        setattr(owner, name, timed(seconds_by_stage, inner, words, getattr(owner, name)))


def main() -> None:
    """Build once, print the stages by their weight."""
    data, output = (Path(name).resolve() for name in sys.argv[1:3])
    seconds_by_stage: Counter[str] = Counter()
    wrap(seconds_by_stage)
    publish.publish(
        publish.Inputs(data, ROOT / "content", ROOT / "theme", ROOT / "pelicanconf.py", ""), output
    )
    whole = time.process_time()
    lines = [
        (name, seconds) for name, seconds in seconds_by_stage.most_common() if seconds >= _SHOWN
    ]
    lines.append(("everything else", whole - sum(seconds for _, seconds in lines)))
    print("| stage | seconds of processor | share |\n|---|--:|--:|")
    for name, seconds in lines:
        print(f"| {name} | {seconds:.1f} | {seconds / whole:.0%} |")
    print(f"| whole | {whole:.1f} | 100% |")


if __name__ == "__main__":
    main()
