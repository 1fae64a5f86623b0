"""What tests of the command `demo` need."""

import pytest


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command gives its settings to the processes that it starts: here they end with the test."""
    for name in ("DEMONSTRATION", "DATA_FOLDER", "PUBLIC_URL", "LOG_LEVEL"):
        monkeypatch.setenv(f"CALLFORPROJECTS_{name}", "")
