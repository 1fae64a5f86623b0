"""The statuses of a mail, as people see them."""

import pytest

from callforprojects.core.i18n import in_language
from callforprojects.messages.models import MOVES, MessageStatus


@pytest.mark.parametrize("status", list(MessageStatus))
def test_each_status_has_its_words_and_its_tone(status):
    with in_language("en"):
        english = str(status.label)
    with in_language("fr"):
        french = str(status.label)

    assert english != french
    assert status.tone in {"neutral", "info", "success", "warning", "danger"}


def test_nothing_leaves_the_state_of_what_is_sent_or_cancelled():
    assert MessageStatus.SENT not in MOVES
    assert MessageStatus.CANCELLED not in MOVES
