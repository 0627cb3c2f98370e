"""A Chinese sentence and its values -> the text that is read, and what another language needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self


class Sentence(str):
    """Words for whoever runs a command: the Chinese text, wherever a text is wanted.

    template: the sentence with its fields, as a catalogue has it. values: what stands in them, by
    name; a tuple or list is listed. For what is raised, refused and told, not for pages or issues:
    what they are made from must be plain.
    """

    __slots__ = ("template", "values")

    template: str
    values: Mapping[str, object]

    def __new__(cls, template: str, /, **values: object) -> Self:
        """The text of a template, its values put in."""
        sentence = super().__new__(cls, filled(template, values, "、"))
        sentence.template, sentence.values = template, values
        return sentence


class Refused(Exception):
    """What a county has set up cannot be used; the Sentence says why, and what to do."""


def filled(template: str, values: Mapping[str, object], comma: str) -> str:
    """A sentence with its values; one that has none is taken as it is, braces and all."""
    if not values:
        return template
    listed = {
        name: comma.join(map(str, value)) if isinstance(value, list | tuple) else value
        for name, value in values.items()
    }
    return template.format(**listed)
