"""Copy the browser packages of package.json into static/vendor/, or check what was copied.

`python tools/vendor.py` installs the exact versions in a temporary folder, copies the few files the
pages use, subsets the fonts, draws static/icons.svg and the map of France, writes
static/vendor/manifest.json, and the lists of communes that the territories ship.
`python tools/vendor.py --check` only compares the files with the manifest, without any network.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
import venv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools.vendor_communes import (  # noqa: E402  # found once the path is set
    write_communes,
    write_former_communes,
)
from tools.vendor_map import PACKAGE as MAP_PACKAGE, draw_map  # noqa: E402  # the same

STATIC = ROOT / "static"
VENDOR = STATIC / "vendor"
MANIFEST = VENDOR / "manifest.json"

FONT_TOOLS = ("fonttools==4.60.1", "brotli==1.2.0")
# Basic Latin, Latin-1, Latin Extended-A (œ, Œ, Ÿ), typographic punctuation with the narrow
# no-break space U+202F, superscripts, € and ™, arrows, the minus sign, and the marks we print.
FONT_RANGES = (
    "U+0020-007E,U+00A0-017F,U+0218-021B,U+02C6,U+02DA,U+02DC,U+2002-200B,U+2010-2027,U+202F-203A,"
    "U+2070-209C,U+20AC,U+2116,U+2122,U+2190-2193,U+2212,U+2215,U+2248,U+2260,U+2264-2265,U+25CA"
)
# Names of people and places in PDF files: also Romanian, Vietnamese and the rest of Latin.
PRINT_RANGES = f"{FONT_RANGES},U+0180-024F,U+02B0-02DD,U+0300-036F,U+1E00-1EFF"
FONT_WEIGHTS = {"400Regular": "400", "600SemiBold": "600", "700Bold": "700"}

ICONS = [
    "arrow-down",
    "arrow-down-up",
    "arrow-left",
    "arrow-right",
    "arrow-up",
    "award",
    "bar-chart",
    "box-arrow-right",
    "building",
    "chat-left-text",
    "check-circle",
    "chevron-left",
    "chevron-right",
    "circle",
    "clock",
    "clock-history",
    "download",
    "envelope",
    "exclamation-circle",
    "exclamation-triangle",
    "eye",
    "file-earmark-text",
    "filter",
    "geo-alt",
    "grid-3x3-gap",
    "info-circle",
    "lightbulb",
    "list",
    "lock",
    "pencil",
    "people",
    "person",
    "plus-lg",
    "search",
    "send",
    "sliders",
    "upload",
    "x-circle",
    "x-lg",
]


@dataclass(frozen=True)
class Copy:
    """One file of a package and its place under static/vendor/."""

    package: str
    source: str
    target: str


COPIES = (
    Copy("bootstrap", "dist/css/bootstrap.min.css", "bootstrap/bootstrap.min.css"),
    Copy("bootstrap", "LICENSE", "bootstrap/LICENSE"),
    Copy("htmx.org", "dist/htmx.min.js", "htmx/htmx.min.js"),
    Copy("htmx.org", "LICENSE", "htmx/LICENSE"),
    Copy(
        "accessible-autocomplete",
        "dist/accessible-autocomplete.min.js",
        "accessible-autocomplete/accessible-autocomplete.min.js",
    ),
    Copy(
        "accessible-autocomplete",
        "dist/accessible-autocomplete.min.css",
        "accessible-autocomplete/accessible-autocomplete.min.css",
    ),
    Copy("accessible-autocomplete", "LICENSE.txt", "accessible-autocomplete/LICENSE"),
    Copy("@expo-google-fonts/source-sans-3", "LICENSE_FONT", "source-sans-3/LICENSE"),
    Copy("bootstrap-icons", "LICENSE", "bootstrap-icons/LICENSE"),
    Copy(MAP_PACKAGE, "LICENSE.md", "map-of-france/LICENSE"),
)
FONT_PACKAGE = "@expo-google-fonts/source-sans-3"
# The npm package declares the licence of its code; the fonts have their own.
FONT_LICENCE = "OFL-1.1"


def sha384(path: Path) -> str:
    """The digest in the form browsers use for subresource integrity."""
    return "sha384-" + base64.b64encode(hashlib.sha384(path.read_bytes()).digest()).decode()


def install(folder: Path) -> Path:
    """Install the packages of package.json in `folder`, without scripts, lock or audit."""
    shutil.copy(ROOT / "package.json", folder / "package.json")
    options = ["--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund"]
    subprocess.run(["npm", "install", *options], cwd=folder, check=True)
    return folder / "node_modules"


def copy_files(packages: Path, vendor: Path) -> dict[str, list[Path]]:
    """Copy every listed file and give, by package, the files made."""
    made: dict[str, list[Path]] = {}
    for copy in COPIES:
        target = vendor / copy.target
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(packages / copy.package / copy.source, target)
        made.setdefault(copy.package, []).append(target)
    return made


def subset_fonts(packages: Path, folder: Path, vendor: Path) -> list[Path]:
    """Make one woff2 for each weight, with the characters of French and English pages."""
    tools = folder / "font-tools"
    venv.create(tools, with_pip=True)
    python = str(tools / "bin" / "python")
    subprocess.run([python, "-m", "pip", "install", "-q", *FONT_TOOLS], check=True)
    made = []
    for weight, number in FONT_WEIGHTS.items():
        source = packages / FONT_PACKAGE / weight / f"SourceSans3_{weight}.ttf"
        target = vendor / "source-sans-3" / f"source-sans-3-{number}.woff2"
        target.parent.mkdir(parents=True, exist_ok=True)
        options = [
            f"--unicodes={FONT_RANGES}",
            "--layout-features=kern,liga,mark,mkmk,locl,ccmp,tnum,lnum",
            "--flavor=woff2",
            f"--output-file={target}",
        ]
        subprocess.run([python, "-m", "fontTools.subset", str(source), *options], check=True)
        made.append(target)
    return made


def subset_print_fonts(packages: Path, folder: Path, vendor: Path) -> list[Path]:
    """Make one TTF for each weight: typst, which writes our PDF files, reads no woff2.

    `subset_fonts` has installed the tools in `folder`.
    """
    python = str(folder / "font-tools" / "bin" / "python")
    made = []
    for weight, number in FONT_WEIGHTS.items():
        source = packages / FONT_PACKAGE / weight / f"SourceSans3_{weight}.ttf"
        target = vendor / "source-sans-3" / f"source-sans-3-{number}.ttf"
        options = [
            f"--unicodes={PRINT_RANGES}",
            "--layout-features=kern,liga,mark,mkmk,locl,ccmp,tnum,lnum,sups,ordn",
            f"--output-file={target}",
        ]
        subprocess.run([python, "-m", "fontTools.subset", str(source), *options], check=True)
        made.append(target)
    return made


def draw_sprite(packages: Path, static: Path) -> Path:
    """Gather the icons in one SVG, each a <symbol> to be shown with <use href="icons.svg#name">."""
    symbols = []
    for name in sorted(ICONS):
        text = (packages / "bootstrap-icons" / "icons" / f"{name}.svg").read_text(encoding="utf-8")
        body = re.sub(r"^<svg[^>]*>|</svg>\s*$", "", text).replace("\n", "")
        symbols.append(f'<symbol id="{name}" viewBox="0 0 16 16">{body.strip()}</symbol>')
    target = static / "icons.svg"
    opening = '<svg xmlns="http://www.w3.org/2000/svg">'
    target.write_text("\n".join([opening, *symbols, "</svg>", ""]), encoding="utf-8")
    return target


def describe(packages: Path, name: str, files: list[Path], static: Path) -> dict[str, Any]:
    """The manifest's entry for one package, of which these files were made."""
    package = json.loads((packages / name / "package.json").read_text(encoding="utf-8"))
    licence = FONT_LICENCE if name == FONT_PACKAGE else package["license"]
    return {
        "name": name,
        "version": package["version"],
        "licence": licence,
        "files": {path.relative_to(static).as_posix(): sha384(path) for path in sorted(files)},
    }


