/* Keeps the grid while it is filled: each change is posted, and the page says whether it is safe. */

import { patience } from "./answers.js";

const SOON = 250;
const AFTER_TYPING = 1200;

const post = async (room, isLeaving) => {
  const answer = await fetch(room.dataset.autosave, {
    method: "POST",
    body: new FormData(room),
    headers: { Accept: "application/json" },
    keepalive: isLeaving,
    redirect: "error",
    signal: patience(),
  });
  const isOurs = (answer.headers.get("content-type") ?? "").includes("json");
  return { status: answer.status, said: isOurs ? await answer.json() : null };
};

export const startSaving = (room) => {
  const state = room.querySelector("[data-state]");
  const echo = room.querySelector("[data-echo-state]");
  const retry = room.querySelector("[data-retry]");
  const conflict = room.querySelector("[data-conflict]");
  let timer = null;
  let isBusy = false;
  let isDirty = false;
  let submitter = null; // a button pressed while a save was on its way

  const say = (words, isFailed = false) => {
    state.textContent = words;
    echo.textContent = words;
    state.classList.toggle("is-failed", isFailed);
    retry.hidden = !isFailed;
  };

  const fail = ({ status, said }) => {
    isDirty = true;
    if (said === null) {
      say(status === 401 ? room.dataset.expired : room.dataset.failed, true);
      return;
    }
    say(said.note, true);
    conflict.innerHTML = said.conflict;
    if (said.version) room.elements.version.value = said.version;
  };

  const finish = (answer) => {
    if (answer.status !== 200 || answer.said === null) {
      fail(answer);
    } else {
      room.elements.version.value = answer.said.version;
      conflict.replaceChildren();
      say(answer.said.note);
    }
    if (submitter) room.requestSubmit(submitter);
    else if (isDirty && retry.hidden) save();
  };

  const save = async ({ isLeaving = false } = {}) => {
    clearTimeout(timer);
    timer = null;
    if (isBusy) {
      isDirty = true;
      return;
    }
    isBusy = true;
    isDirty = false;
    say(room.dataset.saving);
    let answer = { status: 0, said: null };
    try {
      answer = await post(room, isLeaving);
    } catch {
      // the network is away: said below
    }
    isBusy = false;
    finish(answer);
  };

  const plan = (delay) => {
    isDirty = true;
    clearTimeout(timer);
    timer = setTimeout(save, delay);
  };

  room.addEventListener("input", (event) => plan(event.target.matches("textarea") ? AFTER_TYPING : SOON));
  retry.addEventListener("click", () => save());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && timer !== null) save({ isLeaving: true });
  });
  window.addEventListener("beforeunload", (event) => {
    if (timer !== null && !isBusy) save({ isLeaving: true }); // it leaves with the page
    else if (isDirty) event.preventDefault();
  });
  room.addEventListener("submit", (event) => {
    if (isBusy) {
      submitter = event.submitter;
      event.preventDefault();
      return;
    }
    clearTimeout(timer);
    timer = null;
    isDirty = false;
  });
};
