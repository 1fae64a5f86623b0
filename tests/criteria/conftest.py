"""What the tests of criteria share with those of calls."""

from tests.calls.conftest import officer, verbs

__all__ = ["officer", "verbs"]
