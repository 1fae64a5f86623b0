"""Retake the pictures of the README: build a demonstration, visit it, photograph it.

Needs a Chromium on the machine. The pictures go to docs/pictures/, in French: a window of 1280 by
960, drawn at four fifths of its size, as the WebP of the browser itself, so that text stays sharp.
"""

import base64
import os
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

from playwright.sync_api import Locator, Page, ViewportSize, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.chromium import chromium_path  # noqa: E402  # found once the path is set

PICTURES = ROOT / "docs" / "pictures"
WINDOW: ViewportSize = {"width": 1280, "height": 960}
SCALE, QUALITY, HEAVIEST = 0.8, 70, 80_000
CUT = "14000000"  # euros: the line is among the first of the ranking
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
            try:
                server.wait(60)
            except subprocess.TimeoutExpired:  # a busy machine: what was measured is not lost
                server.kill()


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


def photograph(page: Page, name: str, part: Locator | None = None, above: int = 24) -> None:
    """What the window shows, this part at its top, with what is just above.

    Playwright writes no WebP: the browser does.
    """
    page.mouse.move(0, 0)
    if part is not None:
        part.first.evaluate(
            "(part, above) => scrollTo({top: scrollY + part.getBoundingClientRect().top - above,"
            " behavior: 'instant'})",
            above,
        )
    target = PICTURES / f"{name}.webp"
    top = page.evaluate("scrollY")
    asked = {
        "format": "webp",
        "quality": QUALITY,
        "clip": {"x": 0, "y": top, **WINDOW, "scale": SCALE},
    }
    answer = page.context.new_cdp_session(page).send("Page.captureScreenshot", asked)
    target.write_bytes(base64.b64decode(answer["data"]))
    weight = target.stat().st_size
    print(f"{target.relative_to(ROOT)}: {weight // 1000} kB")
    if weight > HEAVIEST:
        sys.exit(f"{target.name} is above {HEAVIEST // 1000} kB")


def call(page: Page, address: str) -> None:
    page.goto(f"{address}/calls/")
    page.get_by_role("link", name="AVELO 3").first.click()
    photograph(page, "call")


def results(page: Page, address: str) -> None:
    page.goto(f"{address}/calls/?state=announced")
    page.get_by_role("link", name="Territoires d’innovation").first.click()
    page.locator("main a[href$='/results']").first.click()
    photograph(page, "results", page.get_by_role("heading", name="Où sont les projets"))


def matrix(page: Page, address: str) -> None:
    sign_in(page, address, "Manon")
    page.goto(f"{address}/applications/mine")
    page.get_by_role("link", name="Monter sans voiture").first.click()
    page.get_by_role("link", name="Contribution aux finalités").click()
    page.get_by_label("Cohésion sociale × Mobilité").first.focus()
    photograph(page, "matrix", page.locator(".matrix table"), above=152)


def scoring(page: Page, address: str) -> None:
    sign_in(page, address, "Nadia")
    page.goto(f"{address}/reviews/mine")
    page.get_by_role("link", name="Recouvrance").first.click()
    photograph(page, "scoring")


def ranking(page: Page, address: str) -> None:
    sign_in(page, address, "Hélène")
    page.get_by_role("link", name="Sélection").first.click()
    page.get_by_label("Placer le seuil de financement").fill(CUT)
    page.get_by_role("button", name="Afficher").click()
    page.get_by_text("Le seuil de financement est placé").wait_for()
    photograph(page, "ranking", page.get_by_text("Enveloppe", exact=True), above=44)


def main() -> None:
    chromium = chromium_path()
    if chromium is None:
        sys.exit("no Chromium on this machine")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with demonstration() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(CHROMIUM))
        page = browser.new_page(viewport=WINDOW, locale="fr-FR")
        for picture in (call, results, matrix, scoring, ranking):
            picture(page, address)
        browser.close()


if __name__ == "__main__":
    main()
