"""What a request may send: so many texts, a megabyte in all; documents where a page takes some."""

from collections.abc import Callable
from http import HTTPStatus
from itertools import chain
from typing import IO, Any, NoReturn, TypeVar
from urllib.parse import parse_qsl

from flask import Flask, Request, abort, request
from werkzeug import formparser
from werkzeug.datastructures import Headers, MultiDict
from werkzeug.formparser import FormDataParser
from werkzeug.sansio.multipart import MultipartDecoder

from callforprojects.core.outside.settings import settings
from callforprojects.core.text.cleaning import without_unkept
from callforprojects.core.text.errors import TooManyFields

MEGABYTE = 1024 * 1024
_MOST_TEXTS = MEGABYTE  # for a form of forty long texts
_MOST_PARTS = 2000  # of a form that may bring documents
_MOST_FIELDS = 5000  # of any other: a juror declares on a thousand files, two fields for each
_LONGEST_HEADERS = 256 * 1024  # of all parts together; a part has a hundred bytes of them

F = TypeVar("F", bound=Callable[..., Any])
_Parsed = tuple[IO[bytes], MultiDict[str, str], MultiDict[str, Any]]


class _Decoder(MultipartDecoder):
    """Werkzeug's reader of parts. What stands before their texts costs a second a megabyte."""

    _read = 0

    def _parse_headers(self, data: bytes | bytearray) -> Headers:
        self._read += len(data)
        if self._read > _LONGEST_HEADERS:
            abort(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        if self.max_parts is not None and self._parts_decoded >= self.max_parts:
            raise TooManyFields  # Werkzeug's own refusal speaks of size
        return super()._parse_headers(data)


class _BodyParser(FormDataParser):
    """Werkzeug limits each part of a form; all of its texts together have a limit too."""

    def parse(self, *args: Any, **kwargs: Any) -> _Parsed:  # noqa: ANN401  # Werkzeug's own
        """The texts of a form, without the signs that no database keeps, and its documents."""
        stream, form, files = super().parse(*args, **kwargs)
        names: list[str | None] = [*form, *files]
        if None in names:
            _refuse(files, HTTPStatus.BAD_REQUEST)
        pairs = [
            (without_unkept(name), without_unkept(text)) for name, text in form.items(multi=True)
        ]
        if sum(len(name) + len(text) for name, text in pairs) > _MOST_TEXTS:
            _refuse(files, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return stream, self.cls(pairs), files

    def _parse_urlencoded(
        self, stream: IO[bytes], _mimetype: str, content_length: int | None, *_options: object
    ) -> _Parsed:
        """Werkzeug bounds the parts of a form with documents, and not the fields of another.

        No document comes this way, even where documents are taken: decoding costs eighty times
        what was sent.

        Bytes that are no UTF-8 are replaced, as they are in parts: Werkzeug keeps them as they
        were sent by a function of Python for each.
        """
        if (content_length or 0) > _MOST_TEXTS:
            abort(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        body = stream.read()
        if body.count(b"&") >= _MOST_FIELDS:
            raise TooManyFields
        pairs = parse_qsl(body.decode(errors="replace"), keep_blank_values=True)
        return stream, self.cls(pairs), self.cls()


def _refuse(files: MultiDict[str, Any], status: HTTPStatus) -> NoReturn:
    for file in chain.from_iterable(files.listvalues()):
        file.close()
    abort(status)


class _Request(Request):
    form_data_parser_class = _BodyParser


def takes_documents(view: F) -> F:
    """Let a view be sent a document: its requests may be as large as `upload_limit_mb` says."""
    view.takes_documents = True  # type: ignore[attr-defined]  # read before each request
    return view


def init_app(app: Flask) -> None:
    """Before the token of a form is read, which reads all of the body."""
    app.request_class = _Request
    formparser.MultipartDecoder = _Decoder  # type: ignore[attr-defined]  # Werkzeug takes it from nowhere else
    app.config.update(
        MAX_CONTENT_LENGTH=_MOST_TEXTS, MAX_FORM_MEMORY_SIZE=_MOST_TEXTS, MAX_FORM_PARTS=_MOST_PARTS
    )

    @app.before_request
    def allow_documents() -> None:
        view = app.view_functions.get(request.endpoint or "")
        if getattr(view, "takes_documents", False):
            request.max_content_length = (settings().upload_limit_mb + 1) * MEGABYTE
