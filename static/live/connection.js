/** The only door to the socket: what comes in goes into the view, what goes out is answered. */
import { createNotifier } from "./notifier.js";
import { applyAnswer, applyChanges, emptyView } from "./store.js";

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

/** Calls `check` when a sleeping page comes back: iOS kills sockets silently and restores pages from its cache. */
function onWaking(check, gone) {
  if (typeof document === "undefined") return;
  addEventListener("offline", gone);
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
    if (state.view.version !== null) setStatus("online");
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
    if (!state.syncing) state.syncing = syncOnce().finally(() => { state.syncing = null; });
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

  import("../vendor/socket.io.js").then(({ io }) => {
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
  // The device itself knows that it has no network long before a socket does.
  onWaking(verify, () => setStatus("offline"));

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
