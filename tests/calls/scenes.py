"""What the tests of calls do with a call, beside making one."""

from callforprojects.calls.models import Call
from callforprojects.calls.queries import call_page
from callforprojects.core.data.database import db


def again(call: Call) -> Call:
    """The call as it is stored now."""
    call_id = call.id
    db.session.expire_all()
    stored = call_page(call_id)
    assert stored is not None
    return stored
