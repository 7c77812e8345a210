/** Commands that have not been acknowledged yet, kept in the browser's storage. */
import { newId, repeatable } from "./ids.js";
import { createNotifier } from "./notifier.js";

const IN_FLIGHT = 4;
const PAUSE_MS = 3000;
// After this long without an answer it is no longer honest to say that it is being sent.
const SLOW_MS = 2500;
const AGAIN = ["rate_limited", "unavailable"];

/** Commands about one thing follow one another; commands about different things need not wait. */
function laneOf({ event, object }) {
  return event === "vote.cast" ? object.item_id : object.id;
}

/** What must be saved before this one makes sense: earlier ones on the same thing, and the idea it builds on. */
const waitsFor = (entry, earlier) =>
  earlier.some((other) => laneOf(other) === laneOf(entry)
    || (other.event === "idea.submit" && other.object.id === entry.object.builds_on));

/**
 * Unsent commands: in the browser's storage until the server has acknowledged them. Nothing enters without a tap.
 * `storage` is one of `createStorage`; `send(event, object)` answers as the connection does; `ready()` says whether sending makes sense now. Entries are
 * `{key, event, object, state, error?}` with state waiting, sending, refused or conflict.
 */
export function createOutbox({ storage, key, send, ready, onSaved = () => {}, later = setTimeout }) {
  const { subscribe, notify } = createNotifier();
  const flying = new Map();
  let pausedUntil = 0;

  const kept = () => storage.fresh(key, []);
  const entries = () => kept().map((entry) => ({ ...entry, state: flying.get(entry.key) || entry.state }));
  const change = (edit) => {
    storage.change(key, [], edit);
    notify();
  };
  const drop = (entryKey) => change((list) => list.filter((entry) => entry.key !== entryKey));
  const mark = (entryKey, fields) =>
    change((list) => list.map((entry) => (entry.key === entryKey ? { ...entry, ...fields } : entry)));

  function pause(ms) {
    pausedUntil = Math.max(pausedUntil, Date.now() + ms);
    later(flush, ms);
  }

  function settle(entry, ack) {
    flying.delete(entry.key);
    if (ack.ok) {
      drop(entry.key);
      onSaved(entry, ack);
    } else if (ack.unanswered || AGAIN.includes(ack.error.code)) {
      pause(ack.error?.retry_after_s ? ack.error.retry_after_s * 1000 : PAUSE_MS);
      mark(entry.key, { error: ack.unanswered ? undefined : ack.error });
    } else {
      mark(entry.key, { state: ack.error.code === "conflict" ? "conflict" : "refused", error: ack.error });
    }
  }

  function next() {
    const list = kept();
    return list.find((entry, i) =>
      entry.state === "waiting" && !flying.has(entry.key) && !waitsFor(entry, list.slice(0, i)));
  }

  function flush() {
    if (Date.now() < pausedUntil) return;
    for (let entry; flying.size < IN_FLIGHT && ready() && (entry = next());) {
      const sent = entry;
      flying.set(sent.key, "sending");
      later(() => {
        if (flying.get(sent.key)) flying.set(sent.key, "waiting");
        notify();
      }, SLOW_MS);
      notify();
      send(sent.event, sent.object).then((ack) => {
        settle(sent, ack);
        flush();
      });
    }
  }

  // A newer ballot of one item, or a newer yes or no to one idea, stands for the one that has not left yet.
  const replaces = (event) => event === "vote.cast" || event === "idea.support";

  function put(event, object) {
    const entry = { key: newId(), event, object: repeatable(event, object), state: "waiting" };
    change((list) => [
      ...list.filter((other) => !(replaces(event) && other.event === event && laneOf(other) === laneOf(entry) && !flying.has(other.key))),
      entry,
    ]);
    flush();
    return entry;
  }

  // The id belongs to another content already: what was written goes as a thing of its own.
  function asNew(entryKey) {
    change((list) => list.map((entry) => (entry.key === entryKey
      ? { ...entry, state: "waiting", error: undefined, object: { ...entry.object, id: newId() } } : entry)));
    flush();
  }

  return { entries, subscribe, put, flush, drop, asNew,
    /** Sends a refused one again as it is, for when the reason may have passed. */
    retry(entryKey) {
      mark(entryKey, { state: "waiting", error: undefined });
      flush();
    },
    /** Forgets the pause: the line is back. */
    wake() {
      pausedUntil = 0;
      flush();
    } };
}
