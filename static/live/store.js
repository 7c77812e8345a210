/** The view: what a page knows, and how messages change it. Pure. */

const KINDS = ["workshop", "agenda", "challenges", "ideas", "themes", "tallies", "commitments", "questions", "actions",
  "participants"];

const emptyRows = () => Object.fromEntries(KINDS.map((kind) => [kind, {}]));

/** A view that holds nothing yet. `version` is null until a sync has answered. */
export function emptyView() {
  return { epoch: null, version: null, now: null, me: null, rows: emptyRows(), gone: emptyRows(), peopleAt: null,
    gap: false, foreign: false };
}

const later = (a, b) => (a === null || (b !== null && b > a) ? b : a);

function withRows(rows, gone, message) {
  const next = { ...rows };
  const remembered = { ...gone };
  const touch = (map, source, kind) => (map[kind] === source[kind] ? (map[kind] = { ...source[kind] }) : map[kind]);
  for (const kind of KINDS) {
    if (kind === "participants") continue;
    for (const id of message.remove?.[kind] || []) {
      if ((next[kind][id]?.version ?? -1) > message.to) continue;
      if (id in next[kind]) delete touch(next, rows, kind)[id];
      if ((remembered[kind][id] ?? -1) < message.to) touch(remembered, gone, kind)[id] = message.to;
    }
    for (const row of message.upsert?.[kind] || []) {
      if (row.version <= Math.max(next[kind][row.id]?.version ?? -1, remembered[kind][row.id] ?? -1)) continue;
      touch(next, rows, kind)[row.id] = row;
    }
  }
  return { rows: next, gone: remembered };
}

function withPeople(view, message) {
  const row = message.upsert?.participants?.[0];
  if (!row || (view.peopleAt !== null && message.now < view.peopleAt)) return view;
  return { ...view, peopleAt: message.now, rows: { ...view.rows, participants: { [row.id ?? "all"]: row } } };
}

/**
 * The client's rule of the protocol, part 4. A message twice, or an old one late, changes nothing. Returns a view whose
 * `gap` is true when a sync is due; `foreign` says that it must ask for everything, because the epoch is another.
 */
export function applyChanges(view, message, { replaces = false } = {}) {
  if (replaces) {
    const same = view.epoch === message.epoch;
    const me = message.me && !(same && view.me && view.me.version > message.me.version) ? message.me : view.me;
    const fresh = { ...emptyView(), epoch: message.epoch, version: message.to, now: message.now, me: same || message.me ? me : null };
    return withPeople({ ...fresh, ...withRows(fresh.rows, fresh.gone, message) }, message);
  }
  if (view.version === null || message.from > view.version || message.epoch !== view.epoch) {
    const foreign = view.epoch !== null && message.epoch !== view.epoch;
    return view.gap && view.foreign === foreign ? view : { ...view, gap: true, foreign };
  }
  const me = message.me && (!view.me || message.me.version > view.me.version) ? message.me : view.me;
  const version = Math.max(view.version, message.to);
  const next = { ...view, ...withRows(view.rows, view.gone, message), version, me, now: later(view.now, message.now) };
  // A message that reaches as far as we hold closes a gap; one that only repeats the past does not.
  next.gap = view.gap && message.to < version;
  return withPeople(next, message);
}

const upserted = (rows = [], row) => [...rows.filter((other) => other.id !== row.id), row];
const patched = (rows = [], { id, cid, ...fields }) => rows.map((row) => (row.id === id ? { ...row, ...fields } : row));
const without = (rows = [], id) => rows.filter((row) => row.id !== id);

/** How an acknowledged command of one's own changes `me`: the server sends `me` only when somebody else changed it. */
const OWN = {
  join: (me, object, ack) => ({ ...me, role: "participant", participant: ack.participant }),
  "idea.submit": (me, object, ack) => ({ ...me, ideas: upserted(me.ideas, ack.idea) }),
  "idea.edit": (me, object, ack) => ({ ...me, ideas: ack.idea ? upserted(me.ideas, ack.idea) : patched(me.ideas, object) }),
  "idea.withdraw": (me, object) => ({ ...me, ideas: without(me.ideas, object.id) }),
  "idea.support": (me, object) => {
    const others = (me.supports || []).filter((id) => id !== object.id);
    return { ...me, supports: object.on ? [...others, object.id] : others };
  },
  "vote.cast": (me, object) => ({ ...me, ballots: { ...me.ballots, [object.item_id]: object.choices } }),
  "commitment.make": (me, object, ack) => ({ ...me, commitments: upserted(me.commitments, ack.commitment) }),
  "commitment.edit": (me, object, ack) => ({
    ...me, commitments: ack.commitment ? upserted(me.commitments, ack.commitment) : patched(me.commitments, object),
  }),
  "commitment.withdraw": (me, object) => ({ ...me, commitments: without(me.commitments, object.id) }),
};

/** The view after one's own command was acknowledged. */
export function applyAnswer(view, event, object, ack) {
  const change = OWN[event];
  if (!ack.ok || !change) return view;
  return { ...view, me: change(view.me || { version: -1 }, object, ack) };
}
