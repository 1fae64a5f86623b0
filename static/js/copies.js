/* The copies of what is written, kept in this browser until the site has it. A form that leaves may be lost on the way:
   its copies are forgotten by the page that says that it has arrived, and by no other. */

const LEFT = "left";
const ARRIVED = ".flash.notice-success, [data-sent-back]"; // saved, or back with all that was typed

/* A browser that keeps nothing still sends. */
const quietly = (act) => {
  try {
    return act();
  } catch {
    return null;
  }
};

export const keepCopy = (key, fields) => quietly(() => localStorage.setItem(key, JSON.stringify(fields)));

export const forgetCopy = (key) => quietly(() => localStorage.removeItem(key));

/* The values of each name, or null. */
export const copyOf = (key) =>
  quietly(() => {
    const kept = JSON.parse(localStorage.getItem(key));
    return new Map(kept.map(([name]) => [name, kept.filter((field) => field[0] === name).map((field) => field[1])]));
  });

export const leaveCopies = (keys) => quietly(() => sessionStorage.setItem(LEFT, JSON.stringify(keys)));

quietly(() => {
  const left = JSON.parse(sessionStorage.getItem(LEFT) ?? "[]");
  sessionStorage.removeItem(LEFT);
  if (document.querySelector(ARRIVED)) left.forEach(forgetCopy);
});
