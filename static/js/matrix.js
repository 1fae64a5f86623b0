/* A matrix that is read: a plain table. The cell that is pressed says under the table what the list says of it. */

const isVisible = (cell) => cell.getClientRects().length > 0;

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
  const checkedIndex = () => [...choice.querySelectorAll("input")].findIndex((radio) => radio.checked);
  let current = [0, isVisible(choice) ? checkedIndex() : 0];

  const choose = ([row, column]) => {
    cells[current[0]][current[1]].classList.remove("is-current");
    current = [row, column];
    cells[row][column].classList.add("is-current");
    detail.replaceChildren(...sentence(matrix, row, column));
  };

  detail.textContent = matrix.dataset.hint;

  table.addEventListener("click", (event) => {
    const cell = event.target.closest("tbody td");
    const row = cells.findIndex((line) => line.includes(cell));
    if (row !== -1) choose([row, cells[row].indexOf(cell)]);
  });
  /* On a phone one purpose is shown: what is written follows it. */
  choice.addEventListener("change", () => choose([current[0], checkedIndex()]));
};

const startMatrices = (root) => {
  for (const matrix of root.querySelectorAll("[data-matrix]:not([data-started])")) {
    matrix.dataset.started = "yes";
    startMatrix(matrix);
  }
};

startMatrices(document);
document.addEventListener("htmx:load", (event) => startMatrices(event.detail.elt));
