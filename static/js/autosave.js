/* Keeps each answer of a form by itself: after a pause, and on leaving the field. What could not be sent stays in
   this browser and is tried again. Sentences come from the data-attributes of the form. */

import { fetchToken, patience, toldBy } from "./answers.js";
import { copyOf, forgetCopy, keepCopy, leaveCopies } from "./copies.js";

const PAUSE = 1200;
const WAITS = [5, 10, 20, 40, 60]; // seconds
const OVER = new Set([400, 401]);

class Autosave {
  constructor(form) {
    this.form = form;
    this.words = form.dataset;
    this.said = form.querySelector("[data-autosave-said]");
    this.dirty = new Set();
    this.gone = new Set(); // what was dirty when the form left, which may not have arrived
    this.unsaved = new Set(); // what was refused, or differs
    this.timer = 0;
    this.tries = 0;
    this.isBusy = false;
    this.isOver = false;
    this.mayRefresh = true;
    this.isPressing = false;
    this.isTried = false;
    this.submitter = null;
    document.addEventListener("pointerdown", () => (this.isPressing = true), true);
    for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => this.released(), true);
    form.addEventListener("input", (event) => this.changed(event));
    form.addEventListener("change", (event) => this.changed(event));
    form.addEventListener("focusout", (event) => this.left(event));
    form.addEventListener("click", (event) => this.chosen(event));
    form.addEventListener("submit", (event) => this.submitted(event));
    document.addEventListener("submit", (event) => this.leaves(event));
    window.addEventListener("online", () => this.again());
    window.addEventListener("focus", () => this.isOver && this.again());
    window.addEventListener("pageshow", (event) => event.persisted && this.stays() && this.flush(0));
    document.addEventListener("visibilitychange", () => document.hidden && this.flush(0));
    this.restore();
  }

  say(sentence, tone = "") {
    this.said.textContent = sentence;
    this.said.dataset.tone = tone;
    this.form.querySelector("[data-autosave-sign-in]").hidden = !this.isOver;
  }

  entryOf(element) {
    return element.closest?.("[data-entry]");
  }

  changed(event) {
    const entry = this.entryOf(event.target);
    if (!entry || event.target.type === "file") return;
    this.stays();
    this.dirty.add(entry);
    this.keep(entry);
    if (this.isOver || this.tries > 0) return;
    this.flush(PAUSE);
  }

  left(event) {
    const entry = this.entryOf(event.target);
    if (!entry || entry.contains(event.relatedTarget)) return;
    this.showNotes(entry);
    if (this.dirty.has(entry) && this.tries === 0 && !this.isOver) this.flush(0);
  }

  /* An answer on its way arrives first, and one that may have arrived is asked once more: else the form, which does
     not know its mark, would quarrel with itself. */
  submitted(event) {
    if (event.defaultPrevented || !(this.isBusy || (this.isInDoubt() && !this.isTried))) return;
    event.preventDefault();
    this.submitter = event.submitter ?? this.form;
    if (!this.isBusy) this.flush(0);
  }

  isInDoubt() {
    return [...this.dirty].some(({ doubtful }) => doubtful);
  }

  /* Nobody holds the form back, a document least of all: it carries every answer. */
  leaves(event) {
    if (event.target !== this.form || event.defaultPrevented) return;
    clearTimeout(this.timer);
    leaveCopies([...this.form.querySelectorAll("[data-entry]")].map((entry) => this.keyOf(entry)));
    for (const entry of this.dirty) entry.doubtful ??= this.fieldsOf(entry);
    this.gone = this.dirty;
    this.dirty = new Set();
    this.unsaved.clear();
  }

  /* The form has left, and the page is here: the sending was stopped, or somebody came back. */
  stays() {
    for (const entry of this.gone) this.dirty.add(entry);
    this.gone.clear();
    return this.dirty.size > 0;
  }

  again() {
    if (this.dirty.size === 0) return;
    this.isOver = false;
    this.mayRefresh = true;
    this.flush(0);
  }

  flush(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.next(), wait);
  }

  async next() {
    const entry = [...this.dirty].find(({ doubtful }) => doubtful) ?? [...this.dirty][0];
    if (!entry || this.isBusy) return;
    this.isBusy = true;
    this.dirty.delete(entry);
    const isKept = await this.send(entry);
    this.isBusy = false;
    if (this.submitter && !(isKept && this.isInDoubt())) {
      this.sendForm();
      return;
    }
    if (isKept && this.dirty.size > 0) this.flush(0);
    if (isKept && this.dirty.size + this.unsaved.size === 0) this.form.dispatchEvent(new CustomEvent("kept"));
  }

  sendForm() {
    const submitter = this.submitter;
    this.submitter = null;
    this.isTried = true;
    this.form.requestSubmit(submitter === this.form ? undefined : submitter);
    this.isTried = false;
  }

  fieldsOf(entry) {
    const names = new Set([...entry.querySelectorAll("[name]")].map(({ name }) => name));
    const all = [...new FormData(this.form)];
    return all.filter(([name, value]) => names.has(name) && typeof value === "string");
  }

  /* What may have arrived is sent again as it was, before what was written since: the site knows it by its mark. */
  async send(entry) {
    this.say(this.words.saving);
    const fields = entry.doubtful ?? this.fieldsOf(entry);
    const body = new URLSearchParams(fields);
    body.set("csrf_token", this.form.elements.csrf_token.value);
    const url = new URL(this.words.autosave, window.location.href);
    url.searchParams.set("question", entry.dataset.entry);
    try {
      const sent = { method: "POST", body, keepalive: body.toString().length < 60_000, signal: patience() };
      const answer = await fetch(url, { ...sent, headers: { Accept: "application/json" } });
      return await this.answered(entry, answer, fields);
    } catch {
      return this.waits(entry, fields);
    }
  }

  async answered(entry, answer, fields) {
    if (OVER.has(answer.status)) return this.expired(entry);
    if (answer.status >= 500 || answer.status === 429) return this.waits(entry, fields);
    const told = await toldBy(answer);
    if (answer.status === 409 && !told.state) return this.waits(entry, fields);
    this.tries = 0;
    this.mayRefresh = true;
    const isOld = entry.doubtful && String(fields) !== String(this.fieldsOf(entry));
    entry.doubtful = null;
    if (isOld) this.dirty.add(entry);
    if (told.state === "saved") this.unsaved.delete(entry);
    else this.unsaved.add(entry);
    if (!told.state) this.say(this.words.refused, "danger");
    else if (told.state === "saved" || !isOld) this.take(entry, told);
    return true;
  }

  take(entry, told) {
    this.say(told.said, { saved: "success", conflict: "warning" }[told.state] ?? "danger");
    if (!told.html && told.state === "refused") return;
    entry.told = told;
    if (told.state === "conflict") entry.nextMark = told.mark;
    if (told.state === "saved") entry.querySelector("[data-entry-mark]").value = told.mark;
    if (told.state === "saved") this.forgetOrRenew(entry);
    if (told.state === "conflict" || !entry.contains(document.activeElement)) this.showNotes(entry);
  }

  /* What was written during the sending has not left: its copy takes the new mark. */
  forgetOrRenew(entry) {
    if (this.dirty.has(entry)) this.keep(entry);
    else forgetCopy(this.keyOf(entry));
  }

  /* Nothing moves under a finger that presses: a note that came meanwhile waits until the click is made. */
  released() {
    setTimeout(() => {
      this.isPressing = false;
      for (const entry of this.form.querySelectorAll("[data-entry]")) {
        if (!entry.contains(document.activeElement)) this.showNotes(entry);
      }
    }, 50);
  }

  /* What is wrong is said once the field is left: nobody is corrected in the middle of a word. */
  showNotes(entry) {
    if (!entry.told || this.isPressing) return;
    const { html, faulty, state } = entry.told;
    entry.told = null;
    entry.querySelector("[data-entry-notes]").innerHTML = html;
    entry.classList.toggle("has-error", faulty || state === "conflict");
    for (const field of entry.querySelectorAll(".form-control, .form-select")) {
      field.classList.toggle("is-invalid", faulty);
      if (faulty) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
    }
  }

  /* Of two texts: keep mine, or take theirs. A field of several boxes is settled by the whole form. */
  chosen(event) {
    const button = event.target.closest?.("[data-keep]");
    if (!button) return;
    const entry = this.entryOf(button);
    const mark = entry.querySelector("[data-entry-mark]");
    if (entry.nextMark) mark.value = entry.nextMark;
    entry.nextMark = "";
    const boxes = entry.querySelectorAll("input:not([type=hidden]), textarea, select");
    if (boxes.length !== 1 && button.dataset.keep === "theirs") return;
    event.preventDefault();
    if (button.dataset.keep === "theirs") boxes[0].value = button.dataset.typed;
    entry.querySelector("[data-entry-notes]").replaceChildren();
    entry.classList.remove("has-error");
    boxes[0].focus();
    boxes[0].dispatchEvent(new Event("input", { bubbles: true }));
    this.flush(0);
  }

  waits(entry, fields) {
    entry.doubtful = fields;
    this.dirty.add(entry);
    this.keep(entry);
    const wait = WAITS[Math.min(this.tries, WAITS.length - 1)];
    this.tries += 1;
    this.say(this.words.offline.replace("[n]", wait), "warning");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.next(), wait * 1000);
    return false;
  }

  /* The token may only be old: somebody has signed in again in another tab. Otherwise, they are asked to. */
  async expired(entry) {
    this.dirty.add(entry);
    const token = this.mayRefresh ? await fetchToken(this.words.writer).catch(() => null) : null;
    this.mayRefresh = false;
    if (token) {
      for (const field of document.querySelectorAll("input[name=csrf_token]")) field.value = token;
      return true;
    }
    this.isOver = true;
    this.say(this.words.expired, "warning");
    return false;
  }

  /* Several people may share a browser: nobody sends the words of somebody else. */
  keyOf(entry) {
    return `written:${this.words.writer}:${this.words.autosave}:${entry.dataset.entry}`;
  }

  keep(entry) {
    keepCopy(this.keyOf(entry), { fields: this.fieldsOf(entry), doubtful: entry.doubtful ?? null });
  }

  /* What a browser kept because it could not be sent comes back into its boxes, and is sent. A page that gives back
     what was just typed has it already. */
  restore() {
    if ("sentBack" in this.words) return;
    for (const entry of this.form.querySelectorAll("[data-entry]")) {
      const kept = copyOf(this.keyOf(entry));
      if (!kept) continue;
      for (const field of entry.querySelectorAll("[name]:not([type=file])")) this.fill(field, kept.values);
      entry.doubtful = kept.doubtful;
      this.dirty.add(entry);
      for (const box of entry.querySelectorAll("textarea, input[type=text]")) box.dispatchEvent(new Event("input", { bubbles: true }));
    }
    if (this.dirty.size === 0) return;
    this.say(this.words.restored);
    this.flush(0);
  }

  fill(field, kept) {
    const values = kept.get(field.name);
    if (field.type === "radio" || field.type === "checkbox") field.checked = values?.includes(field.value) ?? false;
    else if (values) field.value = values[0];
  }
}

for (const form of document.querySelectorAll("form[data-autosave]")) new Autosave(form);
