"""What a request may send: a megabyte of texts, and documents only where a page takes some."""

from collections.abc import Callable
from http import HTTPStatus
from typing import IO, Any, TypeVar

from flask import Flask, Request, abort, request
from werkzeug.datastructures import MultiDict
from werkzeug.formparser import FormDataParser

from callforprojects.core.settings import settings
from callforprojects.core.text import without_unkept

MEGABYTE = 1024 * 1024
_MOST_TEXTS = MEGABYTE  # for a form of forty long texts
_MOST_PARTS = 2000

F = TypeVar("F", bound=Callable[..., Any])
_Parsed = tuple[IO[bytes], MultiDict[str, str], MultiDict[str, Any]]


class _BodyParser(FormDataParser):
    """Werkzeug limits each part of a form; all of its texts together have a limit too."""

    def parse(self, *args: Any, **kwargs: Any) -> _Parsed:  # noqa: ANN401  # Werkzeug's own
        """The texts of a form, without the signs that no database keeps, and its documents."""
        stream, form, files = super().parse(*args, **kwargs)
        pairs = [
            (without_unkept(name), without_unkept(text)) for name, text in form.items(multi=True)
        ]
        if sum(len(name) + len(text) for name, text in pairs) > _MOST_TEXTS:
            for file in files.values():
                file.close()
            abort(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return stream, self.cls(pairs), files


class _Request(Request):
    form_data_parser_class = _BodyParser


def takes_documents(view: F) -> F:
    """Let a view be sent a document: its requests may be as large as `upload_limit_mb` says."""
    view.takes_documents = True  # type: ignore[attr-defined]  # read before each request
    return view


def init_app(app: Flask) -> None:
    """Before the token of a form is read, which reads all of the body."""
    app.request_class = _Request
    app.config.update(
        MAX_CONTENT_LENGTH=_MOST_TEXTS, MAX_FORM_MEMORY_SIZE=_MOST_TEXTS, MAX_FORM_PARTS=_MOST_PARTS
    )

    @app.before_request
    def allow_documents() -> None:
        view = app.view_functions.get(request.endpoint or "")
        if getattr(view, "takes_documents", False):
            request.max_content_length = (settings().upload_limit_mb + 1) * MEGABYTE
