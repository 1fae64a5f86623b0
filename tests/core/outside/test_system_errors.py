"""What the system refuses, in words."""

import smtplib
import socket
import ssl

import pytest

from callforprojects.core.outside.system_errors import reason_of
from callforprojects.core.text.i18n import in_language

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (ConnectionRefusedError(111, "Connection refused"), "rien n’y écoute"),
        (TimeoutError("timed out"), "rien ne répond à temps"),
        (socket.gaierror(-2, "Name or service not known"), "aucune machine n’est connue"),
        (OSError(71, "Protocol error"), "Protocol error"),
        (ssl.SSLError(1, "certificate has expired"), "certificate has expired"),
        (smtplib.SMTPException("no such extension"), "no such extension"),
    ],
)
def test_a_reason_is_in_the_language_when_it_is_one_that_is_expected(error, reason):
    with in_language("fr"):
        assert reason in str(reason_of(error))
