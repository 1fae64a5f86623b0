/* Sends a document as soon as it is chosen, with its progress; without this, the form sends it. */

import { CLOSED, renewToken, replyOf } from "./saving/exchange.js";

const parts = (place) => ({
  input: place.querySelector("input[type=file]"),
  kept: place.querySelector("[data-upload-kept]"),
  line: place.querySelector("[data-upload-line]"),
  bar: place.querySelector("progress"),
  share: place.querySelector("[data-upload-share]"),
  stop: place.querySelector("[data-upload-stop]"),
  message: place.querySelector("[data-upload-message]"),
  error: place.querySelector("[data-upload-error]"),
});

const LONGEST = 120_000; // milliseconds: the site examines a large document before it answers

/* Forms that were sent while a document was on its way: by which button, and which document said that they leave. */
const held = new WeakMap();

/* `fetch` says nothing of how much has left: the request is an older one, its reply the same. */
const replyTo = (request) => {
  try {
    return replyOf(request.getResponseHeader("Content-Type"), request.responseText);
  } catch {
    return {};
  }
};

class Upload {
  constructor(place) {
    this.place = place;
    this.words = place.dataset;
    Object.assign(this, parts(place));
    this.input.addEventListener("change", () => this.input.files.length > 0 && this.choose(this.input.files[0]));
    this.stop.addEventListener("click", () => this.request.abort());
    this.place.addEventListener("click", (event) => {
      if (event.target.closest("[data-upload-remove]")) this.remove();
    });
    this.input.form?.addEventListener("submit", (event) => this.submitted(event));
    this.offerRemoval();
  }

  /* The document first: else the form leaves the page, and stops what is on its way. */
  submitted(event) {
    if (event.defaultPrevented || this.line.hidden) return;
    event.preventDefault();
    held.set(event.target, { submitter: event.submitter, upload: this });
    this.say(this.words.waiting);
  }

  say(sentence) {
    this.message.textContent = sentence;
  }

  fail(sentence) {
    this.error.querySelector("span").textContent = sentence;
    this.error.hidden = sentence === "";
    this.input.classList.toggle("is-invalid", sentence !== "");
  }

  choose(file) {
    if (file.size > Number(this.words.limit)) {
      this.input.value = "";
      this.fail(this.words.tooLarge);
      return;
    }
    const body = new FormData();
    body.set(this.input.name, file);
    this.mayRenew = true;
    this.send(body);
  }

  remove() {
    const body = new FormData();
    body.set("remove", "yes");
    this.mayRenew = true;
    this.send(body);
  }

  send(body) {
    body.set("csrf_token", this.input.form.elements.csrf_token.value);
    this.fail("");
    const request = new XMLHttpRequest();
    this.request = request;
    this.isArrived = false;
    this.isKept = false;
    this.showSending(true);
    this.progress(0);
    this.say(this.words.sending);
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) this.progress(Math.round((100 * event.loaded) / event.total));
    });
    request.upload.addEventListener("load", () => this.arrived(request));
    request.addEventListener("load", () => this.answered(request, body));
    request.addEventListener("error", () => this.ended(this.isArrived ? this.words.unanswered : this.words.offline));
    request.addEventListener("timeout", () => this.ended(this.words.unanswered));
    request.addEventListener("abort", () => this.ended("", this.words.stopped));
    request.open("POST", this.words.upload);
    request.setRequestHeader("Accept", "application/json");
    this.beganAt = performance.now();
    request.send(body);
  }

  /* It is all there: too late to stop it, and only its answer says whether it is kept. */
  arrived(request) {
    this.isArrived = true;
    this.stop.hidden = true;
    request.timeout = performance.now() - this.beganAt + LONGEST;
  }

  /* One at a time: of two, the slower would take the place of the one that was chosen last. */
  showSending(is) {
    this.line.hidden = !is;
    this.stop.hidden = false;
    this.input.disabled = is;
    for (const button of this.kept.querySelectorAll("[data-upload-remove]")) button.disabled = is;
  }

  progress(share) {
    this.bar.value = share;
    this.share.textContent = `${share}\u00a0%`;
  }

  answered(request, body) {
    const reply = replyTo(request);
    if (reply.state === "saved") {
      this.kept.innerHTML = reply.html;
      this.offerRemoval();
      this.isKept = true;
      this.ended("", reply.message);
    } else if (CLOSED.has(request.status)) {
      this.expire(body);
    } else {
      this.ended(reply.message || (request.status === 413 ? this.words.tooLarge : this.words.failed));
    }
  }

  /* The token may only be old: somebody has signed in again in another tab. */
  async expire(body) {
    const isRenewed = this.mayRenew && (await renewToken(this.input.form.dataset.writer));
    this.mayRenew = false;
    if (isRenewed) this.send(body);
    else this.ended(this.words.expired);
  }

  ended(failure, message = "") {
    this.showSending(false);
    this.input.value = "";
    this.say(message);
    this.fail(failure);
    const { form } = this.input;
    if (failure || !this.isKept) this.release(form);
    if (!failure) this.place.dispatchEvent(new CustomEvent("kept", { bubbles: true }));
    if (held.has(form)) this.sendForm(form);
    else if (this.hasFocus()) this.input.focus();
  }

  /* Whoever writes elsewhere meanwhile goes on writing there. */
  hasFocus() {
    const { activeElement } = document;
    return activeElement === document.body || this.place.contains(activeElement);
  }

  /* The form stays: a document that goes on no longer says that it will leave. */
  release(form) {
    const { upload } = held.get(form) ?? {};
    held.delete(form);
    if (upload && upload !== this) upload.say(upload.words.sending);
  }

  sendForm(form) {
    const { submitter } = held.get(form);
    held.delete(form);
    form.requestSubmit(submitter?.isConnected ? submitter : undefined);
  }

  /* A tick to remove at the next saving becomes a button that removes at once. */
  offerRemoval() {
    const tick = this.kept.querySelector("[data-upload-tick]");
    const button = this.kept.querySelector("[data-upload-remove]");
    if (tick) tick.remove();
    if (button) button.hidden = false;
  }
}

for (const place of document.querySelectorAll("[data-upload]")) new Upload(place);
