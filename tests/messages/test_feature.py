"""Who may see, read and release mails in life: the demonstration is what the database says."""

import pytest

from callforprojects.core.data.visitors import Guest
from callforprojects.messages import permissions
from callforprojects.messages.models import MessageStatus
from tests.factories.accounts import make_administrator, make_user
from tests.factories.messages import make_message


@pytest.mark.parametrize(
    ("visitor", "demonstration", "sees", "reads", "reads_unposted", "releases"),
    [
        (Guest, False, False, False, False, False),
        (make_user, False, False, False, False, False),
        (make_administrator, False, True, False, False, True),
        (Guest, True, True, True, False, False),
        (make_user, True, True, True, False, False),
        (make_administrator, True, True, True, False, True),
    ],
)
def test_the_policy(with_settings, visitor, demonstration, sees, reads, reads_unposted, releases):  # noqa: PLR0917  # a table
    with_settings(is_demonstration=demonstration)
    somebody, mail = visitor(), make_message()
    secret, letter = make_message(is_secret=True), make_message(status=MessageStatus.HELD)

    assert permissions.see_mailbox(somebody) is sees
    assert permissions.see_message(somebody, secret) is sees
    assert permissions.read_message(somebody, mail) is reads
    assert permissions.read_message(somebody, secret) is reads
    assert permissions.read_message(somebody, letter) is reads_unposted
    assert permissions.release_message(somebody, mail) is releases
