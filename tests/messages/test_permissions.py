"""Who may see, read and release mails."""

import pytest

from callforprojects.core.access import Guest
from callforprojects.messages import permissions
from tests.factories.accounts import make_administrator, make_user
from tests.factories.messages import make_message


@pytest.mark.parametrize(
    ("visitor", "demonstration", "sees", "reads", "reads_secret", "releases"),
    [
        (Guest, False, False, False, False, False),
        (make_user, False, False, False, False, False),
        (make_administrator, False, True, True, False, True),
        (Guest, True, True, True, True, False),
        (make_user, True, True, True, True, False),
        (make_administrator, True, True, True, True, True),
    ],
)
def test_the_policy(with_settings, visitor, demonstration, sees, reads, reads_secret, releases):  # noqa: PLR0917  # a table
    with_settings(is_demonstration=demonstration)
    somebody, mail, secret = visitor(), make_message(), make_message(is_secret=True)

    assert permissions.see_mailbox(somebody) is sees
    assert permissions.see_message(somebody, secret) is sees
    assert permissions.read_message(somebody, mail) is reads
    assert permissions.read_message(somebody, secret) is reads_secret
    assert permissions.release_message(somebody, mail) is releases
