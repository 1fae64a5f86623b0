/* Groups the digits of an amount when its field is left: 305000000 becomes 305 000 000. */

const AMOUNT = /^(\d+)([,.]\d{1,2})?$/u;

const grouped = (text) => {
  const found = AMOUNT.exec(text.replace(/[\s\u00a0\u202f€]/gu, ""));
  if (!found) return text; // left as it is: the page will say what is wrong
  const [, whole, decimals = ""] = found;
  const language = document.documentElement.lang;
  const number = new Intl.NumberFormat(language).format(BigInt(whole));
  return number + decimals.replace(/[,.]/u, language === "fr" ? "," : ".");
};

document.addEventListener("focusout", ({ target }) => {
  if (target.matches?.("[data-amount]") && target.value) target.value = grouped(target.value);
});
