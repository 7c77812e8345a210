/**
 * The line to the server: the connection, which alone knows the socket, and the outbox, which keeps what has not been
 * acknowledged. One file, because a phone pays for every request; `live/connection` and `live/outbox` are its doors.
 */
import { applyAnswer, applyChanges, emptyView, newId } from "./core.js";

// ---- connection -----------------------------------------------------------------------------------------------------

const ANSWER_MS = 8000;
// The server's heartbeat comes at least every five seconds; after two and a half of them the line is dead, whatever TCP says.
const SILENCE_MS = 13000;
const CLOCK_MS = 60000;

/** What a command gets when nobody answered: the caller keeps what was typed. */
const UNANSWERED = Object.freeze({ ok: false, unanswered: true, error: { code: "unavailable", message: "" } });

function createClock() {
  let offset = 0;
  let setAt = -Infinity;
  return {
    // The message that travelled fastest shows the smallest delay, so the largest difference of a while is the truest.
    hear(now) {
      const difference = Date.parse(now) - Date.now();
      if (Number.isNaN(difference)) return;
      if (difference > offset || performance.now() - setAt > CLOCK_MS) {
        offset = difference;
        setAt = performance.now();
      }
    },
    now: () => Date.now() + offset,
  };
}

/** Tells many changes in one turn of the loop to the subscribers once. */
function createNotifier() {
  const listeners = new Set();
  let due = false;
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    notify() {
      if (due) return;
      due = true;
      queueMicrotask(() => {
        due = false;
        listeners.forEach((listener) => listener());
      });
    },
  };
}

/** Calls `check` when a sleeping page comes back: iOS kills sockets silently and restores pages from its cache. */
function onWaking(check) {
  if (typeof document === "undefined") return;
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && check());
  addEventListener("pageshow", (event) => event.persisted && check());
  addEventListener("online", check);
}

/**
 * Opens the line. `auth` is read anew at every connect, so a token put into it later is used from then on.
 * `status()` is connecting, online or offline; `refused()` is the server's code when it does not let this page in.
 */
export function openConnection({ auth }) {
  const clock = createClock();
  const { subscribe, notify } = createNotifier();
  const state = { view: emptyView(), status: "connecting", refused: null, heard: 0, socket: null, syncing: null };
  const handlers = [];

  const setStatus = (status) => {
    if (state.status === status) return;
    state.status = status;
    notify();
  };

  function take(message, options) {
    state.heard = Date.now();
    clock.hear(message.now);
    const next = applyChanges(state.view, message, options);
    if (next === state.view) return;
    state.view = next;
    notify();
  }

  function emit(event, object, wait = ANSWER_MS) {
    const { socket } = state;
    if (!socket?.connected) return Promise.resolve(UNANSWERED);
    return new Promise((resolve) => {
      socket.timeout(wait).emit(event, object, (error, ack) => resolve(error ? UNANSWERED : ack));
    });
  }

  async function syncOnce() {
    const { view } = state;
    const since = view.foreign ? null : view.version;
    const ack = await emit("sync", since === null ? { since } : { since, epoch: view.epoch });
    if (!ack.ok) return ack;
    take(ack, { replaces: ack.from === 0 });
    setStatus("online");
    return ack;
  }

  // One sync at a time. Who asks meanwhile gets the running one; a gap that is still there afterwards asks again.
  function sync() {
    state.syncing ||= syncOnce().finally(() => { state.syncing = null; });
    return state.syncing;
  }

  function restart() {
    setStatus("offline");
    state.socket?.disconnect();
    state.socket?.connect();
  }

  async function verify() {
    const { socket } = state;
    if (!socket) return;
    if (!socket.connected) return void socket.connect();
    const ack = await sync();
    if (ack.unanswered) restart();
    else if (!ack.ok) setTimeout(verify, (ack.error.retry_after_s ?? 1) * 1000);
    else if (state.view.gap) verify();
  }

  function onRefused(error) {
    // Without `data` or a known word it is the network, and the library tries again by itself.
    if (!["not_found", "forbidden", "invalid", "rate_limited"].includes(error.message)) return setStatus("offline");
    state.refused = error.message;
    if (error.message === "rate_limited") setTimeout(() => state.socket.connect(), 10000 + Math.random() * 5000);
    state.status = "offline";
    notify();
  }

  function listen(socket) {
    socket.on("connect", () => {
      state.heard = Date.now();
      state.refused = null;
      verify();
    });
    socket.on("disconnect", (reason) => {
      setStatus("offline");
      // The library does not come back by itself when the server ended the connection.
      if (reason === "io server disconnect") setTimeout(() => socket.connect(), 500 + Math.random() * 1500);
    });
    socket.on("connect_error", onRefused);
    socket.on("changes", (message) => {
      take(message);
      if (state.view.gap) verify();
    });
    handlers.forEach(([event, handler]) => socket.on(event, handler));
  }

  import("socket.io").then(({ io }) => {
    const socket = io({
      auth: (give) => give({ ...auth }), transports: ["websocket", "polling"], tryAllTransports: true,
      reconnectionDelay: 400, reconnectionDelayMax: 4000, timeout: 8000,
      // A proxy before several workers picks one by this, so that long polling stays with it.
      query: { b: Math.random().toString(36).slice(2) },
    });
    state.socket = socket;
    listen(socket);
    setInterval(() => socket.connected && Date.now() - state.heard > SILENCE_MS && restart(), 2000);
  });
  onWaking(verify);

  return {
    view: () => state.view,
    status: () => state.status,
    refused: () => state.refused,
    lastHeard: () => state.heard,
    serverNow: clock.now,
    subscribe,
    sync,
    /** Sends a command; the answer is the server's, or `unanswered` when there was none. */
    async send(event, object) {
      const ack = await emit(event, object);
      const next = applyAnswer(state.view, event, object, ack);
      if (next !== state.view) {
        state.view = next;
        notify();
      }
      return ack;
    },
    /** Sends what needs no answer and loses its meaning when it comes late. */
    hint: (event, object) => state.socket?.connected && state.socket.emit(event, object, () => {}),
    /** Listens to an event of our own beside `changes`. */
    on(event, handler) {
      handlers.push([event, handler]);
      state.socket?.on(event, handler);
    },
    /** Connects again with what `auth` holds now. */
    restart() {
      state.refused = null;
      restart();
    },
  };
}

