"""What there is: frozen values that hold data and never fetch more of it. Standard library only."""

from .article import Article, ReadingWarning, Repair, Turn, WarningCode
from .span import Span, Spans, hull, joined
from .statement import (
    Act,
    Extracted,
    Field,
    Figure,
    Form,
    Named,
    Speaker,
    SpeakerType,
    Statement,
    When,
)

__all__ = [
    "Act",
    "Article",
    "Extracted",
    "Field",
    "Figure",
    "Form",
    "Named",
    "ReadingWarning",
    "Repair",
    "Span",
    "Spans",
    "Speaker",
    "SpeakerType",
    "Statement",
    "Turn",
    "WarningCode",
    "When",
    "hull",
    "joined",
]
