"""The quotations of a draft, held against the full text of everything that was published.

    check(draft, sources) -> CheckedDraft

``sources`` are files at hand (``Files``) or a record (``Stored``). Each quotation gets three answers with their
evidence: its wording, whether the speaker agrees, whether the day does.
"""

from .draft import check
from .sources import Files, Sources, Stated
from .stored import Stored

__all__ = ["Files", "Sources", "Stated", "Stored", "check"]
