"""Open every page many times in one process, on heavy data: `make soak` (CONTRIBUTING.md).

The pages are opened by a process of its own under Python's debug allocator, which fills what is
freed and checks what is written beside it: memory that the interpreter or a compiled package
misuses ends that process, and the page at which it ended is printed with what `faulthandler` says.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from callforprojects.app import create_app  # noqa: E402  # found once the path is set
from callforprojects.core.outside.settings import Settings  # noqa: E402
from tools.benchmark import databases  # noqa: E402
from tools.soaking.heavy import make_heavy  # noqa: E402

CHILD = ROOT / "tools" / "soaking" / "opening.py"
KEY = "a key for measures only, of no value"
LEAK = 60
"""MB that a process may grow between a third of its turns and the last one."""
_END = 3000  # characters of what a process said last


def main() -> None:
    asked = _arguments()
    with _python(asked.python) as python, ThreadPoolExecutor(len(asked.engine)) as threads:
        faults = list(threads.map(lambda engine: soak(engine, python, asked), asked.engine))
    for fault in filter(None, faults):
        print(fault, file=sys.stderr)
    sys.exit(1 if any(faults) else 0)


def soak(engine: str, python: Path, asked: argparse.Namespace) -> str:
    """Soak one engine; what went wrong in words, or nothing."""
    with tempfile.TemporaryDirectory(prefix="soak-") as name:
        folder = Path(name)
        with databases.empty_database(engine, folder) as url:
            settings = Settings.from_environment(
                {}, data_folder=folder, database_url=url, secret_key=KEY, log_level="ERROR"
            )
            plan = asdict(make_heavy(create_app(settings), asked.size))
            databases.settle(url)
            plan |= {"times": asked.times, "heaviest": asked.heaviest}
            (folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
            return _opened(engine, python, folder, _environment(url, folder))


def _opened(engine: str, python: Path, folder: Path, environment: dict[str, str]) -> str:
    """Run the process that opens the pages, print what it says, and judge how it ended."""
    journal, faults = folder / "journal", []
    with journal.open("w", encoding="utf-8") as log:
        child = subprocess.Popen(
            [python, CHILD, folder / "plan.json"],
            env={**os.environ, **environment},
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        for line in child.stdout or ():
            facts = json.loads(line)
            print(f"{engine}: {_in_words(facts)}", flush=True)
            faults += [_in_words(facts)] if _is_fault(facts) else []
        status = child.wait()
    if status:
        at = ", ".join(file.read_text(encoding="utf-8") for file in folder.glob("at-*"))
        end = journal.read_text(encoding="utf-8")[-_END:]
        faults.append(
            f"the process ended with status {status} while it opened {at or 'nothing'}\n{end}"
        )
    return "\n".join(f"{engine}: {fault}" for fault in faults)


def _is_fault(facts: dict[str, Any]) -> bool:
    grown = facts["what"] == "done" and facts["after"] - facts["before"] > LEAK
    return facts["what"] == "failed" or grown


def _in_words(facts: dict[str, Any]) -> str:
    if facts["what"] == "page":
        return "{seconds:6.2f} s {objects:6} objects  {path} ({who}, {phase})".format(**facts)
    if facts["what"] == "failed":
        return "{path} ({who}) gave {status}".format(**facts)
    return (
        "{phase}: {pages} pages of {known}, {times} times each, in {seconds} s; "
        "{before} MB at a third, {after} MB at the end".format(**facts)
    )


def _environment(url: str, folder: Path) -> dict[str, str]:
    return {
        "DATABASE_URL": url,
        "CALLFORPROJECTS_DATA_FOLDER": str(folder),
        "CALLFORPROJECTS_SECRET_KEY": KEY,
        "CALLFORPROJECTS_LOG_LEVEL": "ERROR",
        "PYTHONMALLOC": "debug",
        "PYTHONFAULTHANDLER": "1",
    }


@contextmanager
def _python(wanted: str) -> Iterator[Path]:
    """The interpreter of the process that opens the pages: ours, or another with the run lock."""
    if not wanted:
        yield Path(sys.executable)
        return
    with tempfile.TemporaryDirectory(prefix="soak-python-") as name:
        subprocess.run([wanted, "-m", "venv", name], check=True)
        python = Path(name) / "bin" / "python"
        install = [str(python), "-m", "pip", "install", "--quiet", "--require-hashes", "--no-deps"]
        subprocess.run([*install, "-r", ROOT / "requirements" / "run.txt"], check=True)
        yield python


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Open every page many times in one process.")
    parser.add_argument("--engine", nargs="+", choices=databases.ENGINES, default=databases.ENGINES)
    parser.add_argument("--times", type=int, default=100, help="how often each page is opened")
    parser.add_argument("--heaviest", type=int, default=0, help="only so many pages, in all")
    parser.add_argument("--size", type=int, default=1_000, help="applications; half are laureates")
    parser.add_argument("--python", default="", help="another Python: `python3.13`, or its path")
    return parser.parse_args()


if __name__ == "__main__":
    main()
