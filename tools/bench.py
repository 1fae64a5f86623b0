"""Measure the pages on generated databases: `make bench`, explained in docs/performance.md."""

import argparse
import signal
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from flask import Flask  # noqa: E402  # found once the path is set

from callforprojects.app import create_app  # noqa: E402
from callforprojects.core.data.database import db  # noqa: E402
from callforprojects.core.outside.settings import Settings  # noqa: E402
from tools.benchmark import databases  # noqa: E402
from tools.benchmark.conditions import milliseconds_to_check  # noqa: E402
from tools.benchmark.data import make_data  # noqa: E402
from tools.benchmark.measuring import (  # noqa: E402
    Pace,
    Ports,
    measure_page,
    time_floor,
)
from tools.benchmark.pages import Site, pages_of, site_of  # noqa: E402
from tools.benchmark.report import Report, Sheet  # noqa: E402
from tools.benchmark.running import served  # noqa: E402

TARGET = ROOT / "docs" / "performance.md"
KEY = "a key for measures only, of no value"


def main() -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # the servers stop with us
    asked = _arguments()
    pace = Pace(asked.requests, asked.seconds)
    sheets, version = [], ""
    for size in asked.sizes:
        with tempfile.TemporaryDirectory(prefix="bench-") as name:
            folder = Path(name)
            with databases.empty_database(asked.engine, folder) as url:
                version = databases.version_of(url)
                sheets.append(measure(url, folder, size, pace))
    report = Report(asked.engine, version, sheets, asked.note, milliseconds_to_check())
    print(f"\n{report.text()}")
    if asked.write:
        report.write(TARGET)
        print(f"\nWritten in {TARGET.relative_to(ROOT)}")


def measure(url: str, folder: Path, size: int, pace: Pace) -> Sheet:
    """Generate a database of `size` applications, and measure every page in it."""
    settings = Settings.from_environment(
        {}, data_folder=folder, database_url=url, secret_key=KEY, log_level="ERROR"
    )
    app = create_app(settings)
    site = generate(app, url, size)
    environment = {
        "DATABASE_URL": url,
        "CALLFORPROJECTS_DATA_FOLDER": str(folder),
        "CALLFORPROJECTS_SECRET_KEY": KEY,
        "CALLFORPROJECTS_LOG_LEVEL": "ERROR",
    }
    measures = []
    with (
        served("floor", environment, folder) as floor,
        served("application", environment, folder) as application,
    ):
        ports = Ports(floor, application)
        least = time_floor(floor, site, pace)
        for page in pages_of(site):
            measures.append(measure_page(app, ports, site, page, pace))
            found = measures[-1]
            print(f"  {page.name}: {found.ratio:.1f} x, {found.queries} queries", file=sys.stderr)
    with app.app_context():
        db.engine.dispose()
    return Sheet(size, least, measures)


def generate(app: Flask, url: str, size: int) -> Site:
    start = time.perf_counter()
    with app.app_context():
        db.create_all()
        site = site_of(app, make_data(size))
        db.session.commit()
    databases.settle(url)
    print(f"{size} applications in {time.perf_counter() - start:.0f} s", file=sys.stderr)
    return site


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the pages on generated databases.")
    parser.add_argument("--engine", choices=databases.ENGINES, default="sqlite")
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 10_000])
    parser.add_argument("--requests", type=int, default=200, help="one after the other, a page")
    parser.add_argument("--seconds", type=float, default=5, help="eight visitors at once, a page")
    parser.add_argument("--note", default="", help="what readers of the figures should know")
    parser.add_argument("--write", action="store_true", help="rewrite docs/performance.md")
    return parser.parse_args()


if __name__ == "__main__":
    main()
