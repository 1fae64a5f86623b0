"""The browser of this machine, for journeys and for the tools that look at pages."""

import shutil

NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)


def chromium_path() -> str | None:
    """The path of the first that is found; None on a machine without any."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)
