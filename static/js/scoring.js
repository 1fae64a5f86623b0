/* The scoring page: the grid follows what is read, adds up what is marked, answers to keys; saving/form.js keeps it. */

import { startKeys } from "./scoring_keys.js";

const PHONE = window.matchMedia("(width < 62rem)");

const markOf = (row) => row.fields.find((field) => field.checked)?.value ?? "";

const findRows = (root) =>
  [...root.querySelectorAll("[data-row]")].map((line) => {
    const block = line.querySelector("[data-mark]");
    return {
      line,
      block,
      id: line.dataset.row,
      weight: Number(line.dataset.weight),
      most: Number(line.dataset.most),
      fields: [...block.querySelectorAll("input[type=radio]")],
      section: root.querySelector(`[data-criterion="${line.dataset.row}"]`),
      place: root.querySelector(`[data-place="${line.dataset.row}"]`),
    };
  });

/* The weighted mean once every criterion is marked, as the server reckons it. */
const totalOf = (rows) => {
  if (rows.some((row) => markOf(row) === "")) return null;
  let top = 0;
  let weight = 0;
  for (const row of rows) {
    const value = markOf(row);
    if (value !== "" && value !== "na") {
      top += (row.weight * Number(value)) / row.most;
      weight += row.weight;
    }
  }
  return weight ? (top / weight) * 100 : null;
};

/* « Clear the mark » leaves nothing chosen, itself no more than a mark. */
const clearMark = ({ target }) => {
  if (target.matches("input[type=radio]") && target.value === "") target.checked = false;
};

const showSums = (root, rows) => {
  const language = document.documentElement.lang;
  const done = rows.filter((row) => markOf(row) !== "").length;
  const total = totalOf(rows);
  const count = root.querySelector("[data-count]");
  const one = new Intl.PluralRules(language).select(done) === "one";
  count.textContent = (one ? count.dataset.one : count.dataset.many).replace("[n]", done);
  root.querySelector("[data-echo-count]").textContent = count.textContent;
  root.querySelector("[data-bar]").value = done;
  root.querySelector("[data-total-waits]").hidden = done === rows.length;
  root.querySelector("[data-total]").textContent =
    total === null
      ? "–"
      : total.toLocaleString(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
};

/* On a phone each mark stands under the answers it judges; on a wide page, in the grid. */
const placeMarks = (root, rows) => {
  root.classList.toggle("is-split", PHONE.matches);
  for (const row of rows) {
    if (row.place) (PHONE.matches ? row.place : row.line).append(row.block);
  }
  root.querySelector("[data-dock]").hidden = !PHONE.matches;
};

const showCurrent = (root, rows, current) => {
  for (const row of rows) {
    const link = row.line.querySelector("a");
    row.line.classList.toggle("is-current", row === current);
    if (row === current) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  const next = root.querySelector("[data-next]");
  const following = rows[rows.indexOf(current) + 1];
  next.dataset.usual ??= next.textContent;
  next.textContent = following ? next.dataset.usual : next.dataset.last;
  next.href = following ? `#criterion-${following.id}` : "#grid-title";
};

/* The criterion read now: the last one whose title has passed the upper third of the page. */
const followReading = (root, rows) => {
  let current = null;
  let waits = false;
  const look = () => {
    waits = false;
    const line = window.innerHeight / 3;
    const passed = rows.filter((row) => row.section.getBoundingClientRect().top <= line);
    const found = passed.at(-1) ?? rows[0];
    if (found !== current) {
      current = found;
      showCurrent(root, rows, current);
      if (!PHONE.matches && !root.querySelector("[data-grid]").contains(document.activeElement)) {
        showInGrid(current);
      }
    }
  };
  const soon = () => {
    if (!waits) requestAnimationFrame(look);
    waits = true;
  };
  window.addEventListener("scroll", soon, { passive: true });
  window.addEventListener("resize", soon);
  look();
};

/* Brings a line of the grid into sight without moving the page. */
const showInGrid = ({ line }) => {
  const grid = line.closest("[data-grid]");
  const head = grid.querySelector(".grid-head").offsetHeight;
  const top = line.offsetTop - grid.scrollTop;
  if (top < head) grid.scrollTop = line.offsetTop - head;
  else if (top + line.offsetHeight > grid.clientHeight) {
    grid.scrollTop = line.offsetTop + line.offsetHeight - grid.clientHeight;
  }
};

const root = document.querySelector("[data-scoring]");
if (root) {
  const rows = findRows(root);
  placeMarks(root, rows);
  PHONE.addEventListener("change", () => placeMarks(root, rows));
  showSums(root, rows);
  root.addEventListener("change", clearMark);
  root.addEventListener("change", () => showSums(root, rows));
  followReading(root, rows);
  startKeys(root, rows);
}
