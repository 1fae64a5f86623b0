"""Static files: named with the hash of their content, kept for a year, sent compressed."""

import hashlib
import re
from collections.abc import Callable, Iterable
from functools import cache, partial
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs
from wsgiref.headers import Headers

from flask import Flask, request, url_for
from whitenoise import WhiteNoise
from whitenoise.compress import Compressor
from whitenoise.responders import Response, StaticFile

from callforprojects import paths
from callforprojects.core.outside.settings import settings
from callforprojects.core.outside.whole_files import written_whole

_FOR_EVER = "public, max-age=31536000, immutable"  # the address changes when the content does
_FOR_A_DAY = "public, max-age=86400"  # fonts that a sheet names
_REVALIDATED = "no-cache"  # modules that another one names: both of one release, or neither runs
# The sheets that every page asks for travel as one, without their comments; what follows wins.
BUNDLES = {
    "css/site.css": tuple(
        f"css/{name}.css"
        for name in (
            "tokens",
            "theme",
            "_components/button",
            "_components/notice",
            "_components/empty_state",
            "_components/status_tag",
            "_components/avatar",
            "_components/summary_list",
            "_components/confirmation",
            "_components/progress",
            "_components/next_steps",
            "_layouts/page",
            "_components/call_menu",
            "_components/crumbs",
            "_components/page_header",
            "_layouts/form_page",
            "_components/pagination",
            "_components/field",
            "_components/input",
            "_components/counter",
            "_components/error_summary",
            "_components/filters",
            "_components/format_bar",
            "_components/table",
            "_components/activity_list",
            "_components/bar",
            "_components/dot_plot",
            "_components/comment_thread",
            "_components/purpose_axis",
            "_components/matrix",
            "_components/matrix_list",
            "_components/matrix_downloads",
            "_components/task_list",
            "_components/timeline",
            "_components/countdown",
            "forced_colours",
        )
    )
}
_COMMENT = re.compile(rb"/\*.*?\*/\s*", re.DOTALL)
_PREFIX = "/static/"
_WORTH_IT = frozenset({".css", ".js", ".svg"})  # fonts and pictures are compressed already
_QUICK = 100_000  # bytes: compressed in less than a second
_COMPRESSORS = {"br": Compressor.compress_brotli, "gzip": Compressor.compress_gzip}


def static_content(path: str) -> bytes:
    """What is in a static file, or in the files that a bundle joins. Raises FileNotFoundError."""
    if path not in BUNDLES:
        return (paths.STATIC / path).read_bytes()
    return b"\n".join(
        _COMMENT.sub(b"", (paths.STATIC / part).read_bytes()) for part in BUNDLES[path]
    )


@cache
def content_hash(path: str) -> str:
    """The first twelve digits of the SHA-256 of a static file. Raises FileNotFoundError."""
    return hashlib.sha256(static_content(path)).hexdigest()[:12]


def static_url(path: str) -> str:
    """The address of a static file, which changes when its content does."""
    return _address(request.script_root, path)


@cache
def _address(root: str, path: str) -> str:
    """Made once: a page asks for 30 of them."""
    del root  # `url_for` puts it before the path
    return f"{url_for('static', filename=path)}?v={content_hash(path)}"


def compress_static_files(
    data_folder: Path, *, about_to: Callable[[int], None] = lambda _count: None
) -> None:
    """Write the compressed twins that are not there yet: once a content, before serving.

    `about_to` is told how many files there are to compress, when that will take a while.
    """
    folder = _ready(data_folder)
    names = [path.relative_to(paths.STATIC).as_posix() for path in paths.STATIC.rglob("*")]
    contents = [
        static_content(file_name)
        for file_name in (*names, *BUNDLES)
        if Path(file_name).suffix in _WORTH_IT
    ]
    missing = [(content, twins) for content in contents if (twins := _missing(content, folder))]
    if sum(len(content) for content, _twins in missing) > _QUICK:
        about_to(len(missing))
    for content, twins in missing:
        for encoding, path in twins.items():
            _keep(path, partial(_COMPRESSORS[encoding], content))


