"""Where the running program was installed from -> how a county's machines install the same one."""

from __future__ import annotations

import json
import shutil
from importlib import metadata
from pathlib import Path
from urllib.parse import unquote, urlsplit

REQUIREMENTS = "requirements.txt"
UNKNOWN = "# 程序从哪里装，还没有写"
_NAME = "mingbai"
_HEADING = "# 程序从哪里装；换新版，改这一行，提交。\n"


def requirements(folder: Path, program: str) -> str:
    """The text of requirements.txt; a wheel on this machine is copied into `program/`.

    program: a wheel's path, its address, or a git address; "" for what pip noted (PEP 610).
    """
    return _HEADING + _line(folder, program or _noted()) + "\n"


def _line(folder: Path, program: str) -> str:
    if not program:
        return (
            f"{UNKNOWN}：写一行，如 mingbai @ git+https://地址/明白.git@版本，"
            "或 ./program/ 里的 .whl 文件。"
        )
    wheel = Path(program)
    if wheel.suffix == ".whl" and wheel.is_file():
        target = folder / "program" / wheel.name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(wheel, target)
        return f"./program/{wheel.name}"
    return f"{_NAME} @ {program}"


def _noted() -> str:
    """A wheel that is still there, a wheel's address or a commit; "" where nothing lasting is."""
    try:
        text = metadata.distribution(_NAME).read_text("direct_url.json")
    except metadata.PackageNotFoundError:
        return ""
    noted = json.loads(text) if text else {}
    url = str(noted.get("url", ""))
    if "vcs_info" in noted:
        return f"{noted['vcs_info']['vcs']}+{url}@{noted['vcs_info']['commit_id']}"
    if "archive_info" not in noted:
        return ""
    parts = urlsplit(url)
    if parts.scheme != "file":
        return url
    wheel = Path(unquote(parts.path))
    return str(wheel) if wheel.is_file() else ""
