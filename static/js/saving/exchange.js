/* One sending of what somebody writes, and what the site answers (callforprojects/core/web/autosave.py). */

const LONGEST = 60_000; // milliseconds: a form that waits for an answer leaves then
const LIGHT = 60_000; // bytes: what a browser still sends when its page is left
export const CLOSED = new Set([400, 401]); // the token of the page is old, or nobody is signed in any more
const STATES = new Set(["saved", "conflict", "refused"]);

const patience = () => AbortSignal.timeout?.(LONGEST);

/* What our answer says; nothing when somebody else answers: a firewall, a gateway. */
export const replyOf = (contentType, text) => {
  if (!contentType?.startsWith("application/json")) return {};
  const reply = JSON.parse(text);
  return STATES.has(reply?.state) ? reply : {};
};

const isUnavailable = ({ status }) => status >= 500 || status === 429;

/* In how many seconds to try again, as the site asks; nothing when it says none, or a date. */
const retryAfter = (answer) => Number.parseInt(answer.headers.get("Retry-After"), 10) || 0;

/* The outcome: `closed` when it has not been looked at, `unanswered` when nobody knows whether it has arrived,
   `unavailable` when the site cannot keep it now, with the seconds to wait, else `answered`. The last two come with the
   reply, which is empty when it is none of ours. */
export const send = async (address, fields, token) => {
  const body = new URLSearchParams(fields);
  body.set("csrf_token", token);
  const keepalive = body.toString().length < LIGHT;
  try {
    const sent = { method: "POST", body, keepalive, signal: patience(), headers: { Accept: "application/json" } };
    const answer = await fetch(address, sent);
    if (CLOSED.has(answer.status)) return { outcome: "closed" };
    const reply = replyOf(answer.headers.get("Content-Type"), await answer.text());
    if (isUnavailable(answer)) return { outcome: "unavailable", reply, seconds: retryAfter(answer) };
    if (answer.status === 409 && !reply.state) return { outcome: "unanswered" };
    return { outcome: "answered", reply };
  } catch {
    return { outcome: "unanswered" };
  }
};

/* The token of the page as it is now, if it is still that of the person who writes; else nothing. */
const freshToken = async (writer) => {
  try {
    const options = { headers: { Accept: "text/html" }, redirect: "manual", signal: patience() };
    const answer = await fetch(window.location.href, options);
    if (!answer.ok) return null;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const form = page.querySelector("form[data-autosave]");
    return form?.dataset.writer === writer ? form.elements.csrf_token.value : null;
  } catch {
    return null;
  }
};

/* Put a fresh token into all forms of the page; whether there is one. */
export const renewToken = async (writer) => {
  const token = await freshToken(writer);
  for (const field of token ? document.querySelectorAll("input[name=csrf_token]") : []) field.value = token;
  return token !== null;
};