def _missing(content: bytes, folder: Path) -> dict[str, Path]:
    """The twins of a content that are not there yet, by encoding."""
    return {
        encoding: path for encoding, path in _twins_of(content, folder).items() if not path.exists()
    }


def _ready(data_folder: Path) -> Path:
    """Where the twins are: beside the data, since the program's own files may be read-only."""
    folder = data_folder / "compressed"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _twins_of(content: bytes, folder: Path) -> dict[str, Path]:
    """By encoding, named after the content: a twin is never out of date."""
    name = hashlib.sha256(content).hexdigest()
    return {"br": folder / f"{name}.br", "gzip": folder / f"{name}.gz"}


def _keep(path: Path, make: Callable[[], bytes]) -> None:
    """Write a file that is not there yet, whole or not at all: others may be reading."""
    if not path.exists():
        with written_whole(path) as file:
            file.write(make())


class _File(StaticFile):  # type: ignore[misc]  # WhiteNoise says no types
    """A file whose twins, or the bundle itself, may be removed while it is served."""

    def __init__(self, path: str, url: str, **options: Any) -> None:  # noqa: ANN401
        super().__init__(path, **options)
        self.path, self.name = path, url.removeprefix(_PREFIX)

    def get_response(self, method: str, request_headers: dict[str, Any]) -> Response:
        """What the browser asks for; as it is in the package when that is gone."""
        try:
            return super().get_response(method, request_headers)
        except FileNotFoundError:
            headers = next(
                file_headers for _, path, file_headers in self.alternatives if path == self.path
            )
            return Response(HTTPStatus.OK, headers, BytesIO(static_content(self.name)))


class _Files(WhiteNoise):  # type: ignore[misc]  # WhiteNoise says no types
    """WhiteNoise, with twins in a folder of their own and a life told by the address."""

    def __init__(self, application: Any, twins: Path, **options: Any) -> None:  # noqa: ANN401
        self.twins = twins
        super().__init__(application, max_age=None, **options)

    def get_static_file(self, path: str, url: str, stat_cache: object = None) -> StaticFile:
        del stat_cache  # the twins are elsewhere: each file is looked at where it is
        headers = Headers([])
        self.add_mime_headers(headers, path, url)
        twins = _twins_of(Path(path).read_bytes(), self.twins)
        encodings = {coding: str(twin) for coding, twin in twins.items()}
        return _File(path, url, headers=headers.items(), encodings=encodings)

    def find_file(self, url: str) -> StaticFile | None:
        """While one works on the files, they are read again at each request; not the bundles."""
        return self.files.get(url) or super().find_file(url)

    def add_bundle(self, name: str) -> None:
        """Join the files of a bundle, beside the twins."""
        content = static_content(name)
        path = self.twins / f"{hashlib.sha256(content).hexdigest()}{Path(name).suffix}"
        _keep(path, lambda: content)
        url = f"{_PREFIX}{name}"
        self.files[url] = self.get_static_file(str(path), url)

    def serve(
        self,
        static_file: StaticFile,
        environ: dict[str, Any],
        start_response: Any,  # noqa: ANN401
    ) -> Iterable[bytes]:
        life = _life(environ["PATH_INFO"], environ.get("QUERY_STRING", ""))

        def start(status: str, headers: list[tuple[str, str]]) -> Any:  # noqa: ANN401
            return start_response(status, [*headers, ("Cache-Control", life)])

        answer: Iterable[bytes] = WhiteNoise.serve(static_file, environ, start)
        return answer


def _life(path: str, query: str) -> str:
    """How long a browser may keep what it finds at this address."""
    if "v" in parse_qs(query):
        return _FOR_EVER
    return _REVALIDATED if path.endswith(".js") else _FOR_A_DAY


def init_app(app: Flask) -> None:
    """Files are answered before Flask is asked."""
    with app.app_context():
        folder = _ready(settings().data_folder)
    files = _Files(
        app.wsgi_app, folder, root=str(paths.STATIC), prefix=_PREFIX, autorefresh=app.debug
    )
    for name in BUNDLES:
        files.add_bundle(name)
    app.wsgi_app = files  # type: ignore[method-assign]
