/* Says how many words or characters a long text has, while it is typed. */

const countWords = (text) => (text.trim() === "" ? 0 : text.trim().split(/\s+/u).length);
const countCharacters = (text) => [...text].length;

const startCounters = (root) => {
  for (const note of root.querySelectorAll("[data-counter]:not([data-started])")) {
    const area = document.getElementById(note.dataset.counter);
    if (!area) continue;
    note.dataset.started = "yes";
    const limit = Number(note.dataset.limit);
    const count = note.dataset.unit === "words" ? countWords : countCharacters;
    const show = () => {
      const used = count(area.value);
      note.textContent = note.dataset.format.replace("[n]", used);
      note.classList.toggle("is-over", used > limit);
    };
    area.addEventListener("input", show);
    show();
  }
};

startCounters(document);
document.addEventListener("htmx:load", (event) => startCounters(event.detail.elt));