// ---- outbox ---------------------------------------------------------------------------------------------------------

const IN_FLIGHT = 4;
const PAUSE_MS = 3000;
const LATER = ["rate_limited", "unavailable"];

/** Commands about one thing follow one another; commands about different things need not wait. */
function laneOf({ event, object }) {
  return event === "vote.cast" ? object.item_id : object.id;
}

/** What must be saved before this one makes sense: earlier ones on the same thing, and the idea it builds on. */
const waitsFor = (entry, earlier) =>
  earlier.some((other) => laneOf(other) === laneOf(entry)
    || (other.event === "idea.submit" && other.object.id === entry.object.builds_on));

function createShelf(storage, key) {
  let kept = [];
  const read = () => {
    try {
      kept = JSON.parse(storage.getItem(key)) || [];
    } catch { /* No storage, or not ours: what is in memory holds as long as the page does. */ }
    return kept;
  };
  return {
    read,
    // Read anew before every change, so that two tabs of one phone do not overwrite each other.
    change(edit) {
      kept = edit(read());
      try {
        storage.setItem(key, JSON.stringify(kept));
      } catch { /* Full or forbidden: see above. */ }
      return kept;
    },
  };
}

/**
 * Unsent commands: in the browser's storage until the server has acknowledged them. Nothing enters without a tap.
 * `send(event, object)` answers as the connection does; `ready()` says whether sending makes sense now. Entries are
 * `{key, event, object, state, error?}` with state waiting, sending, refused or conflict.
 */
export function createOutbox({ storage, key, send, ready, onSaved = () => {}, later = setTimeout }) {
  const shelf = createShelf(storage, key);
  const { subscribe, notify } = createNotifier();
  const flying = new Set();
  let pausedUntil = 0;

  const entries = () => shelf.read().map((entry) => (flying.has(entry.key) ? { ...entry, state: "sending" } : entry));
  const change = (edit) => {
    shelf.change(edit);
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
    } else if (ack.unanswered || LATER.includes(ack.error.code)) {
      pause(ack.error?.retry_after_s ? ack.error.retry_after_s * 1000 : PAUSE_MS);
      mark(entry.key, { error: ack.unanswered ? undefined : ack.error });
    } else {
      mark(entry.key, { state: ack.error.code === "conflict" ? "conflict" : "refused", error: ack.error });
    }
  }

  function next() {
    const list = shelf.read();
    return list.find((entry, i) =>
      entry.state === "waiting" && !flying.has(entry.key) && !waitsFor(entry, list.slice(0, i)));
  }

  function flush() {
    if (Date.now() < pausedUntil) return;
    for (let entry; flying.size < IN_FLIGHT && ready() && (entry = next());) {
      const sent = entry;
      flying.add(sent.key);
      notify();
      send(sent.event, sent.object).then((ack) => {
        settle(sent, ack);
        flush();
      });
    }
  }

  // What creates a thing is known by the thing's id; everything else gets an id of its own, so that a repeat is a repeat.
  const creates = (event) => ["idea.submit", "commitment.make", "question.ask", "join"].includes(event);
  // A newer ballot of one item, or a newer yes or no to one idea, stands for the one that has not left yet.
  const replaces = (event) => event === "vote.cast" || event === "idea.support";

  function put(event, object) {
    const entry = { key: newId(), event, object: creates(event) ? object : { cid: newId(), ...object }, state: "waiting" };
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
