"""A cancelled call is judged no more: what was written stays, nothing changes."""

import pytest

from callforprojects.calls.models import Publication
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.text.errors import DomainError
from callforprojects.reviews import services
from tests.factories.accounts import make_user
from tests.factories.juries import assign, make_filed, make_judged_call, make_juror, user_of
from tests.factories.reviews import make_review

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def call():
    return make_judged_call()


@pytest.fixture
def files(call):
    return [make_filed(call, title=title) for title in ("Begun", "Submitted")]


@pytest.fixture
def juror(call, files):
    """One review begun, one handed in; then the call is cancelled."""
    juror = make_juror(call)
    assign(juror, *files)
    make_review(juror, files[0], 3, 3, 6, submitted=False)
    make_review(juror, files[1], 4, 4, 8)
    call.status, call.cancelled_at = Publication.CANCELLED, now()
    call.cancellation_reason = "No money."
    db.session.commit()
    return juror


def test_the_desk_says_so_and_asks_for_nothing(juror, sign_in) -> None:
    page = sign_in(user_of(juror)).get("/reviews/mine")

    assert page.has("The call is cancelled: your reviews can be read, and no longer change.")
    assert not page.has("Late")
    assert "My declarations of interest" not in " ".join(page.links)


def test_reviews_are_read_and_no_longer_written(juror, files, sign_in) -> None:
    browser = sign_in(user_of(juror))

    begun, done = (browser.get(f"/reviews/applications/{file.id}") for file in files)

    for page in (begun, done):
        assert page.has("The call is cancelled: reviews can no longer be changed.")
        assert not page.has("Submit my review")
        assert not page.has("Reopen my review")
    answer = browser.post(
        f"/reviews/applications/{files[0].id}",
        data={"csrf_token": browser.token(), "action": "save", "version": "1"},
    )
    assert answer.errors == ["The call is cancelled: reviews can no longer be changed."]


def test_nobody_is_reminded(call, juror) -> None:
    with pytest.raises(DomainError, match=r"^L’appel est annulé"):
        services.remind_jurors(call, None, by=make_user())
