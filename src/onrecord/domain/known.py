"""People whom somebody keeps a list of: members of a parliament, ministers, speakers of parties."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """What a known person was, and when.

    Attributes:
        party, office: as the list has them; None where it does not say.
        first, last: ISO days, both included; None where that side is open.
    """

    party: str | None = None
    office: str | None = None
    first: str | None = None
    last: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """One of a list of known people.

    Attributes:
        name: as the list has it; aliases: other names, in its order.
        terms: what he or she was, in its order.
        id: the list's own; None where it has none.
    """

    name: str
    aliases: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    id: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Every name, the principal one first."""
        return (self.name, *self.aliases)
