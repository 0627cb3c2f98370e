"""A folder of the data -> Package: its descriptor, its resources and its bytes, checked.

`folders` lists folders and opens files without following links; `descriptor` and `resources` check
what a datapackage.json says; `package` finds and checks the folders themselves.
"""

from mingbai.read.package import descriptor, folders, package, resources
from mingbai.read.package.package import (
    BAD_PERIOD,
    BAD_PUBLISHER,
    FILE_LIMIT,
    MISSING_DESCRIPTOR,
    MISSING_FILE,
    RULES,
    STRAY_FILE,
    STRAY_FOLDER,
    Package,
    find,
    fingerprint,
    withdrawn,
)

__all__ = [
    "BAD_PERIOD",
    "BAD_PUBLISHER",
    "FILE_LIMIT",
    "MISSING_DESCRIPTOR",
    "MISSING_FILE",
    "RULES",
    "STRAY_FILE",
    "STRAY_FOLDER",
    "Package",
    "descriptor",
    "find",
    "fingerprint",
    "folders",
    "package",
    "resources",
    "withdrawn",
]
