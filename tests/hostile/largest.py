"""The largest texts that a form takes, hostile ones, and requests that are timed."""

import contextvars
import gc
import secrets
import time
from collections.abc import Callable, Iterator
from itertools import cycle
from typing import Any
from xml.etree.ElementTree import Element

import sqlalchemy as sa
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from callforprojects.core.data.database import Base, db
from callforprojects.core.text.cleaning import LONGEST_LINE, LONGEST_TEXT, character_count, clean
from callforprojects.core.web.limits import limiter
from callforprojects.questionnaires.models import Question
from callforprojects.questionnaires.types import TYPES
from callforprojects.questionnaires.types.matrix import LONGEST_ARGUMENT
from tests.access.walk import Walk
from tests.databases import KEPT
from tests.hostile.boxes import typed_in
from tests.page import fields_of, parse

MOST = 1.0  # second of processor time
MARKS = "\u0301\u0323\u0302\u0327\u0300\u0316\u0308\u0317"  # of several classes, out of order
# Of one word at most, so that no limit in words refuses them.
MARKED = f"q{MARKS}"
LINES = ("m", MARKED, "😀", "[a](b")
TEXTS = ("–\n", *LINES)
# Boxes that take a value and not any text: an address, a number, a date, a list of options.
VALUES = {
    *("email", "contact_email", "phone", "contact_phone", "website", "domain", "address"),
    *("siren", "siret", "territory", "reference", "amount", "envelope", "ceiling", "rate"),
    *("opens_at", "questions_until", "closes_at", "results_expected_on", "reviews_due_on"),
    *("signed_on", "author_name"),
    *("weight", "scale_max", "max_length", "capacity", "per_file", "storage_quota_mb", "options"),
    *("years", "months", "kept", "valid_on", "pasted"),
}
SPREAD = 80  # signs: what is shorter is an address, a hash, a name of ours

Sending = tuple[str, str, dict[str, Any]]
_lines, _texts = cycle(LINES), cycle(TEXTS)


def largest(unit: str, size: int, signs: int | None = None) -> str:
    """So many characters of this sort, of which cleaning takes none away.

    They are `signs` signs at most, which are as many as characters when nothing is said.
    """
    signs = size if signs is None else signs
    wide = character_count(unit)
    units = (size - 1) // wide
    text = unit * units + "." * (size - units * wide)
    return text if len(text) <= signs else text[: signs - 1] + "."


class Visits:
    """Requests as the roles of the world; those that took more than a second."""

    def __init__(self, walk: Walk) -> None:
        self.walk = walk
        self.slow: dict[str, float] = {}

    def ask(self, role: str, method: str, endpoint: str, subject: str, **sent: Any) -> TestResponse:
        """One answer. What only reads is asked again when it was slow: the first time reads more."""
        limiter.reset()
        tries = 2 if method == "GET" else 1
        for _ in range(tries):
            db.session.remove()
            gc.disable()  # it would look at all that the tests hold
            start = time.process_time()
            answer = contextvars.Context().run(self._ask, role, method, endpoint, subject, sent)
            seconds = time.process_time() - start
            gc.enable()
            if seconds < MOST:
                return answer
        self.slow[f"{role}: {method} {endpoint} {subject}"] = seconds
        return answer

    def _ask(
        self, role: str, method: str, endpoint: str, subject: str, sent: dict[str, Any]
    ) -> TestResponse:
        address = self.walk.address(endpoint, self.walk.world.subjects.get(subject))
        headers = {"Cookie": self.walk.keys[role].cookie, "Accept-Language": "en"}
        client = self.walk.app.test_client(use_cookies=False)
        return client.open(address, method=method, headers=headers, buffered=True, **sent)

    def send_largest(self, endpoint: str, sending: Sending) -> bool:
        """Fill every box of a page, one sign too far and then as far as it goes.

        Whether the page has a box. `sending` is a role, a subject and what makes the form succeed;
        a name that begins with `?` belongs to the address.
        """
        role, subject, typed = sending
        made = {n: v(self.walk.world) if callable(v) else v for n, v in typed.items()}
        query = {name[1:]: value for name, value in made.items() if name.startswith("?")}
        page = self.ask(role, "GET", endpoint, subject, query_string=query)
        assert page.status_code == 200, f"{endpoint} {subject}: {page.status_code}"
        form = next(forms_with_boxes(page.text), None)
        if form is None:
            return False
        data = fields_of(form)
        for name, value in made.items():
            if not name.startswith("?"):
                data.setlist(name, value if isinstance(value, list) else [value])

        def post(texts: dict[str, str]) -> TestResponse:
            key = {"request_key": [secrets.token_urlsafe(16)]}
            filled = {name: [text] for name, text in texts.items()}
            sent = MultiDict({**data.to_dict(flat=False), **filled, **key})
            return self.ask(role, "POST", endpoint, subject, query_string=query, data=sent)

        _send(post, boxes_of(form), f"{endpoint} {subject} {query}")
        return True


