/* A matrix that is read: one cell takes the focus, arrows move it, and what it says is written under the table.
   The sentences are those of the list that follows the table. */

const MOVES = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

const clamp = (place, count) => Math.min(Math.max(place, 0), count - 1);

/* Where a key leads from a row and a column, or nothing when it is no move. */
const destination = (event, [row, column], rows, columns) => {
  if (MOVES[event.key]) {
    const [down, across] = MOVES[event.key];
    return [clamp(row + down, rows), clamp(column + across, columns)];
  }
  if (event.key === "Home") return [event.ctrlKey ? 0 : row, 0];
  if (event.key === "End") return [event.ctrlKey ? rows - 1 : row, columns - 1];
  return null;
};

const isShown = (cell) => cell.getClientRects().length > 0;

const sentence = (matrix, row, column) => {
  const section = matrix.querySelectorAll(".matrix-list section")[column];
  const item = section.querySelectorAll("li")[row];
  const [domain, ...rest] = item.children;
  const title = document.createElement("strong");
  title.className = section.querySelector("h3").className;
  title.textContent = `${section.querySelector("h3").textContent} × ${domain.textContent}`;
  return [title, ...rest.flatMap((part) => [" ", part.cloneNode(true)])];
};

const startMatrix = (matrix) => {
  const table = matrix.querySelector("table");
  const detail = matrix.querySelector(".matrix-detail");
  const cells = [...table.tBodies[0].rows].map((row) => [...row.cells].slice(1, -1));
  const choice = matrix.querySelector(".matrix-choice");
  const shown = () => [...choice.querySelectorAll("input")].findIndex((radio) => radio.checked);
  let current = [0, isShown(choice) ? shown() : 0];

  const at = ([row, column]) => cells[row][column];
  const placeOf = (cell) => {
    const row = cells.findIndex((line) => line.includes(cell));
    return row === -1 ? null : [row, cells[row].indexOf(cell)];
  };
  const choose = (place) => {
    at(current).tabIndex = -1;
    at(current).classList.remove("is-current");
    current = place;
    at(current).tabIndex = 0;
    at(current).classList.add("is-current");
    detail.replaceChildren(...sentence(matrix, ...current));
  };

  table.setAttribute("role", "grid");
  table.setAttribute("aria-readonly", "true");
  for (const cell of cells.flat()) cell.tabIndex = -1;
  at(current).tabIndex = 0;
  detail.textContent = matrix.dataset.hint;

  table.addEventListener("focusin", (event) => {
    const place = placeOf(event.target.closest("td"));
    if (place) choose(place);
  });
  table.addEventListener("click", (event) => {
    const cell = event.target.closest("tbody td");
    if (cell && placeOf(cell)) cell.focus();
  });
  table.addEventListener("keydown", (event) => {
    const next = destination(event, current, cells.length, cells[0].length);
    if (!next || !placeOf(event.target)) return;
    event.preventDefault();
    if (isShown(at(next))) at(next).focus();
  });
  /* On a phone one purpose is shown: its first cell becomes the one that Tab reaches. */
  choice.addEventListener("change", () => choose([current[0], shown()]));
};

const startMatrices = (root) => {
  for (const matrix of root.querySelectorAll("[data-matrix]:not([data-started])")) {
    matrix.dataset.started = "yes";
    startMatrix(matrix);
  }
};

startMatrices(document);
document.addEventListener("htmx:load", (event) => startMatrices(event.detail.elt));
