/* Turns a field that takes a territory's name or code into a search with suggestions. */

import { oncePressed } from "./pressing.js";

const ENOUGH = 1;
const PAUSE = 200;

const arrived = (element) =>
  new Promise((resolve, reject) => {
    element.onload = resolve;
    element.onerror = reject;
  });

/* Both before the box is drawn: without its sheet the list of suggestions has a place in the page, and the button that
   is pressed moves when it closes. */
const load = async ({ territoryStyle, territoryScript }) => {
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = territoryStyle;
  const script = document.createElement("script");
  script.src = territoryScript;
  const both = Promise.all([arrived(style), arrived(script)]);
  document.head.prepend(style);
  document.head.append(script);
  await both;
  return window.accessibleAutocomplete;
};

const ask = async (address, text, signal) => {
  const url = new URL(address, window.location.href);
  url.searchParams.set("q", text);
  const answer = await fetch(url, { signal, headers: { Accept: "application/json" } });
  return answer.ok ? answer.json() : [];
};

const search = (address) => {
  let timer;
  let request = new AbortController();
  const stop = () => {
    clearTimeout(timer);
    request.abort();
  };
  const find = (text, show) => {
    stop();
    request = new AbortController();
    const { signal } = request;
    timer = setTimeout(async () => {
      try {
        const found = await ask(address, text, signal);
        if (found.length > 0 || text.length > 1) show(found); // one letter is a whole name, or a beginning
      } catch (error) {
        if (error.name !== "AbortError") show([]);
      }
    }, PAUSE);
  };
  return { find, stop };
};

/* A choice is what the search has found, or, at first, the name that the field holds. */
const labelOf = (choice) => (typeof choice === "string" ? choice : (choice?.label ?? ""));

const escaped = (text) => {
  const place = document.createElement("span");
  place.textContent = text;
  return place.innerHTML;
};

/* The name of the territory whose code the field holds, or the text as typed. */
const nameOf = async (field) => {
  if (!field.value) return "";
  const found = await ask(field.dataset.territorySearch, field.value).catch(() => []);
  const same = found.find(({ code }) => code === field.value);
  return same ? same.label : field.value;
};

/* The component takes its own hint away while one types, and all other descriptions with it: ours stay. */
const keepDescribed = (input, described) => {
  const describe = () => {
    const present = (input.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean);
    const missing = described.split(" ").filter((id) => !present.includes(id));
    if (missing.length > 0) input.setAttribute("aria-describedby", [...missing, ...present].join(" "));
  };
  new MutationObserver(describe).observe(input, { attributeFilter: ["aria-describedby"] });
  describe();
};

/* The typed field stays in the page, hidden: it carries the code, or the text as typed. */
const replace = (field, name, autocomplete) => {
  const words = field.dataset;
  const place = document.createElement("div");
  const label = document.querySelector(`label[for="${field.id}"]`);
  const id = field.id;
  const described = field.getAttribute("aria-describedby");
  const isInvalid = field.getAttribute("aria-invalid") === "true";
  const { find, stop } = search(field.dataset.territorySearch);
  field.before(place);
  field.id = `${id}-value`;
  field.type = "hidden";
  field.parentElement.querySelector("[data-territory-chosen]")?.remove(); // the box says it
  autocomplete({
    element: place,
    id,
    name: "",
    inputClasses: isInvalid ? "is-invalid" : null,
    defaultValue: name,
    minLength: ENOUGH,
    displayMenu: "overlay", // what closes when the box is left must not move the button that is being pressed
    source: find,
    templates: {
      inputValue: labelOf,
      suggestion: (choice) =>
        typeof choice === "string"
          ? escaped(choice)
          : `${escaped(choice.label)} <small>${escaped(choice.detail)}</small>`,
    },
    onConfirm: (choice) => {
      if (!choice?.code) return;
      field.value = choice.code;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("chosen", { bubbles: true }));
    },
    tNoResults: () => words.none,
    tStatusQueryTooShort: (length) => words.short.replace("[n]", length),
    tStatusNoResults: () => words.none,
    tStatusSelectedOption: (selected, length, index) => `${selected} (${index + 1} / ${length})`,
    tStatusResults: (length) => words.found.replace("[n]", length),
    tAssistiveHint: () => words.help,
  });
  const input = document.getElementById(id);
  if (described) keepDescribed(input, described);
  if (isInvalid) input.setAttribute("aria-invalid", "true");
  if (label) label.htmlFor = id;
  input.addEventListener("input", () => {
    field.value = input.value;
  });
  input.addEventListener("blur", stop); // a list that came later would open over what is being pressed
};

/* A field that was folded away when the page came waits until its form is used: what it needs is not light. */
const isAwaited = (field) => {
  const fold = field.closest("details:not([open])");
  if (!fold || !field.form) return false;
  const act = () => start([field]);
  fold.addEventListener("toggle", act, { once: true });
  for (const kind of ["focusin", "pointerover"]) field.form.addEventListener(kind, act, { once: true });
  return true;
};

const start = async (found) => {
  const fields = found.filter((field) => field.isConnected && !field.dataset.started);
  if (fields.length === 0) return;
  for (const field of fields) field.dataset.started = "yes";
  const autocomplete = window.accessibleAutocomplete || (await load(fields[0].dataset));
  for (const field of fields) {
    const { id, value } = field;
    const name = await nameOf(field);
    oncePressed(() => {
      const isHere = document.activeElement === field;
      replace(field, field.value === value ? name : field.value, autocomplete);
      if (isHere) document.getElementById(id).focus();
    });
  }
};

const startTerritories = (root) => {
  const fields = [...root.querySelectorAll("[data-territory-search]:not([data-started])")];
  start(fields.filter((field) => !isAwaited(field)));
};

startTerritories(document);
document.addEventListener("htmx:load", (event) => startTerritories(event.detail.elt));
