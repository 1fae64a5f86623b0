"""Before the closing no file is given: pages say so."""

from datetime import timedelta

from callforprojects.core.data.clock import now
from tests.factories.juries import make_filed, make_judged_call, make_juror, make_officer


def test_before_the_closing_the_pages_say_when_files_are_given(sign_in) -> None:
    call = make_judged_call(closes_at=now() + timedelta(days=1))
    make_juror(call)
    file = make_filed(call)
    browser = sign_in(make_officer(call))

    for place in (f"calls/{call.id}/distribution", f"applications/{file.id}/jurors"):
        page = browser.get(f"/juries/{place}")
        assert page.has("Files are given to jurors once the call is closed."), place
        assert page.all("button", class_="btn-primary") == [], place
