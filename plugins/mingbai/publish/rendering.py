"""Inputs -> the files of the portal in an empty folder. With plugin.py the only one on Pelican."""

from __future__ import annotations

from pathlib import Path

from mingbai.publish.inputs import Inputs


def render(inputs: Inputs, staging: Path) -> None:
    """Check the data and write the whole portal; raises DataInvalid where it has errors."""
    import logging

    from pelican import Pelican  # slow to import, not needed where nothing changed
    from pelican.log import init as init_logging
    from pelican.settings import read_settings

    init_logging(level=logging.WARNING, fatal="warnings")
    override = {
        "PATH": str(inputs.content),
        "THEME": str(inputs.theme),
        "OUTPUT_PATH": str(staging),
        "MINGBAI_DATA": str(inputs.data),
        "MINGBAI_AS_OF": inputs.as_of,
    }
    Pelican(read_settings(str(inputs.config), override=override)).run()
