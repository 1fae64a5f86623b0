/* Brings htmx when somebody begins to use a form that it serves: a page that is only read stays light. */

const whenComplete = (act) => {
  if (document.readyState === "complete") act();
  else window.addEventListener("load", act, { once: true });
};

const start = (form) => {
  let isRequested = false;
  let isThere = false;
  let edited = null;

  const bring = () => {
    if (isRequested) return;
    isRequested = true;
    const script = document.createElement("script");
    script.src = form.dataset.htmx;
    script.addEventListener("load", () => {
      isThere = true;
      edited?.dispatchEvent(new Event("input", { bubbles: true })); // what was typed meanwhile
    });
    document.head.append(script);
  };

  for (const kind of ["focusin", "pointerover"]) {
    form.addEventListener(kind, () => whenComplete(bring), { once: true });
  }
  form.addEventListener("input", (event) => {
    if (!isThere) edited = event.target;
  });
};

for (const form of document.querySelectorAll("form[data-htmx]")) start(form);
