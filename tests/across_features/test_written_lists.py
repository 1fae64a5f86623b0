"""The lists of an answer are lists wherever it is read: before it is filed, filed, printed."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from pypdf import PdfReader

from tests.factories.applications import make_application, make_body, make_member
from tests.page import visible

WRITTEN = "Nos buts :\n\n•\tPremier\no\tSous le premier\n•\t<b>Second</b> *#eval*\n1)\tUn\n2)\tDeux\n- seule"


@pytest.fixture(params=[False, True], ids=["draft", "filed"])
def read(request, sign_in):
    """An application with a list in two of its answers, and its author: `read(path)`."""
    organisation = make_body()
    member = make_member(organisation)
    application = make_application(
        organisation=organisation, by=member, submitted=request.param, answers={"context": WRITTEN}
    )
    browser = sign_in(member)
    path = "" if request.param else "/check"
    return lambda document="": browser.get(f"/applications/{application.id}{document or path}")


def answer_in(page) -> Element:
    """The smallest element that holds the whole answer."""
    return [each for each in page.all("div") if "Nos buts" in visible(each)][-1]


def test_a_pasted_list_is_one_on_the_page(read) -> None:
    answer = answer_in(read())

    (bullets, nested), (numbers,) = list(answer.iter("ul")), list(answer.iter("ol"))
    assert [visible(item) for item in bullets] == [
        "Premier Sous le premier",
        "<b>Second</b> *#eval*",
    ]
    assert visible(nested) == "Sous le premier"
    assert [visible(item) for item in numbers] == ["Un", "Deux"]
    assert [visible(line) for line in answer.iter("p")] == ["Nos buts :", "- seule"]


def test_it_is_one_in_the_document(read) -> None:
    document = PdfReader(BytesIO(read("/pdf").response.data))

    words = " ".join(" ".join(page.extract_text() for page in document.pages).split())
    assert "Premier" in words
    assert "<b>Second</b> *#eval*" in words
    tags = list(tags_in(document.root_object["/StructTreeRoot"]))
    assert (tags.count("/L"), tags.count("/LI")) == (3, 5)


def tags_in(element: Any) -> Iterator[str]:
    """What the parts of a tagged document are, in their order."""
    element = element.get_object()
    if isinstance(element, list):
        for each in element:
            yield from tags_in(each)
    elif isinstance(element, dict):
        if "/S" in element:
            yield str(element["/S"])
        if "/K" in element:
            yield from tags_in(element["/K"])
