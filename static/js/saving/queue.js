/* Sends the parts of a form one after the other, tries again what could not be sent, and knows what is not safe yet.

   A part has `doubtful`: what was sent of it and is not answered, which may have arrived. It is sent again as it was,
   before what was written since: the site knows it by its version, and does not take it for the words of somebody else. */

const WAITS = [5, 10, 20, 40, 60]; // seconds
const LONGEST_WAIT = 300; // whatever the site asks

export class Queue {
  /* `post(part, fields)` gives the outcome and the reply, `renew()` whether there is a fresh token; `onState` hears of
     `saving`, `offline` and `unavailable` (with the seconds to wait, and why) and `expired`, `onReply` of each reply,
     `onEnd` of each sending. */
  constructor({ post, renew, onState, onReply, onEnd }) {
    Object.assign(this, { post, renew, onState, onReply, onEnd });
    this.waiting = new Set();
    this.unsafe = new Set(); // refused, or differing from what somebody else has saved
    this.timer = 0;
    this.tries = 0;
    this.isBusy = false;
    this.isExpired = false;
    this.mayRenew = true;
  }

  /* Nothing is sent at each stroke while the network is away, or nobody is signed in. */
  get isStalled() {
    return this.isExpired || this.tries > 0;
  }

  /* Whoever leaves now loses sight of what only this browser has. */
  get isUnsafe() {
    return this.isStalled || this.unsafe.size > 0;
  }

  get isInDoubt() {
    return [...this.waiting].some(({ doubtful }) => doubtful);
  }

  plan(milliseconds) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.next(), milliseconds);
  }

  /* Try now what waits, whatever it was waiting for. */
  again() {
    if (this.waiting.size === 0) return;
    this.isExpired = false;
    this.mayRenew = true;
    this.plan(0);
  }

  /* The whole form leaves, with all of its parts; gives those that were not safe. */
  leave() {
    clearTimeout(this.timer);
    const parts = this.waiting;
    this.waiting = new Set();
    this.unsafe.clear();
    return parts;
  }

  async next() {
    clearTimeout(this.timer);
    const part = [...this.waiting].find(({ doubtful }) => doubtful) ?? [...this.waiting][0];
    if (!part || this.isBusy) return;
    this.isBusy = true;
    this.waiting.delete(part);
    const goesOn = await this.send(part);
    this.isBusy = false;
    if (this.onEnd(goesOn) && goesOn && this.waiting.size > 0) this.plan(0);
  }

  async send(part) {
    this.onState("saving");
    const before = part.doubtful;
    const fields = before ?? part.fields();
    part.doubtful = fields;
    part.keep();
    const { outcome, reply, seconds } = await this.post(part, fields);
    if (outcome === "unanswered") return this.wait(part, "offline");
    if (outcome === "unavailable") return this.wait(part, "unavailable", seconds, reply.message);
    part.doubtful = outcome === "closed" ? before : null;
    if (outcome === "closed") return this.expire(part);
    this.tries = 0;
    this.mayRenew = true;
    const isOld = before !== null && String(fields) !== String(part.fields());
    if (isOld) this.waiting.add(part);
    if (reply.state === "saved") this.unsafe.delete(part);
    else this.unsafe.add(part);
    this.onReply(part, reply, isOld);
    return true;
  }

  wait(part, state, retryAfter = 0, why = "") {
    this.waiting.add(part);
    const usual = WAITS[Math.min(this.tries, WAITS.length - 1)];
    const seconds = retryAfter > 0 ? Math.min(retryAfter, LONGEST_WAIT) : usual;
    this.tries += 1;
    this.onState(state, seconds, why);
    this.plan(seconds * 1000);
    return false;
  }

  /* The token may only be old: somebody has signed in again in another tab. Otherwise, they are asked to. */
  async expire(part) {
    this.waiting.add(part);
    const isRenewed = this.mayRenew && (await this.renew());
    this.mayRenew = false;
    if (isRenewed) return true;
    this.isExpired = true;
    this.onState("expired");
    return false;
  }
}
