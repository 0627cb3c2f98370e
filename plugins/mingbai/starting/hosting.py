"""The ready snippet for nginx -> a county's own, at the path of its address."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from mingbai import home

NAME = "nginx.conf"
_PATH = re.compile(r"(?<!/var/www)/mingbai(?=/)")
_WITHOUT_SLASH = re.compile(r"(?ms)^location = /mingbai \{\n.*?^\}\n")
_SERVED = re.compile(r"(?m)^location (/\S*) \{$")


def path_of(site_url: str) -> str:
    """`https://gov.example/a/mingbai` -> `/a/mingbai/`; of a host of its own `/`."""
    return urlsplit(site_url).path.rstrip("/") + "/"


def nginx(site_url: str) -> str:
    """The snippet as a county with this address needs it."""
    text, path = home.shipped("nginx.conf").read_text("utf-8"), path_of(site_url).rstrip("/")
    if not path:
        text = _WITHOUT_SLASH.sub("", text)
    text = text.replace("location = /mingbai {", f"location = {path} {{")
    return _PATH.sub(lambda _: path, text)


def served_path(snippet: str) -> str | None:
    """The path that a snippet serves; None where it is not one of ours any more."""
    match = _SERVED.search(snippet)
    return match[1] if match else None
