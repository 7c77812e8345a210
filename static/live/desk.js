/**
 * The desk: commands on their way, and those that did not get through. Nothing somebody did is lost silently: what got no
 * answer stands as a note with its own words, also after a reload, and is sent again by hand, as the same command, which is
 * done once. Unlike a phone's outbox it sends nothing late by itself: a hall moves on, and Next means something else then.
 */
import { newId, repeatable } from "./ids.js";

const AGAIN = ["unavailable", "rate_limited"];
const KEPT_MS = 7000;
const MOST = 4;
// A command that another page of this browser has sent is its own affair for so long: its answer is on the way.
const ON_ITS_WAY_MS = 15000;

/**
 * `send(event, object)` answers as the connection does; `unanswered()` is the sentence for when nobody did. `storage` is one
 * of `createStorage`, `key` the name of this desk's commands in it.
 */
export function createDesk({ send, unanswered, storage, key, changed = () => {}, later = setTimeout, now = Date.now }) {
  let notes = [];
  let flying = 0;

  // What can be sent again stays until it is; of the rest, the newest few.
  const set = (next) => {
    const rest = next.filter((note) => !note.again).slice(-MOST);
    notes = next.filter((note) => note.again || rest.includes(note));
    changed();
  };
  const keep = (sent) => storage.change(key, [], (list) => [...list.filter((other) => other.key !== sent.key), sent]);
  const forget = (sentKey) => storage.change(key, [], (list) => list.filter((other) => other.key !== sentKey));
  const take = (noteKey) => {
    const note = notes.find((other) => other.key === noteKey);
    if (note) set(notes.filter((other) => other !== note));
    return note;
  };

  /** Takes a note away, and with it what it would have sent. */
  function drop(noteKey) {
    const sent = take(noteKey)?.again;
    if (sent) forget(sent.key);
  }

  /** A sentence that leaves by itself. */
  function tell(text) {
    const note = { key: newId(), kind: "told", text };
    set([...notes.filter((other) => other.kind !== "told"), note]);
    later(() => drop(note.key), KEPT_MS);
  }

  function fail(sent, ack) {
    const { code, message, retry_after_s: wait } = ack.error;
    const again = ack.unanswered || AGAIN.includes(code) ? { ...sent, failed: true } : null;
    const note = { key: newId(), kind: "failed", text: message || unanswered(), code, field: ack.error.field ?? null, again };
    if (again) keep(again);
    else forget(sent.key);
    set([...notes, note]);
    // The sentence says that the rest follows by itself, and so it does.
    if (code === "rate_limited") later(() => retry(note.key), (wait ?? 1) * 1000);
  }

  async function dispatch(sent) {
    flying += 1;
    keep(sent);
    changed();
    const ack = await send(sent.event, sent.object);
    flying -= 1;
    changed();
    if (ack.ok) forget(sent.key);
    else fail(sent, ack);
    return ack;
  }

  /** Does a command; the answer is the server's. */
  function act(event, object = {}) {
    return dispatch({ key: newId(), event, object: repeatable(event, object), at: now() });
  }

  function retry(noteKey) {
    if (!notes.find((other) => other.key === noteKey)?.again) return Promise.resolve(null);
    const { failed, ...sent } = take(noteKey).again;
    return dispatch({ ...sent, at: now() });
  }

  /** What an earlier page could not send, or did not hear of, stands again as it stood there. */
  function recall() {
    const left = storage.fresh(key, []);
    const known = notes.map((note) => note.again?.key);
    const lost = left.filter((sent) => !known.includes(sent.key) && (sent.failed || now() - sent.at >= ON_ITS_WAY_MS));
    if (lost.length) set([...notes, ...lost.map((again) => ({ key: newId(), kind: "failed", text: unanswered(), code: "unavailable", field: null, again }))]);
    if (left.some((sent) => !sent.failed && now() - sent.at < ON_ITS_WAY_MS)) later(recall, ON_ITS_WAY_MS);
  }
  recall();

  return { act, retry, drop, tell, notes: () => notes, busy: () => flying > 0 };
}
