/* Warns before leaving a page whose form has unsaved changes. */

const changed = new Set();

const warn = (event) => event.preventDefault();

const update = () => {
  if (changed.size > 0) window.addEventListener("beforeunload", warn);
  else window.removeEventListener("beforeunload", warn);
};

const watchForms = (root) => {
  for (const form of root.querySelectorAll("form[data-warn-unsaved]:not([data-started])")) {
    form.dataset.started = "yes";
    form.addEventListener("input", () => {
      changed.add(form);
      update();
    });
    form.addEventListener("submit", () => {
      changed.delete(form);
      update();
    });
  }
};

watchForms(document);
document.addEventListener("htmx:load", (event) => watchForms(event.detail.elt));
