"""The counter of a box says what the server will count, whatever is typed or pasted."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from callforprojects import paths
from callforprojects.core.text.cleaning import character_count, clean, word_count
from callforprojects.questionnaires.types.texts import ShortText

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("one_engine")]

PASTED = Path(__file__).parents[1] / "core" / "text" / "pasted"
TEXTS = {
    "accents apart": "E\u0301te\u0301 a\u0300 E\u0301vry",
    "emoji": "👩\u200d👧 une 😀 ville 🇫🇷🇧🇪 👍🏽 ❤️ 1️⃣",
    "signs that do not show": "a\u200eb\u202ac\u202cd\u3164e\U000e0041f",
    "line ends": "Un\r\ndeux\rtrois\n\n quatre ",
    "ligatures and hyphens": "ﬁnancement eﬃcace, co\u00adopéra\u200btion\ufeff",
    "marks one over another": "a" + "\u0323\u0301" * 50 + "b",
    "lists of Word": "\uf0b7\tUn\n\uf0a7 Deux\no\tTrois\n·       Quatre\n1.\tCinq\n2)\tSix",
    "spaces": "\u00a0 a\u00a0b\u202fc  d\t\te\u2009f \u00a0",
    "no word": "« – … » ; ! _ ·",
    "figures": "12,5 % ½ Ⅳ m² 3\u202f000 €",
    "other writings": "نص عربي Київ Ωδή 漢字 𝐀𝐁",
    "nothing": " \n\t ",
    **{path.name: path.read_text("utf-8") for path in sorted(PASTED.glob("*.txt"))},
}
BOXES = """
<textarea id="long"></textarea>
<p id="words" data-counter="long" data-unit="words" data-limit="9" data-format="[n]"></p>
<p id="signs" data-counter="long" data-unit="characters" data-limit="9" data-format="[n]"></p>
<input id="short">
<p id="line" data-counter="short" data-unit="characters" data-limit="9" data-format="[n]"></p>
"""
TYPE = """
([id, text]) => {
  const box = document.getElementById(id);
  box.value = text;
  box.dispatchEvent(new Event("input"));
}
"""


def test_the_counter_counts_as_the_server_does(chromium: Browser) -> None:
    page = chromium.new_page()
    page.set_content(BOXES)
    script = (paths.STATIC / "js" / "counter.js").read_text("utf-8")
    page.add_script_tag(content=script, type="module")
    counted, right = {}, {}
    for name, text in TEXTS.items():
        line = " ".join(text.splitlines())
        page.evaluate(TYPE, ["long", text])
        page.evaluate(TYPE, ["short", line])
        counted[name] = [
            int(page.text_content(f"#{each}") or 0) for each in ("words", "signs", "line")
        ]
        kept = clean(text)
        right[name] = [
            word_count(kept),
            character_count(kept),
            character_count(ShortText().parse(clean(line), {})),
        ]
    page.close()

    assert counted == right
