/* Nothing moves under a finger that presses: between its going down and its coming up a button has to stay where it
   is, or the press sends nothing. What would move the page waits here until the press is over. */

const RELEASE = 50; // milliseconds: the click comes just after the finger is up

let isDown = false;
let timer = 0;
const waiting = new Set();

const press = () => {
  clearTimeout(timer); // of the press before, when two follow each other
  isDown = true;
};

const end = () => {
  isDown = false;
  const acts = [...waiting];
  waiting.clear();
  for (const act of acts) act();
};

const release = () => {
  clearTimeout(timer);
  timer = setTimeout(end, RELEASE);
};

document.addEventListener("pointerdown", press, true);
for (const kind of ["pointerup", "pointercancel"]) document.addEventListener(kind, release, true);
window.addEventListener("blur", release);

/* Acts now, or once the press is over; the same function asked for twice acts once. */
export const oncePressed = (act) => {
  if (isDown) waiting.add(act);
  else act();
};
