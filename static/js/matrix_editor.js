/* A table of lists becomes a quick grid: arrows, digits, painting, undo, presets. The lists stay what is sent,
   and what was written as an argument is never touched. */

import { MOVES, chosen, isPlain, isVisible, levelOfKey, nextLevel, offers } from "./matrix_keys.js";
import { History, startPainting } from "./matrix_steps.js";

class Editor {
  constructor(place) {
    this.place = place;
    this.words = place.dataset;
    this.table = place.querySelector("table");
    this.rows = [...this.table.tBodies[0].rows].map((row) => [...row.querySelectorAll("select")]);
    this.lists = this.rows.flat();
    this.known = new Map(this.lists.map((list) => [list, list.value]));
    this.detail = place.querySelector(".matrix-detail");
    this.status = place.querySelector("[data-status]");
    this.tools = place.querySelector("[data-tools]");
    this.arguments = this.words.arguments && document.getElementById(this.words.arguments);
    this.blocks = [...(this.arguments?.querySelectorAll("[data-argument]") ?? [])].map((block) => [
      block,
      document.getElementById(block.dataset.argument),
      block.querySelector("textarea"),
    ]);
    this.domains = [...(this.arguments?.querySelectorAll("details") ?? [])];
    this.history = new History();
    this.brush = "next";
    this.current = this.lists[0];
  }

  start() {
    this.tools.hidden = false;
    for (const list of this.lists) list.tabIndex = list === this.current ? 0 : -1;
    this.table.addEventListener("focusin", (event) => this.reach(event.target));
    this.table.addEventListener("keydown", (event) => this.press(event));
    this.table.addEventListener("change", (event) => this.note(event.target));
    this.place.addEventListener("keydown", (event) => this.recall(event));
    this.tools.addEventListener("click", (event) => this.use(event.target.closest("button")));
    this.detail.addEventListener("click", (event) => event.target.closest("button") && this.argue());
    this.place.querySelector(".matrix-choice").addEventListener("change", () => this.settle());
    startPainting(this);
    this.arguments?.addEventListener("input", () => this.showArguments());
    this.show();
    this.describe();
    this.settle();
  }

  /* Where one is. */

  at(list) {
    const row = this.rows.findIndex((line) => line.includes(list));
    return [row, row === -1 ? -1 : this.rows[row].indexOf(list)];
  }

  reach(list) {
    if (!this.known.has(list)) return;
    this.current.tabIndex = -1;
    this.current = list;
    list.tabIndex = 0;
    this.describe();
  }

  name(list) {
    return list.getAttribute("aria-label");
  }

  describe() {
    const list = this.current;
    const title = document.createElement("strong");
    title.className = "is-title";
    title.textContent = this.name(list);
    const level = document.createElement("span");
    level.textContent = chosen(list);
    const help = document.getElementById(`${list.id}-help`);
    this.detail.replaceChildren(title, level, " ", ...[...help.childNodes].map((part) => part.cloneNode(true)));
    if (this.arguments && list.value !== "0") {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = this.words.write;
      this.detail.append(button);
    }
    const [row, column] = this.at(list);
    this.table.querySelectorAll(".is-here").forEach((head) => head.classList.remove("is-here"));
    this.table.tHead.rows[0].cells[column + 1].classList.add("is-here");
    this.table.tBodies[0].rows[row].cells[0].classList.add("is-here");
  }

  /* Keys. */

  press(event) {
    const list = event.target;
    if (!this.known.has(list) || event.altKey) return;
    if (MOVES[event.key] && isPlain(event)) this.move(event, MOVES[event.key]);
    else if (event.key === "Home" || event.key === "End") this.move(event, this.far(event));
    else if ((event.key === " " || event.key === "Enter") && isPlain(event)) {
      event.preventDefault();
      this.set([list], nextLevel(list));
    } else if (event.key.toLowerCase() === "a" && isPlain(event) && this.arguments) {
      event.preventDefault();
      this.argue();
    } else {
      const level = levelOfKey(event);
      if (level === null) return;
      event.preventDefault();
      if (offers(list, level)) this.set([list], level);
      else this.say(this.words.noLevel);
    }
  }

  far(event) {
    const end = event.key === "Home" ? -99 : 99;
    return [event.ctrlKey ? end : 0, end];
  }

  /* On a phone one purpose is shown: a move to a cell that is not there does nothing. */
  move(event, [down, across]) {
    event.preventDefault();
    const [row, column] = this.at(event.target);
    const line = this.rows[Math.min(Math.max(row + down, 0), this.rows.length - 1)];
    const next = line[Math.min(Math.max(column + across, 0), line.length - 1)];
    if (isVisible(next)) next.focus();
  }

  recall(event) {
    if (!(event.ctrlKey || event.metaKey) || event.target.matches("textarea")) return;
    const key = event.key.toLowerCase();
    const isRedo = key === "y" || (key === "z" && event.shiftKey);
    if (key !== "z" && !isRedo) return;
    event.preventDefault();
    if (isRedo) this.redo();
    else this.undo();
  }

  argue() {
    const list = this.current;
    if (list.value === "0") {
      this.say(this.words.nothing);
      return;
    }
    this.arguments.querySelector(`[data-argument="${list.id}"] textarea`).focus();
  }

  /* Levels. */

