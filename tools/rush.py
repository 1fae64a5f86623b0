"""Hundreds of people file in the last minute of a call: `make rush` (docs/reliability.md).

The server, its database and the visitors are on this machine and end with the command.
"""

import argparse
import asyncio
import json
import platform
import random
import resource
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from flask import current_app  # noqa: E402  # found once the path is set

from callforprojects.app import create_app  # noqa: E402
from callforprojects.core.data.database import db  # noqa: E402
from callforprojects.core.outside.settings import Settings  # noqa: E402
from callforprojects.operations.upgrading import upgrade_tables  # noqa: E402
from tools.benchmark import databases  # noqa: E402
from tools.closing import faults  # noqa: E402
from tools.closing.client import Client  # noqa: E402
from tools.closing.people import close_at, prepare  # noqa: E402
from tools.closing.slow import slow_senders  # noqa: E402
from tools.closing.verdict import Verdict, judge  # noqa: E402
from tools.closing.visit import Visit, rush  # noqa: E402
from tools.closing.web import Web  # noqa: E402

PEOPLE = {"sqlite": 300, "postgresql": 1000}
KEY = "a key for a rush only, of no value"


def main() -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # the server stops with us
    asked = _arguments()
    random.seed(asked.seed)
    _allow_connections(asked.people or PEOPLE[asked.engine])
    with tempfile.TemporaryDirectory(prefix="rush-") as name:
        folder = Path(name)
        with (
            faults.folder_for(asked.fault, folder) as data,
            databases.empty_database(asked.engine, data) as url,
        ):
            result = play(asked, url, data)
    print(json.dumps(result, indent=1, ensure_ascii=False))
    is_well = not result["faults"] and (asked.fault != "none" or not result["trouble"])
    sys.exit(0 if is_well else 1)


def play(asked: argparse.Namespace, url: str, data: Path) -> dict[str, object]:
    """One rush, from an empty database to the verdict."""
    environment = {
        "DATABASE_URL": url,
        "CALLFORPROJECTS_DATA_FOLDER": str(data),
        "CALLFORPROJECTS_SECRET_KEY": KEY,
        "CALLFORPROJECTS_LOG_FORMAT": "json",
    }
    settings = Settings.from_environment({**environment, "CALLFORPROJECTS_LOG_LEVEL": "ERROR"})
    web = Web(data, environment, ["--workers", asked.workers, "--threads", asked.threads])
    fault = faults.Fault(asked.fault, web, url, data)
    with create_app(settings).app_context():
        result = _last_minute(asked, web, fault)
        db.session.remove()
        db.engine.dispose()
    lines = web.journal.read_text(encoding="utf-8").splitlines()
    served = f"{asked.workers} processes of {asked.threads} threads, {asked.slow} slow senders"
    about = {
        "engine": databases.version_of(url),
        "server": served,
        "fault": asked.fault,
        "said": fault.said,
    }
    return {**about, **result, "log_lines": len(lines), "warnings": _warnings(lines)}


def _last_minute(asked: argparse.Namespace, web: Web, fault: faults.Fault) -> dict[str, object]:
    upgrade_tables()
    call_id, people = prepare(current_app, asked.people or PEOPLE[asked.engine])
    visits = [Visit(one, Client(web.port, one.address, one.cookie)) for one in people]
    print(f"{len(visits)} people are ready", file=sys.stderr)
    web.start()
    try:
        closes_at = time.time() + asked.lead + 2
        close_at(call_id, closes_at)
        fault.begin(closes_at)
        asyncio.run(_visit(asked, web.port, visits, closes_at))
        fault.end()
    finally:
        web.stop()
    return _figures(visits, judge(call_id, visits, closes_at), closes_at)


async def _visit(
    asked: argparse.Namespace, port: int, visits: list[Visit], closes_at: float
) -> None:
    async with slow_senders(asked.slow, port):
        await rush(visits, closes_at, asked.lead, asked.hurry)


def _figures(visits: list[Visit], verdict: Verdict, closes_at: float) -> dict[str, object]:
    answers = [answer for visit in visits for answer in visit.client.answers]
    first = min(answer.sent_at for answer in answers)
    last = max(answer.sent_at + answer.seconds for answer in answers)
    steps = sorted({answer.step for answer in answers})
    return {
        "machine": f"Python {platform.python_version()}, {platform.system()}",
        "people": len(visits),
        "outcomes": dict(verdict.outcomes),
        "faults": dict(verdict.faults),
        "refused_in_time": verdict.refused_early[:20],
        "requests": len(answers),
        "requests_a_second": round(len(answers) / (last - first), 1),
        "trouble": sum(answer.is_trouble for answer in answers),
        "last_answer_after_closing_s": round(last - closes_at, 1),
        "longest_from_receipt_to_record_s": round(max(verdict.waited, default=0.0), 2),
        "steps": {
            step: _step([answer for answer in answers if answer.step == step]) for step in steps
        },
    }


def _warnings(lines: list[str]) -> dict[str, int]:
    """What the server warned of, and how often."""
    entries = [json.loads(line) for line in lines if line.startswith("{")]
    return dict(Counter(entry["message"] for entry in entries if entry["level"] != "INFO"))


def _step(answers: list) -> dict[str, object]:
    seconds = sorted(answer.seconds for answer in answers)
    statuses = Counter(answer.status for answer in answers)
    return {
        "count": len(seconds),
        "median_s": round(seconds[len(seconds) // 2], 2),
        "p95_s": round(seconds[int(len(seconds) * 0.95)], 2),
        "longest_s": round(seconds[-1], 2),
        "statuses": {str(status): count for status, count in sorted(statuses.items())},
    }


def _allow_connections(count: int) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(max(soft, 4 * count), hard), hard))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="People file in the last minute of a call.")
    parser.add_argument("--engine", choices=databases.ENGINES, default="sqlite")
    parser.add_argument("--people", type=int, help="300 on SQLite, 1,000 on PostgreSQL")
    parser.add_argument("--fault", choices=faults.NAMES, default="none")
    parser.add_argument("--lead", type=float, default=60, help="seconds from the first to the end")
    parser.add_argument("--hurry", type=float, default=8, help="the last begin so long before it")
    parser.add_argument("--slow", type=int, default=20, help="senders of a byte a second, beside")
    parser.add_argument("--workers", default="2")
    parser.add_argument("--threads", default="4")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
