"""What register.html, register_panel.html and record.html read."""

from __future__ import annotations

from dataclasses import dataclass

from mingbai.page.components import Fact, Figure, Link, Mark, ProofLine, TableView


@dataclass(frozen=True)
class Section:
    """A heading with a sentence, a table and paragraphs of prose under it, as there are."""

    id: str
    title: str
    says: str = ""
    table: TableView | None = None
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True)
class RegisterView:
    """register.html and register_panel.html: a sentence, figures, sections, links.

    proofs: identities that were evaluated of what the page shows; a panel shows none.
    """

    says: str
    figures: tuple[Figure, ...] = ()
    sections: tuple[Section, ...] = ()
    links: tuple[Link, ...] = ()
    proofs: tuple[ProofLine, ...] = ()


@dataclass(frozen=True)
class RecordView:
    """record.html: how the thing stands, what it is about, its fields, what belongs to it.

    proofs: identities that were evaluated of this thing.
    """

    mark: Mark | None
    lead: str
    facts: tuple[Fact, ...]
    sections: tuple[Section, ...] = ()
    links: tuple[Link, ...] = ()
    proofs: tuple[ProofLine, ...] = ()
