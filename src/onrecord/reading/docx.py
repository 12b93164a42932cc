"""Office documents (.docx): the text as it would be printed, a paragraph a paragraph, with a blank line between.

What an editor struck out with tracked changes is gone and what was put in stands, as in the final view; comments are
not part of the text. mammoth reads it so, where simpler readers lose the insertions.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any
from xml.etree.ElementTree import ParseError

from onrecord.errors import ReadError

from .draft import Draft
from .head import find_head
from .markup import check_tags
from .mending import Mending
from .repairs import mend_letters
from .sources import check_zip
from .transcript import find_turns

READER = "docx"
VERSION = "1"
_BROKEN = "Open it in an office program and save it again as .docx."


def read_docx(data: bytes) -> Draft:
    """Read one office document.

    Raises:
        ReadError: where it is no whole .docx (code ``broken``), grows too large when unpacked (``huge``), or holds no
            text (``no-text``).
    """
    text = _text(data)
    if not text:
        raise ReadError("it has no text", next_step="Open it and see whether its text is in pictures.", code="no-text")
    mending = Mending(text)
    mend_letters(mending)
    head = find_head(mending.text)
    return Draft(
        text=mending.text,
        reader=READER,
        version=VERSION,
        title=head.title,
        byline=head.byline,
        outlet=head.outlet,
        url=head.url,
        published=head.published,
        modified=head.modified,
        language=head.language,
        visible=text,
        turns=find_turns(mending.text, title=head.title),
        repairs=mending.repairs,
    )


def _text(data: bytes) -> str:
    # Imported here: only an office document needs it.
    import mammoth

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            check_zip(packed)
            for part in packed.namelist():
                if part.endswith(".xml"):
                    check_tags(packed.read(part))
        result: Any = mammoth.extract_raw_text(io.BytesIO(data))
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, ParseError) as error:
        raise ReadError("it is not a whole .docx document", next_step=_BROKEN, code="broken") from error
    except ReadError:
        raise
    except Exception as error:  # a document that trips a library must not stop those after it
        raise ReadError(f"mammoth failed on it ({error!r})", next_step=_BROKEN, code="broken") from error
    return re.sub(r"\n{3,}", "\n\n", result.value).strip()
