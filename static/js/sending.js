/* Says that a form is on its way and lets no second click send it again. The server would know the second sending for
   the first by its key: this is for people who wait. */

const PATIENCE = 20_000; // after that, whoever clicks again is right to

const announcement = document.querySelector("[data-form-sending]");
const waiting = new Map();

const isPosted = (form) => form.getAttribute("method")?.toLowerCase() === "post";

/* A button of words says it; one with a picture keeps its size. Its name is sent with the form: it is not disabled. */
const busy = (button) => {
  if (!button) return () => {};
  const words = button.classList.contains("btn") && button.childElementCount === 0 ? button.textContent : null;
  button.setAttribute("aria-disabled", "true");
  if (words !== null) {
    button.style.minWidth = `${button.offsetWidth}px`;
    button.textContent = announcement.dataset.formSending;
  }
  return () => {
    button.removeAttribute("aria-disabled");
    button.style.minWidth = "";
    if (words !== null) button.textContent = words;
  };
};

const begin = (form, button) => {
  const restore = busy(button);
  form.setAttribute("aria-busy", "true");
  announcement.textContent = announcement.dataset.formSending;
  const timer = setTimeout(() => end(form), PATIENCE);
  waiting.set(form, () => {
    clearTimeout(timer);
    restore();
    form.removeAttribute("aria-busy");
    announcement.textContent = "";
  });
};

const end = (form) => {
  waiting.get(form)?.();
  waiting.delete(form);
};

/* Last of all: what a script keeps to itself, or sends later, has been prevented before. */
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || !isPosted(event.target)) return;
  if (waiting.has(event.target)) event.preventDefault();
  else begin(event.target, event.submitter);
});

/* Back on the page, which the browser may have kept as it was left. */
window.addEventListener("pageshow", () => {
  for (const form of [...waiting.keys()]) end(form);
});
