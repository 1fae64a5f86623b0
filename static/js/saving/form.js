/* Keeps a form while it is filled, part by part: after a pause, and on leaving a field. What could not be sent stays in
   this browser and is tried again. Sentences come from the data-attributes of the form (_components/saving.html). */

import { oncePressed } from "../pressing.js";
import { renewToken, send } from "./exchange.js";
import { Part } from "./part.js";
import { Queue } from "./queue.js";
import { leaveCopies } from "./store.js";

const PAUSE = 1200; // milliseconds, of who types
const SOON = 250; // after a choice
const TONES = { saved: "success", conflict: "warning", refused: "danger" };

const isTextField = (field) => field.matches("textarea, input:not([type=radio], [type=checkbox])");

class SavedForm {
  constructor(form) {
    this.form = form;
    this.words = form.dataset;
    const elements = [form, ...form.querySelectorAll("[data-part]")].filter((each) => "part" in each.dataset);
    this.parts = elements.map((element) => new Part(form, element));
    this.message = form.querySelector("[data-saving-message]");
    this.echo = form.querySelector("[data-saving-echo]");
    this.left = new Set(); // what was not safe when the form left: it may not have arrived
    this.submitter = null; // the button of a form that waits for an answer
    this.isTried = false;
    this.isLeaving = false;
    this.queue = new Queue({
      post: (part, fields) => send(this.addressOf(part), fields, this.form.elements.csrf_token.value),
      renew: () => renewToken(this.words.writer),
      onState: (state, seconds, why) => this.tell(state, seconds, why),
      onReply: (part, reply, isOld) => this.replied(part, reply, isOld),
      onEnd: (goesOn) => this.ended(goesOn),
    });
    this.listen();
    this.restore();
  }

  listen() {
    const { form, queue } = this;
    for (const kind of ["input", "change"]) form.addEventListener(kind, (event) => this.changed(event));
    form.addEventListener("focusout", (event) => this.leftField(event));
    form.addEventListener("click", (event) => this.clicked(event));
    form.addEventListener("submit", (event) => this.submitted(event));
    document.addEventListener("submit", (event) => this.leaves(event));
    window.addEventListener("online", () => queue.again());
    window.addEventListener("focus", () => queue.isExpired && queue.again());
    window.addEventListener("pageshow", (event) => event.persisted && this.stays() && queue.plan(0));
    document.addEventListener("visibilitychange", () => document.hidden && queue.next());
    window.addEventListener("beforeunload", (event) => this.unloads(event));
  }

  addressOf(part) {
    const url = new URL(this.words.autosave, window.location.href);
    if (part.name) url.searchParams.set("question", part.name);
    return url;
  }

  partOf(element) {
    return this.parts.find((part) => part.element === element.closest?.("[data-part]"));
  }

  say(sentence, tone = "") {
    this.message.textContent = sentence;
    this.message.dataset.tone = tone;
    if (this.echo) this.echo.textContent = sentence;
    oncePressed(() => {
      this.form.querySelector("[data-saving-sign-in]").hidden = !this.queue.isExpired;
      this.form.querySelector("[data-saving-retry]").hidden = this.queue.tries === 0;
    });
  }

  tell(state, seconds, why) {
    const sentence = this.words[state].replace("[why]", why || this.words.overloaded).replace("[n]", seconds);
    this.say(sentence, state === "saving" ? "" : "warning");
  }

  changed({ target }) {
    const part = this.partOf(target);
    if (!part || target.type === "file") return;
    this.stays();
    this.queue.waiting.add(part);
    part.keep();
    if (!this.queue.isStalled) this.queue.plan(isTextField(target) ? PAUSE : SOON);
  }

  leftField({ target, relatedTarget }) {
    const part = this.partOf(target);
    if (!part || part.element.contains(relatedTarget)) return;
    this.show(part);
    if (this.queue.waiting.has(part) && !this.queue.isStalled) this.queue.plan(0);
  }

  clicked(event) {
    if (event.target.closest?.("[data-saving-retry]")) this.queue.again();
    const button = event.target.closest?.("[data-keep]");
    if (button && this.partOf(button).choose(button.dataset)) {
      event.preventDefault();
      this.queue.plan(0);
    }
  }

