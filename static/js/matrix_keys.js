/* What the keys of the quick grid mean, and small questions put to its lists. */

export const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
/* The keys of the digits write something else on a French keyboard without the shift key. */
const DIGITS = { Digit0: "0", Digit1: "1", Digit2: "2", Digit3: "3" };

export const isVisible = (element) => element.getClientRects().length > 0;
export const isPlain = (event) => !event.ctrlKey && !event.metaKey && !event.altKey;
export const chosen = (list) => list.options[list.selectedIndex]?.textContent.trim() ?? "";
export const offers = (list, value) => [...list.options].some((option) => option.value === value);

export const levelOfKey = (event) => {
  if (!isPlain(event)) return null;
  if (event.key === "-" || event.key === "−") return "-1";
  if (/^[0-3]$/u.test(event.key)) return event.key;
  return DIGITS[event.code] ?? null;
};

export const nextLevel = (list) => list.options[(list.selectedIndex + 1) % list.options.length].value;
