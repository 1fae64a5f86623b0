"""Documents made by the platform, as answers to download."""

from io import BytesIO

from flask import Response, send_file

from callforprojects.files.names import clean_name


def sent_pdf(content: bytes, name: str) -> Response:
    """A PDF to save under a name, given without its ending.

    The name is sent twice: in plain ASCII, and as it is (RFC 6266).
    """
    response = send_file(
        BytesIO(content),
        mimetype="application/pdf",
        as_attachment=True,
        download_name=clean_name(f"{name.replace('/', '-')}.pdf"),
        etag=False,
    )
    response.content_length = len(content)
    return response
