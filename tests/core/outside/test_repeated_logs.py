"""The same failure many times is one trace and a count."""

import io
import logging

import pytest
from sqlalchemy.exc import OperationalError

from callforprojects.core.outside.repeated_logs import INTERVAL, RepeatFilter
from callforprojects.core.web.server.serving import without_visitors

pytestmark = pytest.mark.unit


class Log:
    """A log of its own, on a clock that the test moves."""

    def __init__(self) -> None:
        self.now = 0.0
        self.written = io.StringIO()
        handler = logging.StreamHandler(self.written)
        handler.addFilter(RepeatFilter(lambda: self.now))
        self.logger = logging.getLogger("tests.repeated")
        self.logger.handlers, self.logger.propagate = [handler], False

    def fail(self, message: str = "database unavailable", **fields: str) -> None:
        failure = OperationalError("SELECT 1", None, Exception("the server is gone"))
        self.logger.error(message, exc_info=failure, extra=fields)

    @property
    def lines(self) -> list[str]:
        return self.written.getvalue().splitlines()


@pytest.fixture
def log() -> Log:
    return Log()


def test_a_storm_is_one_trace_then_one_line_a_minute(log):
    for second in range(0, 180, 2):
        log.now = float(second)
        for _time in range(10):
            log.fail()

    traces = [line for line in log.lines if line.startswith("sqlalchemy.exc.OperationalError")]
    told = [line for line in log.lines if line.startswith("database unavailable")]
    assert len(traces) == 1
    assert told == [
        "database unavailable",
        "database unavailable (300 times in 60 s)",
        "database unavailable (300 times in 60 s)",
    ]
    assert len(log.lines) < 20


def test_another_failure_is_not_hidden_by_it(log):
    log.fail()
    log.fail("action after the transaction failed")
    log.fail(rule="/calls/")

    assert (
        len([line for line in log.lines if line.startswith("sqlalchemy.exc.OperationalError")]) == 3
    )


def test_each_document_that_is_lost_is_named_once(log):
    for key in ("a1", "b2", "a1", "b2"):
        log.logger.error("a document is lost", extra={"key": key})

    assert log.lines == ["a document is lost"] * 2


def test_a_failure_of_the_day_before_has_its_trace_again(log):
    log.fail()
    log.now += INTERVAL + 1
    log.fail()
    log.now += INTERVAL + 1
    log.fail("something else")
    log.fail()

    assert (
        len([line for line in log.lines if line.startswith("sqlalchemy.exc.OperationalError")]) == 4
    )


def test_two_bugs_of_one_page_have_their_traces(log):
    for number in (1, 2, 1, 2):
        try:
            if number == 1:
                int("one")
            else:
                int("two")
        except ValueError:
            log.logger.exception("unexpected failure", extra={"rule": "/calls/"})
        finally:
            log.now += 1

    assert [line for line in log.lines if line.startswith("ValueError")] == [
        "ValueError: invalid literal for int() with base 10: 'one'",
        "ValueError: invalid literal for int() with base 10: 'two'",
    ]


def test_two_threads_may_forget_at_once(log):
    log.fail()
    log.now += INTERVAL + 1
    repeats = log.logger.handlers[0].filters[0]

    class ForgottenMeanwhile(dict):
        def items(self):
            found = list(super().items())
            self.clear()
            return found

    repeats.seen = ForgottenMeanwhile(repeats.seen)
    log.fail("something else")

    assert list(repeats.seen) != []


def test_a_reference_that_was_given_is_in_the_log(log):
    for number in range(3):
        log.fail("unexpected failure", reference=str(number))

    assert log.lines.count("unexpected failure") == 3
    assert (
        len([line for line in log.lines if line.startswith("sqlalchemy.exc.OperationalError")]) == 1
    )


def test_what_is_no_failure_is_always_written(log):
    log.logger.setLevel(logging.INFO)
    for _time in range(3):
        log.logger.info("application filed")

    assert log.lines == ["application filed"] * 3


def test_what_the_web_server_says_of_requests_is_counted_and_names_nobody(log):
    log.logger.addFilter(without_visitors)
    for number in range(50):
        words = f"Invalid request from ip=192.0.2.{number}: Invalid Method 'X{number}'"
        log.logger.warning(words)
        log.logger.warning("Error handling request %s %s", "GET", f"/accounts/reset/{number}")
    log.logger.removeFilter(without_visitors)

    assert log.lines == ["a request that cannot be read was refused", "a request was not answered"]
