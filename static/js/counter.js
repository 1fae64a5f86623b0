/* Says how many words or characters a long text has, while it is typed; read aloud once the typing pauses. */

const PAUSE = 1000;

/* As the server does (core/text.py): a word has a letter or a digit; the "o" of a pasted list is its bullet. */
const countWords = (text) => {
  const words = text.replaceAll("\ufeff", "").replace(/^[ \t\u00a0]*o\t/gmu, "").split(/[\s\u0085]+/u);
  return words.filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
};
const countCharacters = (text) => [...text.normalize("NFC").trim()].length;

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
      const used = count(area.value);
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
