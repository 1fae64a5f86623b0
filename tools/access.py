"""Write docs/access.md from the table of who opens what, which the tests walk."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.access.table import document, known_addresses  # noqa: E402  # found once the path is set


def main() -> None:
    target = ROOT / "docs" / "access.md"
    target.write_text(document(known_addresses()), encoding="utf-8")
    print(f"{target.relative_to(ROOT)} is written")


if __name__ == "__main__":
    main()
