/* Puts the reader on the summary of errors when a form comes back, and on the field that a link names. */

const summary = document.querySelector(".error-summary");
if (summary) summary.focus();

document.addEventListener("click", (event) => {
  const link = event.target.closest?.(".error-summary a[href^='#'], .what-remains a[href^='#']");
  const place = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!place) return;
  event.preventDefault();
  for (let around = place.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
  const field = place.matches("input, select, textarea, button") ? place : place.querySelector("input:not([type=hidden]), select, textarea");
  place.scrollIntoView({ block: "start" });
  (field ?? place).focus({ preventScroll: field === place });
});