  /* An answer on its way arrives first, and one that may have arrived is asked once more: else the form, which does
     not know its version, would quarrel with itself. */
  submitted(event) {
    const isAwaited = this.queue.isBusy || (this.queue.isInDoubt && !this.isTried);
    if (event.defaultPrevented || !isAwaited) return;
    event.preventDefault();
    this.submitter = event.submitter ?? this.form;
    if (!this.queue.isBusy) this.queue.plan(0);
  }

  /* Whether the queue goes on: a form that waited leaves instead. */
  ended(goesOn) {
    if (!this.submitter || (goesOn && this.queue.isInDoubt)) return true;
    const { submitter } = this;
    this.submitter = null;
    this.isTried = true;
    this.form.requestSubmit(submitter === this.form ? undefined : submitter);
    this.isTried = false;
    return false;
  }

  /* Nobody holds the form back, a document least of all: it carries every part. */
  leaves(event) {
    if (event.target !== this.form || event.defaultPrevented) return;
    leaveCopies(this.parts.map(({ key }) => key));
    this.isLeaving = true;
    this.left = this.queue.leave();
    for (const part of this.left) part.doubtful ??= part.fields();
  }

  /* The form has left, and the page is here: the sending was stopped, or somebody came back. */
  stays() {
    this.isLeaving = false;
    for (const part of this.left) this.queue.waiting.add(part);
    this.left.clear();
    return this.queue.waiting.size > 0;
  }

  /* What waits for the end of a pause leaves with the page; what is not safe is told, and so is all that is on its way
     where the form asks for it: a long text is worth a question, a mark is not. */
  unloads(event) {
    if (this.isLeaving) return;
    const isWarned = "warnUnsaved" in this.words && (this.queue.isBusy || this.queue.waiting.size > 0);
    if (this.queue.isUnsafe || isWarned) event.preventDefault();
    if (!this.queue.isStalled) this.queue.next();
  }

  replied(part, reply, isOld) {
    if (!reply.state) this.say(this.words.refused, "danger");
    if (!reply.state || (isOld && reply.state !== "saved")) return;
    this.say(reply.message, TONES[reply.state]);
    if (reply.state === "conflict") part.nextVersion = reply.version;
    if (reply.state === "saved") part.version.value = reply.version;
    // what was written during the sending has not left: its copy takes the new version
    if (reply.state === "saved" && !this.queue.waiting.has(part)) part.forget();
    else part.keep();
    if (!reply.html && reply.state === "refused") return;
    part.reply = reply;
    this.show(part);
    oncePressed(() => this.showQuestions(reply.shown ?? {}));
  }

  /* Questions that an answer shows or hides; the one that is being written stays. What becomes of them is said once. */
  showQuestions(shown) {
    const changed = [...this.form.querySelectorAll("[data-question]")].filter((question) => {
      const isShown = shown[question.dataset.question];
      const isWritten = question.contains(document.activeElement);
      return isShown !== undefined && question.hidden === isShown && !(isWritten && !isShown);
    });
    if (changed.length === 0) return;
    for (const question of changed) question.hidden = !question.hidden;
    const sentences = [];
    if (changed.some(({ hidden }) => !hidden)) sentences.push(this.words.appeared);
    if (changed.some(({ hidden }) => hidden)) sentences.push(this.words.vanished);
    this.say([this.message.textContent, ...sentences].join(" · "), TONES.saved);
  }

  show(part) {
    oncePressed(() => part.show());
  }

  /* What this browser kept because it could not be sent comes back into its boxes, and is sent. A page that gives back
     what was just typed has it already. */
  restore() {
    if ("sentBack" in this.words) return;
    const restored = this.parts.filter((part) => part.restore());
    for (const part of restored) this.queue.waiting.add(part);
    if (restored.length === 0) return;
    this.say(this.words.restored);
    this.queue.plan(0);
  }
}

for (const form of document.querySelectorAll("form[data-autosave]")) new SavedForm(form);
