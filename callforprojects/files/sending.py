"""Documents made by the platform, as answers to download."""

from collections.abc import Mapping
from http import HTTPStatus
from io import BytesIO
from typing import Any

from flask import Response, make_response, render_template, send_file

from callforprojects.core.data import transaction
from callforprojects.core.outside.pdf import BeingMade, render_pdf
from callforprojects.core.web.unsent_forms import this_address
from callforprojects.files.names import clean_name

_AGAIN_AFTER = "2"  # seconds


def sent_pdf(template: str, data: Mapping[str, Any], name: str) -> Response:
    """A PDF to save under a name, given without its ending (see `core.outside.pdf`).

    All has been read: nothing is held in the database while the document is made. A long one is
    first a page that asks for it again by itself. The name is sent twice: in plain ASCII, and as it
    is (RFC 6266).
    """
    transaction.rollback()
    try:
        content = render_pdf(template, data)
    except BeingMade:
        html = render_template("files/_being_made.html", address=this_address())
        page = make_response(html, HTTPStatus.ACCEPTED)
        page.headers["Refresh"] = _AGAIN_AFTER
        return page
    response = send_file(
        BytesIO(content),
        mimetype="application/pdf",
        as_attachment=True,
        download_name=clean_name(f"{name.replace('/', '-')}.pdf"),
        etag=False,
    )
    response.content_length = len(content)
    return response
