"""Write the list of addresses that tests/conventions/test_routes.py compares with."""

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from callforprojects.app import create_app  # noqa: E402  # found once the path is set
from callforprojects.core.outside.settings import Settings  # noqa: E402


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings.from_environment({}, data_folder=folder, is_demonstration=True))
        lines = sorted(
            f"{rule.rule} {rule.endpoint}"
            for rule in app.url_map.iter_rules()
            if rule.endpoint != "static"
        )
    target = ROOT / "tests" / "conventions" / "routes.txt"
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} addresses in {target.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