  set(lists, value) {
    const step = new Map();
    for (const list of lists) {
      const level = typeof value === "function" ? value(list) : value;
      if (list.value !== level) step.set(list, [list.value, level]);
    }
    this.history.add(step);
    this.apply(step, 1);
    this.tell(step);
    return step;
  }

  apply(step, side) {
    for (const [list, values] of step) {
      list.value = values[side];
      this.known.set(list, list.value);
    }
    for (const list of step.keys()) list.dispatchEvent(new Event("input", { bubbles: true }));
    for (const list of step.keys()) list.dispatchEvent(new Event("change", { bubbles: true }));
    this.show();
    this.describe();
  }

  /* A list that was changed in its own way, by its menu for instance. */
  note(list) {
    const before = this.known.get(list);
    if (before === undefined || before === list.value) return;
    this.known.set(list, list.value);
    this.keep(new Map([[list, [before, list.value]]]));
    this.describe();
  }

  undo() {
    const step = this.history.back();
    if (step) this.apply(step, 0);
    this.say(step ? this.words.undone : this.words.nothing);
  }

  redo() {
    const step = this.history.forth();
    if (step) this.apply(step, 1);
    this.say(step ? this.words.redone : this.words.nothing);
  }

  use(button) {
    if (!button) return;
    if (button.dataset.brush) {
      this.brush = button.dataset.brush;
      for (const each of this.tools.querySelectorAll("[data-brush]"))
        each.setAttribute("aria-pressed", String(each === button));
      return;
    }
    const [row, column] = this.at(this.current);
    const actions = {
      affinities: () => this.set(this.lists, (list) => list.dataset.start),
      row: () => this.set(this.rows[row], "0"),
      column: () => this.set(this.rows.map((line) => line[column]), "0"),
      all: () => this.set(this.lists, "0"),
      undo: () => this.undo(),
      redo: () => this.redo(),
    };
    actions[button.dataset.do]();
    if (button.disabled) this.current.focus();
  }

  /* A stroke of the pointer is one step. */
  keep(step) {
    this.history.add(step);
    this.show();
    this.tell(step);
  }

  /* What is seen and said. */

  show() {
    for (const list of this.lists) {
      const { classList } = list.parentElement;
      const level = list.value === "-1" ? "level-harm" : `level-${list.value}`;
      if (classList.contains(level)) continue;
      classList.remove("level-0", "level-1", "level-2", "level-3", "level-harm");
      classList.add(level);
    }
    const level = (list) => Math.max(Number(list.value), 0);
    const total = (lists) => lists.reduce((sum, list) => sum + level(list), 0);
    this.rows.forEach((line, row) => {
      this.table.tBodies[0].rows[row].querySelector(".matrix-sum").textContent = total(line);
    });
    const feet = this.table.tFoot.querySelectorAll(".matrix-sum");
    this.rows[0].forEach((_list, column) => {
      feet[column].textContent = total(this.rows.map((line) => line[column]));
    });
    feet[feet.length - 1].textContent = total(this.lists);
    this.count();
    this.tools.querySelector("[data-do=undo]").disabled = this.history.done.length === 0;
    this.tools.querySelector("[data-do=redo]").disabled = this.history.undone.length === 0;
    this.showArguments();
  }

  /* On a phone one purpose is shown: Tab must reach a cell that is there. */
  settle() {
    if (isVisible(this.current)) return;
    const first = this.lists.find(isVisible);
    if (first) this.reach(first);
  }

  count() {
    const place = this.place.querySelector("[data-count]");
    const number = (value) => this.lists.filter((list) => list.value === value).length;
    const claimed = this.lists.length - number("0");
    place.textContent = place.dataset.count
      .replace("[n]", claimed)
      .replace(/\[n(\d)\]/gu, (_found, value) => number(value));
    place.classList.toggle("is-over", claimed > Number(place.dataset.limit ?? Infinity));
  }

  showArguments() {
    if (!this.arguments) return;
    for (const [block, list, area] of this.blocks) {
      const isWritten = area.value.trim() !== "" || area === document.activeElement;
      block.hidden = list.value === "0" && !isWritten;
      block.classList.toggle("is-unclaimed", list.value === "0" && isWritten);
    }
    for (const domain of this.domains) {
      const visible = domain.querySelectorAll("[data-argument]:not([hidden])");
      const claimed = domain.querySelectorAll("[data-argument]:not([hidden], .is-unclaimed)").length;
      const number = domain.querySelector("[data-number]");
      if (visible.length > 0 && (domain.hidden || claimed > Number(number.textContent))) domain.open = true;
      domain.hidden = visible.length === 0;
      number.textContent = claimed;
    }
    this.arguments.querySelector("[data-none]").hidden = this.domains.some((domain) => !domain.hidden);
  }

  tell(step) {
    const [list] = step.keys();
    if (!list) this.say(this.words.nothing);
    else if (step.size > 1) this.say(this.words.many.replace("[n]", step.size));
    else this.say(this.words.done.replace("[cell]", this.name(list)).replace("[level]", chosen(list)));
  }

  say(words) {
    this.status.textContent = `${words} ${this.place.querySelector("[data-count]").textContent}`;
  }
}

const startEditors = (root) => {
  for (const place of root.querySelectorAll("[data-matrix-editor]:not([data-started])")) {
    place.dataset.started = "yes";
    new Editor(place).start();
  }
};

startEditors(document);
document.addEventListener("htmx:load", (event) => startEditors(event.detail.elt));
