"""Every form of the product sent twice by the same person: the second ends where the first ended."""

import pytest
import sqlalchemy as sa

from callforprojects.core.data.database import Base, db
from callforprojects.core.web.request_keys import key_input
from tests.access.contents import NOT_FORMS, ONLY_IN_A_DEMONSTRATION
from tests.access.sending import SENDINGS, contents_of
from tests.access.walk import Answer, Walk
from tests.access.world import GUEST

pytestmark = pytest.mark.usefixtures("undone")

REDIRECTED = (302, 303)
# Signing in twice gives the browser its cookie twice.
UNCOUNTED = {"request_key", "user_session"}


def number_of_rows() -> dict[str, int]:
    """How many rows each table has: what is done twice adds some."""
    names = [name for name in Base.metadata.tables if name not in UNCOUNTED]
    counts = (f"SELECT '{name}', count(*) FROM \"{name}\"" for name in names)  # our own names
    return {str(n): c for n, c in db.session.execute(sa.text(" UNION ALL ".join(counts)))}


@pytest.mark.parametrize("endpoint", sorted(SENDINGS))
def test_a_form_sent_twice_ends_where_it_ended(lasting_walk: Walk, endpoint: str) -> None:
    role, subject, _typed = SENDINGS[endpoint]
    contents = contents_of(lasting_walk, endpoint)

    def send(key: str) -> tuple[Answer, dict[str, int]]:
        identifier = lasting_walk.world.subjects.get(subject)
        keyed = {**contents, "request_key": key}
        answer = lasting_walk.ask_again(role, "POST", endpoint, identifier, keyed)
        counted = number_of_rows()
        db.session.remove()
        return answer, counted

    key, key_of_another_tab = str(key_input())[-24:-2], str(key_input())[-24:-2]
    first, second = send(key), send(key)
    from_another_tab, _counted = send(key_of_another_tab)

    assert first[0].status in REDIRECTED, "the form was not accepted: see `contents.py`"
    assert second == first
    is_nobody = role == GUEST  # two guests may send the same: the second is judged for itself
    assert from_another_tab.status in REDIRECTED or is_nobody, "done already, and blamed for it"


def test_every_form_is_sent(lasting_walk: Walk) -> None:
    """A new form needs a content that it accepts, in `contents.py` or in the table of access."""
    posted = {endpoint for method, endpoint in lasting_walk.doors() if method == "POST"}

    assert sorted(posted - set(SENDINGS) - NOT_FORMS - ONLY_IN_A_DEMONSTRATION) == []
