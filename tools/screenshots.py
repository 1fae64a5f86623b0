"""Retake the pictures of the README: build a demonstration, visit it, photograph it.

Needs a Chromium on the machine. The pictures go to docs/pictures/, in French, 1280 pixels wide.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
WIDTH, HEIGHT = 1280, 860
CHROMIUM = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def demonstration() -> Iterator[str]:
    """The address of a demonstration of our own, gone afterwards."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "callforprojects", "demo"]
        options = ["--port", str(port), "--folder", folder]
        server = subprocess.Popen(
            [*command, *options],
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": ""},
            stdout=subprocess.DEVNULL,
        )
        try:
            wait_for(f"http://127.0.0.1:{port}/")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(20)


def wait_for(address: str, seconds: int = 90) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            with urlopen(address):  # noqa: S310  # our own server
                return
        except (URLError, ConnectionError):
            time.sleep(0.5)
    sys.exit("the demonstration did not start")


def sign_in(page: Page, address: str, name: str) -> None:
    page.goto(f"{address}/demonstration/")
    page.get_by_role("button", name=name).click()


def photograph(page: Page, name: str) -> None:
    target = PICTURES / f"{name}.png"
    page.screenshot(path=target)
    print(f"{target.relative_to(ROOT)}: {target.stat().st_size // 1000} kB")


def visit(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, locale="fr-FR")
    page.goto(f"{address}/calls/")
    page.get_by_role("link", name="AVELO 3").first.click()
    photograph(page, "call")

    page.goto(f"{address}/calls/?state=announced")
    page.get_by_role("link", name="Territoires d’innovation").first.click()
    page.locator("main a[href$='/results']").first.click()
    show(page, "Où sont les projets")
    photograph(page, "results")

    sign_in(page, address, "Manon")
    page.goto(f"{address}/applications/mine")
    page.get_by_role("link", name="Monter sans voiture").first.click()
    page.get_by_role("link", name="Contribution aux finalités").click()
    page.get_by_role("table").first.evaluate(
        "table => table.scrollIntoView({block: 'center', behavior: 'instant'})"
    )
    photograph(page, "matrix")

    sign_in(page, address, "Nadia")
    page.goto(f"{address}/reviews/mine")
    page.get_by_role("link", name="Recouvrance").first.click()
    photograph(page, "scoring")

    sign_in(page, address, "Hélène")
    page.get_by_role("link", name="Classement").first.click()
    page.get_by_role("link", name="Tracer la ligne de coupe").click()
    show(page, "Classement des candidatures")
    page.set_viewport_size({"width": WIDTH, "height": 2 * HEIGHT})
    photograph(page, "ranking")


def show(page: Page, heading: str) -> None:
    """Put this heading at the top of what is seen."""
    page.get_by_role("heading", name=heading).first.evaluate(
        "title => title.scrollIntoView({behavior: 'instant'})"
    )


def main() -> None:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("no Chromium on this machine")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with demonstration() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(CHROMIUM))
        visit(browser, address)
        browser.close()


if __name__ == "__main__":
    main()
