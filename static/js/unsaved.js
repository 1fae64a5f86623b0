/* Warns before leaving a page whose form has unsaved changes. What is kept apart, as a document is, says so apart; a form
   that is kept while it is filled warns by itself (saving/form.js). */

const changed = new Set(); // forms, and the places of documents in them

const warn = (event) => event.preventDefault();

const watch = () => {
  if (changed.size > 0) window.addEventListener("beforeunload", warn);
  else window.removeEventListener("beforeunload", warn);
};

const changes = ({ target, currentTarget: form }) => {
  const place = target.closest("[data-upload]") ?? form;
  if (place !== form || !form.dataset.autosave) changed.add(place);
  watch();
};

const isKept = (event) => {
  changed.delete(event.target);
  watch();
};

const leaves = (form) => {
  for (const one of changed) if (form.contains(one)) changed.delete(one);
  watch();
};

const watchForms = (root) => {
  for (const form of root.querySelectorAll("form[data-warn-unsaved]:not([data-started])")) {
    form.dataset.started = "yes";
    form.addEventListener("input", changes);
    form.addEventListener("kept", isKept);
    document.addEventListener("submit", (event) => event.target === form && !event.defaultPrevented && leaves(form));
  }
};

watchForms(document);
document.addEventListener("htmx:load", (event) => watchForms(event.detail.elt));
