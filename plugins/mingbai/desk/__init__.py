"""Workbooks that a clerk drops on a page of her own machine -> a branch that others may publish.

The page is served on the loopback address alone. Everything is done by what the commands do it
with: `importing`, `previewing`; here is only what asks, shows, keeps and hands in.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from mingbai.desk import repository
from mingbai.desk.looking import DeskPlace
from mingbai.desk.parcels import DeskBusy, WorkFolder
from mingbai.desk.repository import NotVersioned
from mingbai.desk.server import server
from mingbai.desk.sitting import Sitting
from mingbai.desk.watching import FolderWatch, WatchedWorkbook
from mingbai.publish import Inputs

__all__ = [
    "DeskBusy",
    "DeskPlace",
    "FolderWatch",
    "NotVersioned",
    "WatchedWorkbook",
    "desk_place",
    "serve_desk",
    "watch_folder",
    "work_folder",
]


def work_folder(data: Path) -> Path:
    """Where the desk of a data folder keeps its things, unless it is told another place."""
    name = hashlib.sha256(str(data.resolve()).encode()).hexdigest()[:12]
    return Path.home() / ".local" / "share" / "mingbai" / f"desk-{name}"


def desk_place(inputs: Inputs, work: Path, as_of: str = "") -> DeskPlace:
    """The desk of a data folder. NotVersioned where what is done could not be handed in."""
    return DeskPlace(repository.locate(inputs.data), WorkFolder(work.absolute()), inputs, as_of)


def serve_desk(place: DeskPlace, port: int, opened: Callable[[str], None]) -> None:
    """Serve a desk until it is stopped. opened: is told the address, with its token.

    DeskBusy where the work folder is in use already.
    """
    with place.work.held():
        sitting = Sitting(place)
        made, guard = server(sitting, place.inputs.theme, port)
        sitting.start()
        try:
            opened(guard.address)
            made.run()
        finally:
            made.close()
            sitting.stop()


def watch_folder(
    place: DeskPlace, folder: Path, seconds: float, tell: Callable[[WatchedWorkbook], None]
) -> None:
    """Watch a folder until it is stopped. seconds: from one round to the next.

    What it works with lies in a folder of its own, never among a clerk's workbooks. DeskBusy where
    another watch works there.
    """
    watched_place = replace(place, work=WorkFolder(place.work.root / "watch"))
    with watched_place.work.held():
        watch = FolderWatch(watched_place, folder)
        while True:
            for workbook in watch.round():
                tell(workbook)
            time.sleep(seconds)
