"""Documents that a form has sent: what they are is looked at before the turn to write."""

from itertools import islice
from typing import BinaryIO, cast

from flask import g, request

from callforprojects.core.bodies import F, takes_documents
from callforprojects.core.preparation import prepared_by
from callforprojects.files.services import Upload

_LOOKED_AT = 20  # no page asks for more; a form with thousands holds nobody up


def receives_documents(view: F) -> F:
    """Let a view be sent documents, which it finds with `sent_document`.

    Their types are told once the gate has said yes, and before anything is locked.
    """
    return prepared_by(_look)(takes_documents(view))


def sent_document(name: str) -> Upload | None:
    """The document that a field of this form holds, at its beginning; None when none is chosen.

    The same one each time it is asked for.
    """
    sent = request.files.get(name)
    if sent is None or not sent.filename:
        return None
    uploads: dict[object, Upload] = g.setdefault("uploads", {})
    return uploads.setdefault(sent, Upload(cast("BinaryIO", sent.stream), sent.filename))


def _look(**_address: object) -> None:
    for name in islice(request.files, _LOOKED_AT):
        upload = sent_document(name)
        if upload is not None:
            upload.kind  # noqa: B018  # told here, kept for whoever asks later
