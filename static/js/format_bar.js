/* The buttons above a box written in Markdown: they put its signs around what is chosen, and take them away again. */

const ADDRESS = "https://";

/* Puts a text in the place of another, as if it were typed: « undo » gives the former one back. */
const type = (area, start, end, text) => {
  area.focus();
  area.setSelectionRange(start, end);
  if (document.execCommand("insertText", false, text)) return;
  area.setRangeText(text, start, end, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
};

const boldWords = (area, words) => {
  const { selectionStart: start, selectionEnd: end, value } = area;
  const chosen = value.slice(start, end);
  if (value.slice(start - 2, start) === "**" && value.slice(end, end + 2) === "**") {
    type(area, start - 2, end + 2, chosen);
    area.setSelectionRange(start - 2, end - 2);
    return;
  }
  const text = chosen || words;
  type(area, start, end, `**${text}**`);
  area.setSelectionRange(start + 2, start + 2 + text.length);
};

const linkWords = (area, words) => {
  const { selectionStart: start, selectionEnd: end, value } = area;
  const text = value.slice(start, end) || words;
  type(area, start, end, `[${text}](${ADDRESS})`);
  const address = start + text.length + 3;
  area.setSelectionRange(address, address + ADDRESS.length);
};

/* Whole lines begin with a sign, or lose it when all of them have it. A list or a title has an empty line before it. */
const beginLines = (sign) => (area, words) => {
  const { value } = area;
  const start = value.lastIndexOf("\n", area.selectionStart - 1) + 1;
  const next = value.indexOf("\n", area.selectionEnd);
  const end = next < 0 ? value.length : next;
  const lines = (value.slice(start, end) || words).split("\n");
  const full = lines.filter((line) => line.trim());
  const isSigned = full.every((line) => line.startsWith(sign));
  const signed = lines.map((line) => {
    if (!line.trim()) return line;
    return isSigned ? line.slice(sign.length) : sign + line;
  });
  const before = value.slice(0, start);
  const isApart = isSigned || !before || /\n\n$|(^|\n)- [^\n]*\n$/u.test(before);
  const gap = isApart ? "" : "\n";
  const text = signed.join("\n");
  type(area, start, end, gap + text);
  const from = start + gap.length;
  area.setSelectionRange(isSigned ? from : from + sign.length, from + text.length);
};

const FORMATS = { title: beginLines("## "), bold: boldWords, list: beginLines("- "), link: linkWords };

/* One stop of the Tab key; the arrows move inside (WAI-ARIA, toolbar). */
const moveInside = (bar, buttons) => {
  const stopAt = (button) => {
    for (const each of buttons) each.tabIndex = each === button ? 0 : -1;
  };
  stopAt(buttons[0]);
  bar.addEventListener("focusin", (event) => stopAt(event.target.closest("button")));
  bar.addEventListener("keydown", (event) => {
    const here = buttons.indexOf(event.target.closest("button"));
    const steps = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: -1 };
    if (!Object.hasOwn(steps, event.key)) return;
    buttons.at(steps[event.key] % buttons.length).focus();
    event.preventDefault();
  });
};

for (const bar of document.querySelectorAll("[data-format-bar]")) {
  const area = document.getElementById(bar.getAttribute("aria-controls"));
  const buttons = [...bar.querySelectorAll("button")];
  for (const button of buttons) {
    button.addEventListener("click", () => FORMATS[button.dataset.format](area, button.dataset.words));
  }
  moveInside(bar, buttons);
  bar.hidden = false;
}
