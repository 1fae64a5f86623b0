/* Says how many words or characters a long text has, while it is typed; read aloud once the typing pauses. */

const PAUSE = 1000;

/* A text as the server keeps it (core/text/cleaning.py: clean), so that both count the same. */
const LINE_ENDS = /\r\n?|[\v\f\u0085\u2028\u2029]/gu;
const UNSEEN = /[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffc\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\u{e0000}-\u{e0fff}]/gu;
const LIGATURES = { ﬀ: "ff", ﬁ: "fi", ﬂ: "fl", ﬃ: "ffi", ﬄ: "ffl", ﬅ: "st", ﬆ: "st" };
const MARKS_TOO_MANY = /(\p{M}{8})\p{M}+/gu;
const BULLET = /^([ \t\u00a0]*)(?:([•·‧∙●▪■➢✓◦○])(?:[ \u00a0]*\t[ \t\u00a0]*|[ \u00a0]+)|([-–—*o]|\d{1,3}[.)])[ \u00a0]*\t[ \t\u00a0]*|[\ue000-\uf8ff][ \t\u00a0]*)/gmu;

const plainBullet = (_all, margin, sign, letter) => `${margin}${letter === "o" ? "•" : sign ?? letter ?? "•"} `;

const clean = (text) => text
  .replace(LINE_ENDS, "\n")
  .replace(UNSEEN, "")
  .replace(/[ﬀ-ﬆ]/gu, (sign) => LIGATURES[sign])
  .replace(MARKS_TOO_MANY, "$1")
  .normalize("NFC")
  .replace(BULLET, plainBullet)
  .trim();

/* A word has a letter or a digit. */
const countWords = (text) => clean(text).split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

/* Characters as people see them: a letter with its marks is one, so is a family. */
const SEEN = new Intl.Segmenter();

/* On one line, spaces in a row are one, but for those that do not break. */
const countCharacters = (text, isLine) => {
  const kept = clean(text);
  const counted = isLine ? kept.replace(/[^\S\u00a0\u202f]+/gu, " ") : kept;
  return [...SEEN.segment(counted)].length;
};

const spoken = (note) => {
  const place = document.createElement("span");
  place.className = "visually-hidden";
  place.setAttribute("role", "status");
  note.after(place);
  return place;
};

const startCounters = (root) => {
  for (const note of root.querySelectorAll("[data-counter]:not([data-started])")) {
    const area = document.getElementById(note.dataset.counter);
    if (!area) continue;
    note.dataset.started = "yes";
    const limit = Number(note.dataset.limit);
    const count = note.dataset.unit === "words" ? countWords : countCharacters;
    const aloud = spoken(note);
    let timer = 0;
    const show = () => {
      const used = count(area.value, area.tagName === "INPUT");
      note.textContent = note.dataset.format.replace("[n]", used);
      note.classList.toggle("is-over", used > limit);
      note.classList.toggle("is-close", used <= limit && used > 0.9 * limit);
      clearTimeout(timer);
      return used;
    };
    area.addEventListener("input", () => {
      const used = show();
      if (used > 0.9 * limit) timer = setTimeout(() => { aloud.textContent = note.textContent; }, PAUSE);
    });
    show();
  }
};

startCounters(document);
document.addEventListener("htmx:load", (event) => startCounters(event.detail.elt));
