/* Puts the reader on the summary of errors when a form comes back. */

const summary = document.querySelector(".error-summary");
if (summary) summary.focus();
