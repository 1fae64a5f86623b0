"""A composed mail, read by parsers as mail clients read it."""

from typing import TypedDict, Unpack

import pytest
from hypothesis import example, given, strategies as st

from callforprojects.core.outside.mail import Mailbox, OutgoingMail, UnsendableError
from callforprojects.core.outside.mail.composing import ComposedMessage
from tests.mail_reader import ENCODED_WORD, assert_sound, legacy, modern, name_of, text_of

pytestmark = pytest.mark.unit

PLATFORM = Mailbox("appels@aap.example", "Appels à projets")
TITLE = "Démonstrateurs de la ville durable : habiter la France de demain (2026)"
SEVERAL_LANGUAGES = [
    "Your application DVD-2026-0001 is received, with all its annexes and letters",
    "Votre dossier « Été 2026 » est bien reçu – Caisse des Dépôts et consignations",
    "Ваша заявка на участие в конкурсе принята и будет рассмотрена жюри",
    "東京都千代田区環境局地域計画課からのお知らせ：応募書類を受け付けました",
    "تم استلام ملف الترشح الخاص بكم وسيتم إشعاركم بالنتائج في أقرب وقت",
    "👩‍👩‍👧‍👦" * 20,
    "é" * 300,
    "a" * 300,
    "=?utf-8?q?Not_encoded?= by us",
    'J. "Bob" \\ (x), <y>@z; k:',
    " two  spaces and a tail ",
]

# what one line may hold: no control character, no line end, no half of a surrogate pair
ONE_LINE = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=200
)
BODIES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"))


class FromWhom(TypedDict, total=False):
    """The headers that a mail may do without."""

    from_name: str
    reply_to: str


def composed(
    subject: str = "Objet",
    to: Mailbox = Mailbox("marie@town.example"),  # noqa: B008  # frozen
    text: str = "Bonjour",
    html: str = "<p>Bonjour</p>",
    **values: Unpack[FromWhom],
) -> bytes:
    letter = OutgoingMail(
        to=to,
        subject=subject,
        text=text,
        html=html,
        identifier="0192f0aa-0000-7000-8000-000000000001",
        **values,
    )
    return ComposedMessage(letter, sender=PLATFORM, host="aap.example").as_bytes()


@pytest.mark.parametrize("subject", [TITLE, *SEVERAL_LANGUAGES])
def test_a_subject_decodes_to_itself(subject) -> None:
    content = composed(subject)

    assert_sound(content)
    assert modern(content)["Subject"] == subject
    assert text_of(legacy(content)["Subject"]) == subject


@given(ONE_LINE)
@example(TITLE)
@example("=?")
@example("Re: é =?utf-8?b??= fin")
def test_any_subject_decodes_to_itself(subject: str) -> None:
    content = composed(subject)

    assert_sound(content)
    assert text_of(legacy(content)["Subject"]) == subject
    assert modern(content)["Subject"] == subject
    assert modern(content)["Subject"].defects == ()


@given(ONE_LINE, ONE_LINE)
@example(SEVERAL_LANGUAGES[3], SEVERAL_LANGUAGES[9])
@example("Caisse des Dépôts", "Marie-Ange O’Brien & Fils, (adjointe)")
def test_any_name_of_a_sender_and_of_a_recipient_decodes_to_itself(sender, recipient) -> None:
    content = composed(to=Mailbox("marie@town.example", recipient), from_name=sender)

    assert_sound(content)
    for header, name, address in (
        ("From", sender, "appels@aap.example"),
        ("To", recipient, "marie@town.example"),
    ):
        assert name_of(legacy(content)[header]) == name
        (read,) = modern(content)[header].addresses
        assert read.addr_spec == address
        # Python's own parser shows the blank between two encoded words of a name (RFC 2047, 6.2)
        several = len(ENCODED_WORD.findall(str(legacy(content)[header]))) > 1
        shown = (read.display_name, name)
        assert "".join(shown[0].split()) == "".join(shown[1].split())
        assert several or shown[0] == shown[1]


@given(BODIES, BODIES)
@example("-- \nAppels à projets", "x" * 5000)
@example(".\n..\nFrom here", "é" * 3000)
@example("\x00\x0b\x1c\x85\u2028" * 40, "")
def test_any_body_decodes_to_itself_in_short_lines(text: str, html: str) -> None:
    content = composed(text=text, html=html)

    assert_sound(content)
    parts = [part.get_payload(decode=True) for part in legacy(content).walk()][1:]
    assert [bytes(part).decode().replace("\r\n", "\n") for part in parts] == [text, html]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\r\n ", "\u2028", "\x85", "\x0b"])
@pytest.mark.parametrize("where", ["subject", "from_name", "name"])
def test_no_header_is_injected(line_end: str, where: str) -> None:
    text = f"Objet{line_end}Bcc: everybody@town.example"
    made = {
        "subject": lambda: composed(subject=text),
        "from_name": lambda: composed(from_name=text),
        "name": lambda: composed(to=Mailbox("marie@town.example", text)),
    }

    with pytest.raises(UnsendableError):
        made[where]()


@pytest.mark.parametrize(
    "address",
    [
        "hélène@town.example",
        "marie@town.example\nBcc: everybody@town.example",
        "marie",
        "marie @town.example",
        f"marie@{'é' * 80}.example",
        "marie@",
        "",
    ],
)
def test_an_address_that_no_server_takes_is_refused(address) -> None:
    with pytest.raises(UnsendableError):
        composed(to=Mailbox(address))
    with pytest.raises(UnsendableError):
        composed(reply_to=address or "x")


def test_half_a_character_is_refused() -> None:
    half = "\ud83d"
    with pytest.raises(UnsendableError):
        composed(subject=half)
    with pytest.raises(UnsendableError):
        composed(text=half)
    with pytest.raises(UnsendableError):
        composed(from_name=half)


def test_a_domain_with_accents_is_written_in_ascii() -> None:
    message = modern(composed(to=Mailbox("marie@mairie-été.example")))

    assert message["To"] == "marie@xn--mairie-t-h1ab.example"


def test_answers_go_to_whoever_can_give_them() -> None:
    message = modern(composed(from_name="Caisse des Dépôts", reply_to="ville@funder.example"))

    assert message["From"] == "Caisse des Dépôts <appels@aap.example>"
    assert message["Reply-To"] == "ville@funder.example"
    assert composed().find(b"Reply-To") == -1
    assert modern(composed())["From"] == "Appels à projets <appels@aap.example>"


def test_long_addresses_and_hosts_stay_in_short_lines() -> None:
    long_one = f"{'m' * 30}@{'d' * 36}.example"
    letter = OutgoingMail(
        to=Mailbox(long_one, "Marie"),
        subject="Objet",
        text="",
        html="",
        identifier="0192f0aa-0000-7000-8000-000000000001",
        reply_to=long_one,
    )
    content = ComposedMessage(letter, sender=PLATFORM, host="h" * 37).as_bytes()

    assert_sound(content)
    assert modern(content)["To"].addresses[0].addr_spec == long_one
    assert modern(content)["Message-ID"].strip() == f"<{letter.identifier}@{'h' * 37}>"
