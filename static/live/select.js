/** What one can ask of a view. Pure. */

/** `ask(rows, key)` answered once for each state of the rows; the answer is shared, so nobody changes it. */
function once(ask) {
  const known = new WeakMap();
  return (rows, key) => {
    if (!known.has(rows)) known.set(rows, new Map());
    const answers = known.get(rows);
    if (!answers.has(key)) answers.set(key, ask(rows, key));
    return answers.get(key);
  };
}

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
/** Whether the room may see one another's ideas during an ideation item. */
export const othersSeen = (item) => item.settings?.mode === "open" || item.revealed;
/** Ideas of a challenge (null: of all), newest first, without those merged into another. */
export const ideasOf = (view, challengeId) => newest(view.rows.ideas, challengeId);
const newest = once((rows, challengeId) =>
  Object.values(rows).filter(of(challengeId)).filter((row) => !row.merged_into).sort(newestFirst));
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
