"""PDF files: a typst template and its data make a tagged document (PDF/UA-1 and PDF/A-2a).

People's words reach the template as JSON, never as source: whatever they hold is printed as is.
The same data make the same bytes, on any machine: no system font, no clock. Documents are made in
processes apart, limited in time and memory, and kept by what they are made of. Whoever asks for a
long one does not hold the page while it is made.
"""

import json
import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any

from flask import Flask, current_app

from callforprojects.core.outside.pdf import document_cache, long_documents, workers
from callforprojects.core.outside.pdf.long_documents import BeingMade as BeingMade
from callforprojects.core.outside.pdf.texts import printable as printable, printable_data
from callforprojects.core.outside.pdf.worker import Rendering as Rendering

logger = logging.getLogger(__name__)
_LONG = 30_000  # signs of JSON: at worst, half a second of work


def render_pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """The document that `templates/pdf/<template>.typ` makes of some JSON data.

    `data` has at least `title`, `language` and `date` (see `moment`). Raises BeingMade when it is
    long and not ready yet, UnavailableError when it asks for too much, RuntimeError when the
    template is wrong; a character that no font has never is a failure. It takes time: no
    transaction should be open.
    """
    text = json.dumps(data, ensure_ascii=False)
    name = document_cache.name_of(template, text)
    content = document_cache.document(name)
    if content is not None:
        long_documents.forget(name)
        return content
    if len(text) < _LONG:
        return _made(template, data, name)
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001  # werkzeug's way
    return long_documents.made_apart(name, partial(_made_in_thread, app, template, data, name))


def whole_pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """The same for a task, which holds no page: a long document is waited for.

    Raises UnavailableError, RuntimeError.
    """
    name = document_cache.name_of(template, json.dumps(data, ensure_ascii=False))
    return document_cache.document(name) or _made(template, data, name)


def _made_in_thread(app: Flask, *what: Any) -> bytes:  # noqa: ANN401  # as `_made`
    with app.app_context():
        return _made(*what)


def _made(template: str, data: Mapping[str, Any], name: str) -> bytes:
    rendering = render(template, data)
    if rendering.warnings:
        extra = {"template": template, "warnings": rendering.warnings}
        logger.warning("a document was made with warnings", extra=extra)
    document_cache.keep(name, rendering.content)
    return rendering.content


def render(template: str, data: Mapping[str, Any]) -> Rendering:
    """The same, made anew and with the warnings: the tests want none."""
    return workers.make(template, json.dumps(printable_data(data), ensure_ascii=False))


def moment(at: datetime) -> list[int]:
    """An instant as a template reads it: the date of a document is that of what it shows."""
    return list(at.astimezone(UTC).timetuple()[:6])