def _send(
    post: Callable[[dict[str, str]], TestResponse], boxes: dict[str, Element], what: str
) -> None:
    too_long = filled(boxes, more=1)
    refused = post(too_long)
    assert refused.status_code == 422, what
    _check_refusal(parse(refused.text), too_long, what)
    texts = filled({name: box for name, box in boxes.items() if name not in VALUES})
    if texts:
        kept = post(texts)
        assert kept.status_code == 302, f"{what}: {kept.status_code}, or a value for VALUES"


def _check_refusal(page: Element, sent: dict[str, str], what: str) -> None:
    """Each box holds what was sent and is said to be wrong; of a matrix, one cell at least."""
    shown = {c.get("name"): c for form in page.iter("form") for c in form.iter() if c.get("name")}
    fields = [fields_of(form) for form in page.iter("form")]
    for name, text in sent.items():
        assert any(clean(field.get(name, "")) == clean(text) for field in fields), (
            f"{what}: {name} is lost"
        )
    wrong = {name for name in sent if shown[name].get("aria-invalid") == "true"}
    cells = {name for name in sent if name.startswith("claim-")}
    assert sorted(set(sent) - cells - wrong) == [], what
    assert not cells or wrong & cells, what


def forms_with_boxes(html: str) -> Iterator[Element]:
    """The forms of a page that are posted and in which something is typed."""
    for form in next(parse(html).iter("main")).iter("form"):
        if form.get("method") == "post" and boxes_of(form):
            yield form


def boxes_of(form: Element) -> dict[str, Element]:
    """The boxes of a form by their name, but for that of password managers."""
    names = set(typed_in(form)) - {"username"}
    return {c.get("name", ""): c for c in form.iter() if c.get("name") in names}


def filled(boxes: dict[str, Element], *, more: int = 0) -> dict[str, str]:
    """The largest text of each box, each of another sort, and so many signs more."""
    sorts = {"textarea": _texts, "input": _lines}
    return {
        name: largest(next(sorts[str(box.tag)]), most_of(box) + more, signs_of(box) + more)
        for name, box in boxes.items()
    }


def most_of(box: Element) -> int:
    """How many characters a box takes."""
    return int(box.get("data-limit") or signs_of(box))


def signs_of(box: Element) -> int:
    """How many signs it takes, whatever the characters that they make."""
    name = box.get("name", "")
    if name.startswith("claim-"):
        return LONGEST_ARGUMENT
    if name.startswith("answer-"):
        asked = sa.select(Question.type).where(Question.key == name.removeprefix("answer-"))
        return TYPES[db.session.scalars(asked.limit(1)).one()].longest
    return LONGEST_TEXT if box.tag == "textarea" else LONGEST_LINE


def spread() -> None:
    """Give every row of each table the longest texts that one of its rows has."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns if table.name not in KEPT else ():
            is_text = isinstance(column.type, sa.String) and not isinstance(column.type, sa.Enum)
            if is_text and not column.unique and not column.foreign_keys:
                texts = db.session.scalars(sa.select(column).where(column.is_not(None)))
                longest = max(texts, key=len, default="")
                if len(longest) >= SPREAD:
                    db.session.execute(table.update().values({column: longest}))
    db.session.commit()
