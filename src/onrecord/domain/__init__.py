"""What there is: frozen values that hold data and never fetch more of it. Standard library only."""

from .article import Article, ReadingWarning, Repair, Turn, WarningCode
from .edit import Edit
from .person import Alias, LinkSort, Name, NameLink, NameSeen, Office, Person, PersonType, Sex, person_id
from .span import Span, Spans, hull, joined
from .statement import (
    Act,
    CueClass,
    Extracted,
    Field,
    Figure,
    Form,
    Manner,
    Named,
    Review,
    ReviewState,
    Speaker,
    SpeakerType,
    Statement,
    When,
)

__all__ = [
    "Act",
    "Alias",
    "Article",
    "CueClass",
    "Edit",
    "Extracted",
    "Field",
    "Figure",
    "Form",
    "LinkSort",
    "Manner",
    "Name",
    "NameLink",
    "NameSeen",
    "Named",
    "Office",
    "Person",
    "PersonType",
    "ReadingWarning",
    "Repair",
    "Review",
    "ReviewState",
    "Sex",
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
    "person_id",
]
