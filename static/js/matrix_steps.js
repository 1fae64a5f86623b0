/* The steps of the quick grid: done, undone, done again; and the one that a stroke of the pointer makes. */

import { nextLevel } from "./matrix_keys.js";

/* The steps done and undone. A step maps lists to their values before and after. */
export class History {
  done = [];
  undone = [];

  add(step) {
    if (step.size === 0) return;
    this.done.push(step);
    this.undone = [];
  }

  back() {
    const step = this.done.pop();
    if (step) this.undone.push(step);
    return step;
  }

  forth() {
    const step = this.undone.pop();
    if (step) this.done.push(step);
    return step;
  }
}

/* Painting with a mouse or a pen; a finger scrolls, and opens the lists. */
export const startPainting = (editor) => {
  let isFinger = false;
  let level = null;
  let step = new Map();

  const paint = (list) => {
    if (list.value === level || step.has(list)) return;
    const change = new Map([[list, [list.value, level]]]);
    step.set(list, [list.value, level]);
    editor.apply(change, 1);
  };

  editor.table.addEventListener("pointerdown", (event) => {
    isFinger = event.pointerType === "touch";
  });
  editor.table.addEventListener("mousedown", (event) => {
    const list = event.target.closest("select");
    if (isFinger || event.button !== 0 || !list) return;
    event.preventDefault();
    list.focus();
    level = editor.brush === "next" ? nextLevel(list) : editor.brush;
    step = new Map();
    paint(list);
  });
  editor.table.addEventListener("mouseover", (event) => {
    const list = event.target.closest("td")?.querySelector("select");
    if (level !== null && list) paint(list);
  });
  document.addEventListener("mouseup", () => {
    if (level === null) return;
    level = null;
    if (step.size > 0) editor.keep(step);
  });
};
