"""A page as a test sees it: what is written, what can be followed, what can be sent.

Every page that a test opens is checked: valid HTML, unique ids, one h1 which begins the title, a
label for each field, a language, nothing inline.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

import html5lib
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

if TYPE_CHECKING:
    from tests.browser import Browser

_SKIPPED = {"script", "style", "template", "head"}
_LABELLED = {"input", "select", "textarea"}
_UNLABELLED_TYPES = {"hidden", "submit", "button", "reset"}


class Page:
    """What came back from one request."""

    def __init__(self, browser: "Browser", response: TestResponse) -> None:
        self.browser = browser
        self.response = response
        self.status = response.status_code
        self.location = response.headers.get("Location")
        self.is_html = response.mimetype == "text/html" and response.status_code not in {301, 302}
        self.html = response.get_data(as_text=True) if self.is_html else ""
        self.tree: Element | None = None
        if self.is_html and self.html:
            self.tree = parse(self.html)
            check(self.tree, bare=self.status in {500, 503})

    @property
    def root(self) -> Element:
        assert self.tree is not None, f"not a page: {self.status} {self.response.mimetype}"
        return self.tree

    @property
    def text(self) -> str:
        """Everything a reader sees, with single spaces."""
        return visible(self.root)

    @property
    def main(self) -> str:
        """What a reader sees in the main part."""
        return visible(next(self.root.iter("main")))

    @property
    def h1(self) -> str:
        return visible(next(self.root.iter("h1")))

    @property
    def title(self) -> str:
        return visible(next(self.root.iter("title")), keep_head=True)

    @property
    def links(self) -> dict[str, str]:
        """The addresses of the links, by their words (the first of each)."""
        found: dict[str, str] = {}
        for link in self.root.iter("a"):
            found.setdefault(visible(link) or link.get("aria-label", ""), link.get("href", ""))
        return found

    @property
    def errors(self) -> list[str]:
        """The sentences of the error summary, in order."""
        for box in self.root.iter():
            if "error-summary" in box.get("class", "").split():
                return [visible(item) for item in box.iter("li")]
        return []

    @property
    def flashes(self) -> list[str]:
        """The sentences said at the head of the page."""
        return [visible(e) for e in self.root.iter() if "flash" in e.get("class", "").split()]

    def has(self, words: str) -> bool:
        return words in self.text

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """The elements of a kind: `page.all("td", class_="amount")`."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            element
            for element in self.root.iter(tag)
            if all(
                value in element.get(name, "").split()
                if name == "class"
                else element.get(name) == value
                for name, value in wanted.items()
            )
        ]

    def value(self, name: str) -> Any:
        """What stands in a field."""
        for form in self.root.iter("form"):
            controls = fields_of(form)
            if name in controls:
                values = controls.getlist(name)
                return values if len(values) > 1 else values[0]
        msg = f"no field {name!r}"
        raise AssertionError(msg)

    def follow(self, words: str = "") -> "Page":
        """Click on a link by its words; without words, go where a redirection points."""
        if not words:
            assert self.location, f"no redirection: {self.status} {self.errors or self.html[:300]}"
            return self.browser.get(self.location)
        assert words in self.links, f"no link {words!r} among {sorted(self.links)}"
        return self.browser.get(self.links[words])

    def submit(self, button: str, **values: Any) -> "Page":
        """Fill the form that has this button and press it. `None` empties a field.

        A name that holds a character of its own is given with a dictionary: `**{"a-b": "1"}`.
        """
        form, control = self._form_with(button)
        data = fields_of(form)
        if control.get("name"):
            data.add(control.get("name", ""), control.get("value", ""))
        names = {element.get("name") for element in form.iter() if element.get("name")}
        for name, value in values.items():
            assert name in names, f"no field {name!r} in the form, only {sorted(map(str, names))}"
            data.setlist(
                name, [] if value is None else value if isinstance(value, list) else [value]
            )
        action = control.get("formaction") or form.get("action") or self.browser.here
        if form.get("method", "get").lower() == "get":
            return self.browser.get(action, query_string=data)
        return self.browser.post(action, data=data)

    def _form_with(self, button: str) -> tuple[Element, Element]:
        seen = []
        for form in self.root.iter("form"):
            for control in form.iter():
                is_button = control.tag == "button" or control.get("type") == "submit"
                if is_button:
                    seen.append(
                        visible(control) or control.get("value") or control.get("aria-label")
                    )
                    if seen[-1] == button:
                        return form, control
        msg = f"no button {button!r} among {seen}"
        raise AssertionError(msg)


