"""The statuses of a mail, as people see them."""

import pytest

from callforprojects.core.text.i18n import in_language
from callforprojects.messages.models import MOVES, MessageStatus

pytestmark = pytest.mark.unit


@pytest.mark.parametrize("status", list(MessageStatus))
def test_each_status_has_its_words_and_its_tone(status):
    with in_language("en"):
        english = str(status.label)
    with in_language("fr"):
        french = str(status.label)

    assert english != french
    assert status.tone in {"neutral", "info", "success", "warning", "danger"}


def test_what_is_sent_may_only_come_back_and_what_is_cancelled_stays():
    assert MOVES[MessageStatus.SENT] == {MessageStatus.BOUNCED}
    assert MessageStatus.CANCELLED not in MOVES
