/**
 * What a live page knows and how it says it: boot data, ids, texts, the view and what one can ask of it. Pure, no socket.
 * One file, because a phone pays for every request; `live/boot`, `ids`, `texts`, `store` and `select` are its doors.
 */

// ---- boot -----------------------------------------------------------------------------------------------------------

function readBoot() {
  const element = typeof document === "undefined" ? null : document.getElementById("boot");
  return element ? JSON.parse(element.textContent) : { texts: {}, lang: "nb", languages: [], plan: {}, first: {} };
}

/** What the server wrote into the page. */
export const boot = readBoot();

// ---- ids ------------------------------------------------------------------------------------------------------------

/** A random UUID. `crypto.randomUUID` is missing on plain http, which is what a hall's LAN has. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

// ---- texts ----------------------------------------------------------------------------------------------------------

function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** The text of a key in the page's language, placeholders filled. A key without text shows itself: visible, not fatal. */
export function t(key, values = {}) {
  const text = boot.texts[key];
  if (text === undefined) return key;
  return fill(Array.isArray(text) ? text[1] : text, values);
}

/** One or many: `{n}` is the number; zero takes the plural in all our languages. */
export function tn(key, n, values = {}) {
  const text = boot.texts[key];
  if (text === undefined) return key;
  const forms = Array.isArray(text) ? text : [text, text];
  return fill(n === 1 ? forms[0] : forms[1], { ...values, n });
}

function localParts(iso, options) {
  const format = new Intl.DateTimeFormat("en-GB", { timeZone: boot.plan?.timezone || "Europe/Oslo", ...options });
  return Object.fromEntries(format.formatToParts(new Date(iso)).map(({ type, value }) => [type, value]));
}

/** A moment as a clock in the workshop's zone: 18.30, in English 18:30. */
export function clock(iso) {
  const { hour, minute } = localParts(iso, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return `${hour}${boot.lang === "en" ? ":" : "."}${minute}`;
}

const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/** A moment or a date as a day: torsdag 3. desember 2026. Names come from the catalogue: browsers seldom know nynorsk. */
export function day(iso) {
  const dateOnly = /^\d{4}-\d\d-\d\d$/.test(iso);
  const options = { weekday: "short", day: "numeric", month: "numeric", year: "numeric" };
  const parts = localParts(iso, dateOnly ? { ...options, timeZone: "UTC" } : options);
  return t("common.date.day", {
    weekday: t(`common.date.weekday.${WEEKDAYS.indexOf(parts.weekday)}`),
    day: Number(parts.day),
    month: t(`common.date.month.${Number(parts.month)}`),
    year: parts.year,
  });
}

/** A length, not a clock: 4:12, 1:04:12; never below zero. */
export function countdown(seconds) {
  const left = Math.max(0, Math.ceil(seconds));
  const two = (n) => String(n).padStart(2, "0");
  const minutes = Math.floor(left / 60);
  if (minutes < 60) return `${minutes}:${two(left % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(left % 60)}`;
}

// ---- store ----------------------------------------------------------------------------------------------------------

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

// ---- select ---------------------------------------------------------------------------------------------------------

const all = (view, kind) => Object.values(view.rows[kind]);
const byPosition = (a, b) => a.position - b.position;
const newestFirst = (a, b) => (a.created_at < b.created_at ? 1 : a.created_at > b.created_at ? -1 : a.id < b.id ? 1 : -1);
const of = (challengeId) => (row) => challengeId === null || row.challenge_id === challengeId;

/** The workshop's row, or null before anything came. */
export const workshop = (view) => all(view, "workshop")[0] || null;
/** The programme in order. */
export const agenda = (view) => all(view, "agenda").sort(byPosition);
/** The item the room is at, or null before the start. */
export const current = (view) => view.rows.agenda[workshop(view)?.current_item_id] || null;
/** All challenges, in the order of the programme, then of the plan. */
export function challenges(view) {
  const order = agenda(view).map((item) => item.challenge_id);
  const place = (row) => (order.includes(row.id) ? order.indexOf(row.id) : order.length);
  return all(view, "challenges").sort((a, b) => place(a) - place(b) || (a.position ?? 0) - (b.position ?? 0));
}
/** The challenge an item is about, or null when it is for all of them. */
export const challengeOf = (view, item) => view.rows.challenges[item?.challenge_id] || null;
/** Ideas of a challenge (null: of all), newest first, without those merged into another. */
export const ideasOf = (view, challengeId) =>
  all(view, "ideas").filter(of(challengeId)).filter((row) => !row.merged_into).sort(newestFirst);
/** Themes of a challenge (null: of all) in order. */
export const themesOf = (view, challengeId) => all(view, "themes").filter(of(challengeId)).sort(byPosition);
/** Ideas of a theme, newest first. */
export const ideasIn = (view, themeId) => ideasOf(view, null).filter((row) => row.theme_id === themeId);
/** Tallies of an item, most points first. */
export const talliesOf = (view, itemId) =>
  all(view, "tallies").filter((row) => row.item_id === itemId).sort((a, b) => b.points - a.points);
/** Contributions for a challenge (null: for all), as the server orders them by version. */
export const commitmentsOf = (view, challengeId) =>
  all(view, "commitments").filter(of(challengeId)).sort((a, b) => a.version - b.version);
/** Questions on a challenge (null: on all): unanswered first, then in the order they came. */
export const questionsOf = (view, challengeId) => all(view, "questions").filter(of(challengeId))
  .sort((a, b) => Number(a.answer !== null) - Number(b.answer !== null) || (a.version - b.version));
/** Agreed actions of a challenge (null: of all). */
export const actionsOf = (view, challengeId) => all(view, "actions").filter(of(challengeId));
/** Who is here: `{count, connected, writing, by_sector}`. */
export const presence = (view) => all(view, "participants")[0] || { count: 0, connected: 0, writing: 0, by_sector: {} };
/** Seconds left on the timer at a moment (ms), or null when none runs. A paused one stands. */
export function secondsLeft(view, nowMs) {
  const timer = workshop(view)?.timer;
  if (!timer) return null;
  return timer.ends_at ? (Date.parse(timer.ends_at) - nowMs) / 1000 : timer.remaining_s;
}