def parse(html: str) -> Element:
    """Strict reading: a mistake in the HTML is a failure, with its place."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree: Element = parser.parse(html)
    mistakes = [
        f"line {position[0]}: {code} {data}: {html.splitlines()[position[0] - 1].strip()[:120]!r}"
        for position, code, data in parser.errors
    ]
    assert not mistakes, "invalid HTML:\n" + "\n".join(mistakes[:5])
    return tree


def visible(element: Element, *, keep_head: bool = False) -> str:
    """The words of an element, as a reader sees them."""

    def words(node: Element) -> Iterator[str]:
        if node.tag in _SKIPPED and not keep_head:
            return
        yield node.text or ""
        for child in node:
            if isinstance(child.tag, str):
                yield from words(child)
                yield " " if child.tag in {"p", "li", "td", "th", "br", "div", "dt", "dd"} else ""
            yield child.tail or ""

    return " ".join(
        "".join(words(element)).replace("\u202f", "\u00a0").replace("\u00ad", "").split(None)
    ).strip()


def fields_of(form: Element) -> MultiDict[str, Any]:
    """What the form would send as it stands."""
    data: MultiDict[str, Any] = MultiDict()
    for control in form.iter():
        name = control.get("name")
        if not name or control.get("disabled") is not None:
            continue
        if control.tag == "textarea":
            data.add(name, (control.text or "").removeprefix("\n"))
        elif control.tag == "select":
            _add_options(data, name, control)
        elif control.tag == "input" and _is_sent(control):
            data.add(name, control.get("value", "on" if _is_tick(control) else ""))
    return data


def _add_options(data: MultiDict[str, Any], name: str, control: Element) -> None:
    options = list(control.iter("option"))
    chosen = [option for option in options if option.get("selected") is not None]
    if not chosen and control.get("multiple") is None:
        chosen = options[:1]
    for option in chosen:
        data.add(name, option.get("value", visible(option)))


def _is_tick(control: Element) -> bool:
    return control.get("type") in {"checkbox", "radio"}


def _is_sent(control: Element) -> bool:
    if _is_tick(control):
        return control.get("checked") is not None
    return control.get("type", "text") not in {"submit", "button", "reset", "file", "image"}


def check(tree: Element, *, bare: bool = False) -> None:
    """What every page owes its readers."""
    del bare
    assert tree.get("lang") in {"fr", "en"}, "the page does not say its language"
    headings = [visible(heading) for heading in tree.iter("h1")]
    assert len(headings) == 1, f"one h1 is wanted, there are {headings}"
    title = visible(next(tree.iter("title")), keep_head=True)
    assert title.startswith(headings[0]), f"the title {title!r} does not begin with {headings[0]!r}"
    identifiers = [element.get("id") for element in tree.iter() if element.get("id") is not None]
    repeated = {i for i in identifiers if identifiers.count(i) > 1}
    assert not repeated, f"repeated ids: {repeated}"
    _check_labels(tree)
    _check_references(tree, set(identifiers))
    _check_nothing_inline(tree)
    _check_forms(tree)


def _check_forms(tree: Element) -> None:
    """Each form that changes something says that it is from here, and which one it is."""
    for form in tree.iter("form"):
        if form.get("method", "get").lower() == "post":
            missing = {"csrf_token", "request_key"} - set(fields_of(form))
            assert not missing, f"a form to {form.get('action')!r} without {sorted(missing)}"


def _check_labels(tree: Element) -> None:
    labelled = {label.get("for") for label in tree.iter("label")}
    inside = {id(control) for label in tree.iter("label") for control in label.iter()}
    for control in tree.iter():
        if control.tag not in _LABELLED or control.get("type") in _UNLABELLED_TYPES:
            continue
        named = (
            control.get("id") in labelled
            or id(control) in inside
            or control.get("aria-label")
            or control.get("aria-labelledby")
        )
        assert named, f"no label for {control.tag} {control.get('name')!r}"
    for button in [*tree.iter("button"), *tree.iter("a")]:
        words = visible(button) or button.get("aria-label") or button.get("aria-labelledby")
        assert words, f"a {button.tag} without words: {button.attrib}"


def _check_references(tree: Element, identifiers: set[str | None]) -> None:
    for element in tree.iter():
        for name in ("aria-describedby", "aria-labelledby", "for"):
            for target in element.get(name, "").split():
                assert target in identifiers, f"{name}={target!r} points to nothing"


def _check_nothing_inline(tree: Element) -> None:
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        assert "style" not in element.attrib, f"inline style on {element.tag}"
        handlers = [name for name in element.attrib if name.startswith("on")]
        assert not handlers, f"inline handlers {handlers} on {element.tag}"
        if element.tag == "script":
            data = element.get("type") in {"application/json", "application/ld+json"}
            assert element.get("src") or data, "inline script"
        assert element.tag != "style", "inline style sheet"