def make() -> None:
    """Install, copy, draw, write the manifest; only then does it take the place of what is there.

    Without network, or cut short, it leaves static/vendor/ as it was.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        packages = install(folder)
        static = folder / "static"
        _fill(static, packages, folder)
        write_communes(packages)
        write_former_communes(packages)
        shutil.rmtree(VENDOR, ignore_errors=True)
        shutil.copytree(static, STATIC, dirs_exist_ok=True)


def _fill(static: Path, packages: Path, folder: Path) -> None:
    """Make in `static` all that comes from the packages, and the manifest that lists it."""
    vendor = static / VENDOR.name
    made = copy_files(packages, vendor)
    made[FONT_PACKAGE] += subset_fonts(packages, folder, vendor)
    made[FONT_PACKAGE] += subset_print_fonts(packages, folder, vendor)
    made["bootstrap-icons"].append(draw_sprite(packages, static))
    outlines = vendor / "map-of-france" / "departements.json"
    made[MAP_PACKAGE].append(draw_map(packages, folder, outlines))
    entries = [describe(packages, name, files, static) for name, files in sorted(made.items())]
    text = json.dumps({"packages": entries}, indent=2, ensure_ascii=False) + "\n"
    (vendor / MANIFEST.name).write_text(text, encoding="utf-8")


def drift() -> list[str]:
    """What differs between static/vendor/ and its manifest, in words; empty when all is well."""
    packages = json.loads(MANIFEST.read_text(encoding="utf-8"))["packages"]
    wanted = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["dependencies"]
    written = {package["name"]: package["version"] for package in packages}
    expected = {
        STATIC / name: digest for entry in packages for name, digest in entry["files"].items()
    }
    present = {path for path in VENDOR.rglob("*") if path.is_file()} - {MANIFEST}
    found = [] if written == wanted else ["the versions of package.json and of the manifest differ"]
    found += [f"unknown file: {path.relative_to(ROOT)}" for path in sorted(present - set(expected))]
    for path, digest in expected.items():
        if not path.is_file():
            found.append(f"missing file: {path.relative_to(ROOT)}")
        elif sha384(path) != digest:
            found.append(f"changed file: {path.relative_to(ROOT)}")
    return found


def main() -> int:
    """Run the command line; 1 when a check finds a difference."""
    parser = argparse.ArgumentParser(description="Vendor the browser packages.")
    parser.add_argument("--check", action="store_true", help="compare with the manifest only")
    if not parser.parse_args().check:
        make()
    found = drift()
    sys.stdout.write("".join(f"{line}\n" for line in found) or "static/vendor/ is as listed.\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
