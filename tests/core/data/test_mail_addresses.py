"""An address is one that a mail can leave for: what only looks right is told at once."""

import pytest
from wtforms import EmailField

from callforprojects.core.data.mail_addresses import MailAddress, refusal_of
from callforprojects.core.web.form import Form


class Invitation(Form):
    email = EmailField("Address", [MailAddress()])


def mistakes(app, address: str) -> list[str]:
    sent = {"method": "POST", "data": {"email": address}, "headers": {"Accept-Language": "en"}}
    with app.test_request_context(**sent):
        form = Invitation(meta={"csrf": False})
        form.validate()
        return [str(each) for each in form.email.errors]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("o’neil@example-essai.fr", "Did you mean o'neil@example-essai.fr?"),
        ("hélène@example-essai.fr", "no accents"),
        ("hélène.d’arc@example-essai.fr", "no accents"),
        ("nobody", "Invalid email"),
    ],
)
def test_what_no_mail_leaves_for_is_refused_in_words(app, address, said):
    (mistake,) = mistakes(app, address)

    assert said in mistake


@pytest.mark.parametrize(
    "address",
    ["o'neil@example.fr", "jean.dupont@mairie-essai.fr\u200b", "anne@mairie-briançon.fr"],
)
def test_what_a_mail_leaves_for_is_taken(app, address):
    assert mistakes(app, address) == []


def test_no_address_is_not_judged():
    assert refusal_of("") is None
