"""Write the signs that our fonts and those of typst draw: `python tools/drawn_signs.py`.

To run again when the fonts or typst change. It asks typst, which refuses a document for PDF/UA when
a sign has no picture, half by half: fifty seconds of processor.
"""

import json
import tempfile
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

import typst

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "callforprojects" / "core" / "outside" / "pdf" / "drawn.txt"
FONTS = ROOT / "static" / "vendor" / "source-sans-3"
# all but the writings of East Asia, private signs and pictures, of which no font of ours has any
BLOCKS = (
    *((0x20, 0x2E80), (0xA640, 0xA800), (0xAB30, 0xABC0)),
    *((0xFB00, 0xFE00), (0xFE10, 0xFFF0), (0x1D400, 0x1D800)),
)
STEP = 64
SOURCE = """
#set document(title: "A", date: datetime(year: 2026, month: 1, day: 1))
#set text(font: "Source Sans 3", lang: "fr")
#for each in json(bytes(sys.inputs.data)) { [#each]; parbreak() }
"""


def main() -> None:
    """Write one span a line, first and last sign, in hexadecimal."""
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[FONTS])
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder, "signs.typ")
        template.write_text(SOURCE, encoding="utf-8")
        signs = [
            sign
            for first, after in BLOCKS
            for start in range(first, after, STEP)
            for sign in drawn(template, fonts, assigned(range(start, min(start + STEP, after))))
        ]
    lines = [f"{first:04x}-{last:04x}" for first, last in spans(map(ord, signs))]
    TARGET.write_text("\n".join(lines) + "\n", encoding="ascii")


def assigned(numbers: Iterable[int]) -> list[str]:
    kept = map(chr, numbers)
    return [s for s in kept if unicodedata.category(s) not in {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}]


def drawn(template: Path, fonts: typst.Fonts, signs: Sequence[str]) -> list[str]:
    """Those of these signs that have a picture."""
    if not signs or is_drawn(template, fonts, signs):
        return list(signs)
    if len(signs) == 1:
        return []
    middle = len(signs) // 2
    return drawn(template, fonts, signs[:middle]) + drawn(template, fonts, signs[middle:])


def is_drawn(template: Path, fonts: typst.Fonts, signs: Sequence[str]) -> bool:
    """A mark stands over a letter, the others alone."""
    texts = [f"a{s}" if unicodedata.category(s)[0] == "M" else s for s in signs]
    try:
        typst.compile(
            template,
            root=template.parent,
            font_paths=fonts,
            sys_inputs={"data": json.dumps(texts)},
            format="pdf",
            pdf_standards=["ua-1", "a-2a"],
        )
    except typst.TypstError:
        return False
    return True


def spans(numbers: Iterable[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


if __name__ == "__main__":
    main()
