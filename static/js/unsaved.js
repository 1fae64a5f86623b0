/* Warns before leaving a page whose form has unsaved changes. */

const changed = new Set();

const warn = (event) => event.preventDefault();

const note = (form, isChanged) => {
  if (isChanged) changed.add(form);
  else changed.delete(form);
  if (changed.size > 0) window.addEventListener("beforeunload", warn);
  else window.removeEventListener("beforeunload", warn);
};

const watchForms = (root) => {
  for (const form of root.querySelectorAll("form[data-warn-unsaved]:not([data-started])")) {
    form.dataset.started = "yes";
    form.addEventListener("input", () => note(form, true));
    document.addEventListener("submit", (event) => event.target === form && !event.defaultPrevented && note(form, false));
    form.addEventListener("kept", () => note(form, false));
  }
};

watchForms(document);
document.addEventListener("htmx:load", (event) => watchForms(event.detail.elt));
