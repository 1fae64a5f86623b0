"""The documents that leave with a mail: read from the record when it leaves, not kept with it.

A feature declares what goes with the mails of a template: a question about one mail. The bytes are
made from the record each time: a mail that is tried again leaves with the same document, and
nothing is stored twice.
"""

import logging
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from callforprojects.core.data.feature import features
from callforprojects.core.outside.mail import Attachment
from callforprojects.core.outside.pdf import whole_pdf
from callforprojects.core.text.i18n import in_language
from callforprojects.messages.models import Message

logger = logging.getLogger(__name__)
LARGEST = 5_000_000  # bytes: many servers refuse more than ten, and base64 adds a third
_LONGEST_NAME = 60  # signs: it stands on one line of the mail


@dataclass(frozen=True, slots=True)
class PdfDocument:
    """What a template of `templates/pdf` makes of some data (`core.outside.pdf`), and its name."""

    template: str
    data: Mapping[str, Any]
    name: str


def document_of(message: Message) -> PdfDocument | None:
    """What leaves with a mail, as the record says it now, in the language of the mail."""
    template = message.template
    found = (
        feature.attachments[template] for feature in features() if template in feature.attachments
    )
    find = next(found, None)
    if find is None:
        return None
    try:
        with in_language(message.language):
            document: PdfDocument | None = find(message)
            return document
    except Exception:
        logger.exception("document not found", extra={"message_id": str(message.id)})
        return None


def attachments_of(document: PdfDocument | None) -> tuple[Attachment, ...]:
    """The bytes to attach. It takes time: no transaction should be open.

    None, and a line in the log, rather than a mail that does not leave: it says where the document
    is to be downloaded.
    """
    if document is None:
        return ()
    try:
        content = whole_pdf(document.template, document.data)
    except Exception:
        logger.exception("document not attached", extra={"template": document.template})
        return ()
    if len(content) > LARGEST:
        extra = {"template": document.template, "bytes": len(content)}
        logger.warning("document too large to be attached", extra=extra)
        return ()
    return (Attachment(_plain_name(document.name), content),)


def _plain_name(name: str) -> str:
    """A name that every mail client shows: ASCII letters, digits and hyphens, with its ending."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return f"{re.sub(r'[^A-Za-z0-9]+', '-', letters).strip('-')[:_LONGEST_NAME]}.pdf"
