"""Walk the demonstration as each of its people does: every kind of page, followed by its links."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from typing import TYPE_CHECKING, cast
from urllib.error import HTTPError
from urllib.parse import parse_qsl, urldefrag, urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, Request, build_opener

if TYPE_CHECKING:
    from http.client import HTTPResponse

LANGUAGES = ("fr", "en")
GUEST = "guest"
FIRST = ("/", "/activity/", "/no-such-page")  # the last answers with an error, on purpose
SAMPLES = "/style"  # long, and the same for everybody: once in each language is enough
_IDENTIFIER = re.compile(r"/[0-9a-f]{8}-[0-9a-f-]{27}")
_EACH = 2  # addresses of a page that is about something
_TOKEN = re.compile(r"/[\w-]{32,}")
_WRITTEN = frozenset({"text", "email", "password", "number", "date", "datetime-local", "textarea"})


@dataclass(frozen=True)
class Visit:
    """A page that somebody was given."""

    person: str
    language: str
    path: str
    status: int
    html: str
    method: str = "GET"

    @property
    def name(self) -> str:
        return f"{self.method} {self.path} as {self.person}, {self.language}"

    @property
    def is_followed(self) -> bool:
        """Found by a link, and not by its name in the table of access."""
        return self.path.startswith("/")


@dataclass
class Filling:
    """A form, with what it would send as it stands and what it insists upon."""

    action: str
    is_sent: bool
    values: dict[str, str] = field(default_factory=dict)
    required: list[str] = field(default_factory=list)


class Outline(HTMLParser):
    """What a page leads to: its links and its forms."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[Filling] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        if tag == "a" and has.get("href") and "download" not in has:
            self.links.append(has["href"] or "")
        elif tag == "form":
            is_sent = (has.get("method") or "get").lower() == "post"
            self.forms.append(Filling(has.get("action") or "", is_sent))
        elif tag in {"input", "textarea", "button"} and has.get("name") and self.forms:
            self._field(tag, has)

    def _field(self, tag: str, has: dict[str, str | None]) -> None:
        form, name = self.forms[-1], has["name"] or ""
        kind = tag if tag == "textarea" else has.get("type") or "text"
        if kind in {"hidden", "submit"}:
            form.values.setdefault(name, has.get("value") or "")
        elif kind in _WRITTEN and "required" in has:
            form.required.append(name)


class Walker:
    """Somebody in front of the demonstration, with cookies and a language."""

    def __init__(self, address: str, language: str) -> None:
        self.address, self.language = address, language
        self._opener = build_opener(HTTPCookieProcessor(CookieJar()))

    def ask(self, path: str, sent: dict[str, str] | None = None) -> tuple[int, str, str]:
        """The status, where one ends and, when it is a page, its HTML."""
        headers = {"Accept-Language": self.language, "Referer": self.address}
        body = None if sent is None else urlencode(sent).encode()
        asked = Request(urljoin(self.address, path), body, headers)  # noqa: S310  # our own server
        try:
            answer = cast("HTTPResponse", self._opener.open(asked))
        except HTTPError as error:
            answer = cast("HTTPResponse", error)
        with answer:
            is_page = answer.headers.get_content_type() == "text/html"
            return answer.status, answer.url, answer.read().decode() if is_page else ""

    def become(self, action: str) -> None:
        """Sign in as one of the people of the demonstration, and choose the language."""
        for wanted, more in ((action, {}), ("/language", {"language": self.language})):
            forms = Outline(self.ask("/demonstration/")[2]).forms
            token = next(form.values for form in forms if form.is_sent)["csrf_token"]
            self.ask(wanted, {"csrf_token": token, **more})


def people(address: str) -> dict[str, str]:
    """The guest, then those of the demonstration: their name, and what signs them in."""
    html = Walker(address, "fr").ask("/demonstration/")[2]
    found = re.findall(
        r'<h3>([^<]+)</h3>.*?action="(/demonstration/personas/[^"]+)"', html, re.DOTALL
    )
    return {GUEST: "", **dict(found)}


def kind_of(path: str) -> str:
    """Two addresses of the same route, asked for the same things, have the same kind."""
    parts = urlsplit(path)
    asked = sorted({name for name, _ in parse_qsl(parts.query)})
    return " ".join([_TOKEN.sub("/TOKEN", _IDENTIFIER.sub("/ID", parts.path)), *asked])


def tour(address: str) -> Iterator[Visit]:
    """Every kind of page, for each person, in each language."""
    for person, action in people(address).items():
        for language in LANGUAGES:
            walker = Walker(address, language)
            if action:
                walker.become(action)
            yield from _walk(walker, person)


def _walk(walker: Walker, person: str) -> Iterator[Visit]:
    """Breadth first: links one after the other, then the forms of the page, sent empty."""
    waiting, seen, kinds, sent = deque(FIRST), set[str](), Counter[str](), set[str]()
    if person == GUEST:
        waiting.append(SAMPLES)
    while waiting:
        path = waiting.popleft()
        kind = kind_of(path)
        if path in seen or kinds[kind] >= (_EACH if "?" not in path else 1):
            continue
        seen.add(path)
        kinds[kind] += 1
        status, final, html = walker.ask(path)
        if not html:
            continue
        yield Visit(person, walker.language, path, status, html)
        outline = Outline(html)
        waiting.extend(_inside(walker.address, final, outline.links))
        for form in outline.forms:
            target = urljoin(final, form.action).removeprefix(walker.address)
            if form.is_sent and form.required and kind_of(target) not in sent:
                sent.add(kind_of(target))
                empty = {**form.values, **dict.fromkeys(form.required, "")}
                status, _, html = walker.ask(target, empty)
                yield Visit(person, walker.language, target, status, html, "POST")


def _inside(address: str, page: str, links: list[str]) -> Iterator[str]:
    """The addresses of our own server among the links of a page."""
    for link in links:
        target = urldefrag(urljoin(page, link)).url
        if target.startswith(f"{address}/") and not target.startswith(f"{address}/files/"):
            yield target.removeprefix(address)
