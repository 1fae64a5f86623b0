/* Keeps the time left before a deadline up to date, by the server's clock. */

const MINUTE = 60_000;
const UNITS = [
  ["day", 24 * 60 * MINUTE],
  ["hour", 60 * MINUTE],
  ["minute", MINUTE],
];

// Days alone from two on, then the two largest units; what is zero is not said.
const words = (left, language) => {
  const first = UNITS.findIndex(([, size]) => left >= size);
  const from = first === -1 ? UNITS.length - 1 : first;
  let rest = left;
  const unitCount = left >= 2 * UNITS[0][1] ? 1 : 2;
  const parts = UNITS.slice(from, from + unitCount).flatMap(([unit, size], place) => {
    const amount = Math.floor(rest / size);
    rest -= amount * size;
    if (amount === 0 && place > 0) {
      return [];
    }
    return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(amount);
  });
  return new Intl.ListFormat(language, { type: "unit" }).format(parts);
};

const startCountdowns = (root) => {
  for (const place of root.querySelectorAll("[data-countdown]:not([data-started])")) {
    place.dataset.started = "yes";
    const deadline = Date.parse(place.dataset.countdown);
    const shift = Date.parse(place.dataset.now) - Date.now();
    const language = document.documentElement.lang;
    const show = () => {
      const left = deadline - Date.now() - shift;
      if (left <= 0) {
        place.textContent = place.dataset.over;
        return;
      }
      place.textContent = place.dataset.format.replace("[time]", words(left, language));
      place.classList.toggle("is-close", left < 24 * 60 * MINUTE);
      setTimeout(show, Math.min(left, MINUTE / 2));
    };
    show();
  }
};

startCountdowns(document);
document.addEventListener("htmx:load", (event) => startCountdowns(event.detail.elt));
