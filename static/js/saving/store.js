/* The copies of what is written, kept in this browser until the site has it. A form that leaves may be lost on the way:
   its copies are forgotten by the page that says that it has arrived, and by no other. */

const LEFT = "left";
const ARRIVED = ".flash.notice-success";

/* A browser that keeps nothing still sends. */
const quietly = (act) => {
  try {
    return act();
  } catch {
    return null;
  }
};

export const leaveCopies = (keys) => quietly(() => sessionStorage.setItem(LEFT, JSON.stringify(keys)));

const leftCopies = () => JSON.parse(sessionStorage.getItem(LEFT) ?? "[]");

/* `fields` is what the boxes hold, `doubtful` what was sent of them and may have arrived. What is written once a form
   has left has not left with it. */
export const keepCopy = (key, { fields, doubtful }) =>
  quietly(() => {
    leaveCopies(leftCopies().filter((left) => left !== key));
    localStorage.setItem(key, JSON.stringify({ fields, doubtful }));
  });

export const forgetCopy = (key) => quietly(() => localStorage.removeItem(key));

/* The values of each name, and what may have arrived; or null. */
export const copyOf = (key) =>
  quietly(() => {
    const { fields, doubtful } = JSON.parse(localStorage.getItem(key));
    const values = new Map(fields.map(([name]) => [name, fields.filter((one) => one[0] === name).map((one) => one[1])]));
    return { values, doubtful };
  });

quietly(() => {
  const left = leftCopies();
  sessionStorage.removeItem(LEFT);
  if (document.querySelector(ARRIVED)) left.forEach(forgetCopy);
});
