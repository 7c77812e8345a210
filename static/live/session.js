/** What the console holds beside the view: its desk of commands, its name, what undo would take back, health, and others' hands. */
import { t } from "./texts.js";
import { createDesk } from "./desk.js";

const HAND_MS = 45000;

/**
 * The session over an open connection. `auth` is the connection's own object: a name put into it is used from the next
 * connect; `shelf` is what this browser keeps for it, and `desk` says whose desk it is.
 */
export function openSession({ connection, auth, shelf, desk: key }) {
  const listeners = new Set();
  const changed = () => listeners.forEach((listener) => listener());
  const state = { undo: null, health: null, hands: new Map() };
  const desk = createDesk({ send: connection.send, unanswered: () => t("console.unanswered"), storage: shelf, key: `unsent.${key}`, changed });

  // A sync tells what undo would take back; after that it is pushed. While offline nothing of it is certain.
  let was = null;
  connection.subscribe(() => {
    const status = connection.status();
    if (status === "online" && was !== "online") look();
    was = status;
    changed();
  });
  // Leads are not pushed this, since it is each one's own: they look after every act.
  function look() {
    return connection.sync().then((ack) => ack.ok && hearUndo(ack.undo ?? null));
  }
  function hearUndo(undo) {
    state.undo = undo;
    changed();
  }
  connection.on("undo_next", hearUndo);
  connection.on("health", (health) => {
    state.health = health;
    changed();
  });
  connection.on("hands", ({ who, ids, seat }) => {
    const key = seat ?? who ?? "";
    state.hands = new Map(state.hands);
    if (ids.length) state.hands.set(key, { who, ids, until: Date.now() + HAND_MS });
    else state.hands.delete(key);
    changed();
  });

  return {
    connection, desk, shelf, look,
    undo: () => state.undo,
    health: () => state.health,
    /** Who has a hand on which idea: Map of idea id to a name, perhaps empty. */
    hands() {
      const held = new Map();
      for (const { who, ids, until } of state.hands.values()) {
        if (until > Date.now()) ids.forEach((id) => held.set(id, who || ""));
      }
      return held;
    },
    hold: (ids) => connection.hint("hand", { ids, on: ids.length > 0 }),
    name: () => auth.name ?? null,
    setName(name) {
      auth.name = name || undefined;
      shelf.put("name", name);
      connection.restart();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
