/* Groups the digits of an amount when its field is left: 305000000 becomes 305 000 000. */

const AMOUNT = /^([1-9]\d*|0)([,.]\d{1,2})?$/u;

/* Digits that somebody has grouped stay as they are: 12 50 may be two amounts, and the page asks which. */
const grouped = (text) => {
  const found = AMOUNT.exec(text.replace(/[\s\u00a0\u202f]*€[\s\u00a0\u202f]*$/u, "").trim());
  if (!found) return text; // the page will say what is wrong, if anything
  const [, whole, decimals = ""] = found;
  const language = document.documentElement.lang;
  const number = new Intl.NumberFormat(language).format(BigInt(whole));
  return number + decimals.replace(/[,.]/u, language === "fr" ? "," : ".");
};

document.addEventListener("focusout", ({ target }) => {
  if (target.matches?.("[data-amount]") && target.value) target.value = grouped(target.value);
});
