"""Every mail that the platform writes, in both languages: its subject, its text and its HTML."""

import re
from typing import Any

import pytest

from callforprojects import paths
from callforprojects.core.data.database import db
from callforprojects.core.outside.mail import Mailbox
from callforprojects.messages.models import Message, MessageStatus
from callforprojects.messages.services import LONGEST_SUBJECT, write_message
from callforprojects.messages.tasks import attempt
from tests.factories.mails import OWN_WORDS, scenes
from tests.mail_reader import assert_sound, body_of, legacy, modern, text_of
from tests.page import parse, visible

pytestmark = pytest.mark.usefixtures("app", "one_engine")

FUNDER = "Caisse des Dépôts et consignations"
FOLDER = paths.TEMPLATES / "emails"
NAMES = sorted(str(path.relative_to(FOLDER).with_suffix("")) for path in FOLDER.glob("*/*.html"))
SAID = ("p", "h2", "dd", "dt", "li")
URL = re.compile(r"https?://[^\s<>\"]+")


def written(name: str, context: Any, language: str) -> Message:
    return write_message(
        to="somebody@town.example",
        template=name,
        language=language,
        context=context,
        sender=Mailbox("appels@funder.example", FUNDER),
    )


def one_line(text: str) -> str:
    return " ".join(text.split())


def paragraphs(message: Message, part: str = "main") -> list[str]:
    root = next(parse(message.html).iter(part))
    return [visible(element) for tag in SAID for element in root.iter(tag)]


@pytest.fixture(params=["fr", "en"])
def language(request) -> str:
    return request.param


def test_each_has_a_scene_and_both_parts() -> None:
    texts = {str(path.relative_to(FOLDER).with_suffix("")) for path in FOLDER.glob("*/*.txt")}

    assert set(NAMES) == texts == set(scenes())


@pytest.mark.parametrize("name", NAMES)
def test_the_html_is_a_valid_page_in_its_language(name, language) -> None:
    for context in scenes()[name]:
        message = written(name, context, language)
        tree = parse(message.html)

        assert tree.get("lang") == language
        (heading,) = tree.iter("h1")
        assert visible(heading)
        title = visible(next(tree.iter("title")), keep_head=True)
        subject = one_line(message.subject)
        assert title == subject or title.startswith(subject.removesuffix("…"))
        identifiers = [each.get("id") for each in tree.iter() if each.get("id")]
        assert len(identifiers) == len(set(identifiers))
        for element in tree.iter():
            assert "style" not in element.attrib
            assert not [each for each in element.attrib if each.startswith("on")]
        assert [each.tag for each in tree.iter() if each.tag in {"script", "img", "link"}] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_text_says_all_that_the_html_says(name, language) -> None:
    for context in scenes()[name]:
        message = written(name, context, language)
        text = one_line(message.text)

        missing = [
            said
            for part in ("main", "footer")
            for said in paragraphs(message, part)
            if said not in text and not all(word in text for word in said.split(" · "))
        ]
        assert missing == []
        assert "appels@funder.example" in message.html
        assert "appels@funder.example" in message.text
        assert set(URL.findall(message.html)) == set(URL.findall(message.text))
        assert not re.search(r"</|&\w+;|&#|\{\{", message.text)
        assert "\n\n\n" not in message.text


@pytest.mark.parametrize("name", NAMES)
def test_the_subject_is_one_short_line(name, language) -> None:
    for context in scenes()[name]:
        subject = written(name, context, language).subject

        assert 10 <= len(subject) <= LONGEST_SUBJECT
        assert "\n" not in subject
        assert not subject.endswith(".")


def test_each_arrives_as_it_was_written(post_office, language) -> None:
    situations = [(name, context) for name in NAMES for context in scenes()[name]]
    messages = [written(name, context, language) for name, context in situations]
    expected = [(m.subject, m.text, m.html) for m in messages]
    db.session.commit()

    outcomes = {attempt(message.id) for message in messages}

    assert outcomes == {MessageStatus.SENT.value}
    contents = [envelope.content for envelope in post_office.taken]
    for content, (subject, text, html) in zip(contents, expected, strict=True):
        assert_sound(content)
        read = modern(content)
        assert read["From"].addresses[0].display_name == FUNDER
        assert read["From"].addresses[0].addr_spec == "appels@aap.example"
        assert read["Reply-To"] == "appels@funder.example"
        assert read["Subject"] == text_of(legacy(content)["Subject"]) == subject
        assert body_of(read).replace("\r\n", "\n") == text
        assert body_of(read, "html").replace("\r\n", "\n") == html


@pytest.mark.parametrize("name", NAMES)
def test_nothing_but_peoples_own_words_is_the_same_in_both(name) -> None:
    own = {one_line(part) for words in OWN_WORDS for part in words.split("\n") if part}
    for context in scenes()[name]:
        french, english = (written(name, context, each) for each in ("fr", "en"))
        same = {
            said
            for part in ("main", "footer")
            for said in set(paragraphs(french, part)) & set(paragraphs(english, part))
            if " " in said
        }
        facts = {"56 rue de Lille, 75007 Paris", "01 00 00 00 00", context_funder(context)}

        assert same - own - facts == set()
        assert french.subject != english.subject


def context_funder(context: Any) -> str:
    call = context.get("call")
    return call.funder.name if call else ""
