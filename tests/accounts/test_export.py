"""All that is kept about a person, in one archive, and nothing about anybody else."""

import io
import json
import zipfile

from callforprojects.accounts.models import User
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.messages.models import MessageStatus
from tests.factories.accounts import make_user
from tests.factories.applications import fill, make_application, make_body
from tests.factories.juries import assign, make_conflict, make_filed, make_judged_call, make_juror
from tests.factories.messages import make_message
from tests.factories.organisations import make_invitation
from tests.factories.reviews import make_review

KEYS = {
    "accreditation_requests",
    *("account", "sessions", "mails", "activity", "memberships", "invitations", "join_requests"),
    *("calls", "applications", "answers", "documents", "jury_seats", "declarations", "conflicts"),
    *("reviews", "scores"),
}


def archive_of(browser):
    page = browser.get("/accounts/export")
    assert page.status == 200
    with zipfile.ZipFile(io.BytesIO(page.response.data)) as archive:
        assert archive.namelist() == ["data.html", "data.json"]
        return json.loads(archive.read("data.json")), archive.read("data.html").decode()


def test_the_archive_holds_each_part(sign_in):
    user = make_user(email="ada@town.example", first_name="Ada", job_title="Maire")

    data, page = archive_of(sign_in(user))

    assert set(data) == KEYS
    (account,) = data["account"]
    assert (account["email"], account["job_title"]) == ("ada@town.example", "Maire")
    assert len(data["sessions"]) == 1
    assert "Maire" in page
    assert '<html lang="en">' in page


def test_what_one_wrote_is_in_it_and_what_a_colleague_wrote_is_not(sign_in):
    filed = make_application(submitted=True)
    user = db.session.get_one(User, filed.created_by_id)
    colleague = make_user(last_name="Colleague")
    fill(filed, {"context": "Words of the colleague."}, by=colleague)

    data, page = archive_of(sign_in(user))

    assert [row["reference"] for row in data["applications"]] == [filed.reference]
    assert "Buy, lend, teach." in [row["answer"] for row in data["answers"]]
    assert "Words of the colleague." not in page
    assert "submitted the application" in {row["verb"] for row in data["activity"]}
    assert "applications/receipt" not in page
    assert [m["to"] for m in data["mails"]] == [user.email]


def test_letters_not_released_and_secret_links_are_not_in_it(sign_in):
    user = make_user()
    mails: dict[str, dict[str, object]] = {
        "A letter prepared": {"status": MessageStatus.HELD},
        "A secret": {"status": MessageStatus.SENT, "is_secret": True, "text": "the link"},
        "A notice": {"status": MessageStatus.SENT, "sent_at": now(), "text": "Words."},
    }
    for subject, values in mails.items():
        make_message(user_id=user.id, to_email=user.email, subject=subject, **values)
    make_message(subject="Of somebody else")

    data, page = archive_of(sign_in(user))

    assert [(m["subject"], m["text"]) for m in data["mails"]] == [
        ("A secret", ""),
        ("A notice", "Words."),
    ]
    assert "the link" not in page


def test_a_juror_finds_their_marks_but_no_file_from_which_they_stepped_back(sign_in):
    call = make_judged_call()
    user = make_user()
    juror = make_juror(call, user=user)
    judged, closed = make_filed(call), make_filed(call)
    assign(juror, judged, closed)
    make_review(juror, judged, 3, 4, 5, comment="Sound.")
    make_review(juror, closed, 1, None, None, comment="Before.", submitted=False)
    make_conflict(juror, closed)
    other = make_juror(call, user=make_user())
    assign(other, judged)
    make_review(other, judged, 1, 1, 1, comment="Of another juror.")

    data, page = archive_of(sign_in(user))

    assert [(r["reference"], r["comment"]) for r in data["reviews"]] == [
        (judged.reference, "Sound.")
    ]
    assert len(data["scores"]) == 3
    assert len(data["conflicts"]) == 1
    assert closed.reference not in page
    assert "Of another juror." not in page


def test_invitations_are_in_it(sign_in):
    user = make_user(email="ada@town.example")
    make_invitation(make_body(), email=user.email, invited_by=make_user())

    data, _page = archive_of(sign_in(user))

    assert len(data["invitations"]) == 1


def test_what_was_typed_is_text(sign_in):
    script = "<script>alert(1)</script>"

    _data, page = archive_of(sign_in(make_user(job_title=script)))

    assert script not in page


def test_the_page_says_what_the_archive_holds(sign_in):
    page = sign_in(make_user(language="fr")).get("/accounts/data")

    assert page.h1 == "Mes données"
    assert 'href="/accounts/export"' in page.html
