"""What there is: frozen values that hold data and never fetch more of it. Standard library only."""

from .again import Again
from .article import Article, ReadingWarning, Repair, Turn, WarningCode
from .checked import Agreement, CheckedDraft, CheckedQuote, Difference, FoundIn, Nearest, Searched, Told, Wording
from .edit import Edit
from .fetched import Fetched
from .known import Known, Term
from .person import Alias, LinkSort, Name, NameLink, NameSeen, Office, Person, PersonType, Sex, person_id
from .saying import Candidate, Original, Report, Saying
from .span import Span, Spans, first_difference, hull, joined
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
    "Again",
    "Agreement",
    "Alias",
    "Article",
    "Candidate",
    "CheckedDraft",
    "CheckedQuote",
    "CueClass",
    "Difference",
    "Edit",
    "Extracted",
    "Fetched",
    "Field",
    "Figure",
    "Form",
    "FoundIn",
    "Known",
    "LinkSort",
    "Manner",
    "Name",
    "NameLink",
    "NameSeen",
    "Named",
    "Nearest",
    "Office",
    "Original",
    "Person",
    "PersonType",
    "ReadingWarning",
    "Repair",
    "Report",
    "Review",
    "ReviewState",
    "Saying",
    "Searched",
    "Sex",
    "Span",
    "Spans",
    "Speaker",
    "SpeakerType",
    "Statement",
    "Term",
    "Told",
    "Turn",
    "WarningCode",
    "When",
    "Wording",
    "first_difference",
    "hull",
    "joined",
    "person_id",
]
