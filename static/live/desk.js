/**
 * The desk: commands on their way, and those that did not get through. Nothing a facilitator did is lost silently: what
 * got no answer stands as a note with its own words and can be sent again, as the same command, which is done once.
 */
import { newId } from "./ids.js";

const CREATES = ["idea.submit", "commitment.make", "theme.create", "action.create"];
const AGAIN = ["unavailable", "rate_limited"];
const KEPT_MS = 7000;
const MOST = 4;

/** `send(event, object)` answers as the connection does; `unanswered()` is the sentence for when nobody did. */
export function createDesk({ send, unanswered, changed = () => {}, later = setTimeout }) {
  let notes = [];
  let flying = 0;

  const set = (next) => {
    notes = next.slice(-MOST);
    changed();
  };
  const drop = (key) => notes.some((note) => note.key === key) && set(notes.filter((note) => note.key !== key));

  /** A sentence that leaves by itself. */
  function tell(text) {
    const note = { key: newId(), kind: "told", text };
    set([...notes.filter((other) => other.kind !== "told"), note]);
    later(() => drop(note.key), KEPT_MS);
  }

  function fail(sent, ack) {
    const { code, message, retry_after_s: wait } = ack.error;
    const note = { key: newId(), kind: "failed", text: message || unanswered(), code, field: ack.error.field ?? null,
      again: ack.unanswered || AGAIN.includes(code) ? sent : null };
    set([...notes, note]);
    // The sentence says that the rest follows by itself, and so it does.
    if (code === "rate_limited") later(() => retry(note.key), (wait ?? 1) * 1000);
  }

  async function dispatch(sent) {
    flying += 1;
    changed();
    const ack = await send(sent.event, sent.object);
    flying -= 1;
    changed();
    if (!ack.ok) fail(sent, ack);
    return ack;
  }

  /** Does a command; the answer is the server's. */
  function act(event, object = {}) {
    return dispatch({ event, object: CREATES.includes(event) ? object : { cid: newId(), ...object } });
  }

  function retry(key) {
    const note = notes.find((other) => other.key === key);
    if (!note?.again) return Promise.resolve(null);
    drop(key);
    return dispatch(note.again);
  }

  return { act, retry, drop, tell, notes: () => notes, busy: () => flying > 0 };
}
