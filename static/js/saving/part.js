/* A part of a form that is kept by itself: the boxes of one question, or a whole grid. */

import { copyOf, forgetCopy, keepCopy } from "./store.js";

const NOT_WRITTEN = new Set(["csrf_token", "request_key"]);

const isTicked = (field) => field.type === "radio" || field.type === "checkbox";

export class Part {
  constructor(form, element) {
    this.form = form;
    this.element = element;
    this.name = element.dataset.part;
    this.isField = element.matches(".field"); // its notes stand beside its boxes
    this.version = element.querySelector("[data-part-version]");
    this.notes = element.querySelector("[data-part-notes]");
    this.doubtful = null; // what was sent and may have arrived
    this.nextVersion = ""; // of the text that somebody else has saved
    this.reply = null; // what is not shown yet
  }

  /* Several people may share a browser: nobody sends the words of somebody else. */
  get key() {
    const { writer, autosave } = this.form.dataset;
    return `written:${writer}:${autosave}:${this.name}`;
  }

  get boxes() {
    return [...this.element.querySelectorAll("input:not([type=hidden]), textarea, select")];
  }

  get hasFocus() {
    return this.element.contains(document.activeElement);
  }

  fields() {
    const names = new Set([...this.element.querySelectorAll("[name]")].map(({ name }) => name));
    const isOurs = ([name, value]) => names.has(name) && !NOT_WRITTEN.has(name) && typeof value === "string";
    return [...new FormData(this.form)].filter(isOurs);
  }

  keep() {
    keepCopy(this.key, { fields: this.fields(), doubtful: this.doubtful });
  }

  forget() {
    forgetCopy(this.key);
  }

  /* Put what this browser had kept back into the boxes; whether there was something. */
  restore() {
    const kept = copyOf(this.key);
    if (!kept) return false;
    for (const field of this.element.querySelectorAll("[name]:not([type=file], button)")) this.fill(field, kept.values);
    this.doubtful = kept.doubtful;
    const texts = this.boxes.filter((box) => box.matches("textarea, input[type=text]"));
    for (const box of texts) box.dispatchEvent(new Event("input", { bubbles: true }));
    this.element.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  }

  fill(field, values) {
    const kept = values.get(field.name);
    if (NOT_WRITTEN.has(field.name)) return;
    if (isTicked(field)) field.checked = kept?.includes(field.value) ?? false;
    else if (kept) field.value = kept[0];
  }

  /* What is wrong is said once the field is left: nobody is corrected in the middle of a word. */
  show() {
    if (!this.reply || (this.isField && this.hasFocus && this.reply.state !== "conflict")) return;
    const { html, has_faults: hasFaults, state } = this.reply;
    this.reply = null;
    this.notes.innerHTML = html;
    if (!this.isField) return;
    this.element.classList.toggle("has-error", hasFaults || state === "conflict");
    for (const field of this.element.querySelectorAll(".form-control, .form-select")) {
      field.classList.toggle("is-invalid", hasFaults);
      if (hasFaults) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
    }
  }

  /* Of two texts, keep mine, or take theirs: what is written from now on is written over what they have saved. False
     when only the whole form can: a part of several boxes takes theirs from the site. */
  choose({ keep, text }) {
    if (this.nextVersion) this.version.value = this.nextVersion;
    this.nextVersion = "";
    const { boxes } = this;
    if (keep === "theirs" && !(this.isField && boxes.length === 1)) return false;
    const box = boxes.find((each) => each.checked) ?? boxes[0];
    if (keep === "theirs") box.value = text;
    this.notes.replaceChildren();
    this.element.classList.remove("has-error");
    box.focus({ preventScroll: !this.isField });
    box.dispatchEvent(new Event("input", { bubbles: true }));
    return true;
  }
}
