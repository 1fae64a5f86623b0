/* What comes back to a script that sends an answer of a form. */

const LONGEST = 60_000; // milliseconds: a form that waits for an answer leaves then, a grid is handed in
const STATES = new Set(["saved", "conflict", "refused"]);

export const patience = () => AbortSignal.timeout?.(LONGEST);

/* What our answer says; nothing when somebody else answers: a firewall, a gateway. */
export const toldBy = async (answer) => {
  if (!answer.headers.get("Content-Type")?.startsWith("application/json")) return {};
  const told = await answer.json();
  return STATES.has(told?.state) ? told : {};
};

/* The token of the page as it is now, if it is still that of the person who writes. */
export const fetchToken = async (writer) => {
  const asked = { headers: { Accept: "text/html" }, redirect: "manual", signal: patience() };
  const answer = await fetch(window.location.href, asked);
  if (!answer.ok) return null;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const form = page.querySelector("form[data-autosave]");
  return form?.dataset.writer === writer ? form.elements.csrf_token.value : null;
};
