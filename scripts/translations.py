"""The program's rules and interface strings -> which of them a catalogue does not translate.

`python scripts/translations.py [en]` lists what is missing, as entries ready to be filled in and
put into plugins/mingbai/report/locale/<lang>.po (what reports say) and plugins/mingbai/page/locale/
<lang>.po (what pages of that language say); exit 1 if there is any.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "plugins"))

import mingbai
from mingbai.check import Check
from mingbai.check.reconciliations import Reconciliation
from mingbai.issues import Rule
from mingbai.page import languages
from mingbai.report import catalogue

_HAN = re.compile("[一-鿿]")
_SAID = re.compile(r"""\bt\(\s*(["'])(.+?)\1""")
_FILTERED = re.compile(r"""["']([^"']+)["']\s*\|\s*translated""")
_SPOKEN = re.compile(r"""(?:translate|say)\(\s*(["'])(.+?)\1\s*\)""")


def rules() -> list[Rule]:
    """Every rule of every module, sorted by code; a rule found in two modules counts once."""
    every = {rule for module in _modules() for rule in _rules_among(vars(module).values())}
    return sorted(every, key=lambda rule: rule.code)


def messages() -> list[str]:
    """Every sentence a reader may meet in a report: of rules, then of the report itself."""
    spoken = {text for rule in rules() for text in (rule.title, rule.message, rule.remedy)}
    folder = Path(mingbai.__file__).parent / "report"
    for path in sorted([*folder.glob("*.py"), *folder.glob("*.html")]):
        spoken.update(match[1] for match in _SPOKEN.findall(path.read_text("utf-8")))
    return sorted(text for text in spoken if _HAN.search(text))


def interface() -> list[str]:
    """Every sentence that pages of another language say, of their templates and their views."""
    portal = Path(mingbai.__file__).parent / "portal" / "languages"
    templates = Path(mingbai.__file__).parents[2] / "theme" / "templates"
    spoken = {
        match[2] for p in portal.glob("*.py") for match in _SAID.finditer(p.read_text("utf-8"))
    }
    for path in templates.rglob("*.html"):
        spoken.update(match[1] for match in _FILTERED.finditer(path.read_text("utf-8")))
    return sorted(spoken)


def missing(lang: str) -> list[str]:
    """Messages without a translation in `<lang>.po`."""
    translated = catalogue(lang)
    return [message for message in messages() if message not in translated]


def _modules() -> Iterator[object]:
    for module in pkgutil.walk_packages(mingbai.__path__, "mingbai."):
        if not module.name.endswith(".__main__"):
            yield importlib.import_module(module.name)


def _rules_among(values: object) -> Iterator[Rule]:
    """Rules among values: themselves, of checks and reconciliations, or in tuples of any."""
    for value in values:  # type: ignore[attr-defined]
        if isinstance(value, Rule):
            yield value
        elif isinstance(value, Check | Reconciliation):
            yield value.rule
        elif isinstance(value, tuple):
            yield from _rules_among(value)


def entry(message: str) -> str:
    """A message as a catalogue's entry, its translation still empty."""
    lines = [line.replace("\\", "\\\\").replace('"', '\\"') for line in message.split("\n")]
    body = "\\n".join(lines)
    return f'msgid "{body}"\nmsgstr ""\n'


def main() -> int:
    """List what is missing in one language."""
    lang = sys.argv[1] if len(sys.argv) > 1 else "en"
    of_pages = [one for one in interface() if one not in languages.catalogue(lang)]
    untranslated = [("report", one) for one in missing(lang)] + [("page", one) for one in of_pages]
    for room, message in untranslated:
        print(f"# {room}/locale/{lang}.po\n{entry(message)}")
    print(f"# {len(untranslated)} messages are not translated", file=sys.stderr)
    return 1 if untranslated else 0


if __name__ == "__main__":
    raise SystemExit(main())
