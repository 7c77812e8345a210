/** Which ideas the stream shows, and what is selected in it. Pure. */
import { finder, fold } from "./fold.js";

/** The questions a filter asks of an idea. Hidden ideas stand under `hidden` alone; waiting ones are in the others too. */
const FILTERS = {
  all: (idea) => !idea.hidden,
  no_theme: (idea) => !idea.hidden && !idea.theme_id,
  offer: (idea) => !idea.hidden && Boolean(idea.offer),
  waiting: (idea) => !idea.hidden && idea.waiting,
  hidden: (idea) => idea.hidden,
};

/** How many ideas each filter would show. */
export function countFilters(ideas) {
  return Object.fromEntries(Object.entries(FILTERS).map(([name, asks]) => [name, ideas.filter(asks).length]));
}

// A row is replaced when it changes, so what is folded of it holds as long as it does.
const folded = new WeakMap();

function searched(idea) {
  if (!folded.has(idea)) folded.set(idea, fold([idea.text, idea.offer?.text, idea.name].filter(Boolean).join(" ")));
  return folded.get(idea);
}

/** The ideas that pass filter, theme, sector and search, in the order they came in. A search looks through text, offer and name. */
export function sift(ideas, { filter = "all", sector = null, theme = null, query = "" }) {
  const asks = FILTERS[filter] || FILTERS.all;
  const finds = finder(query);
  const sought = query.trim() ? (idea) => finds(searched(idea)) : () => true;
  return ideas.filter((idea) => asks(idea) && (!sector || idea.sector === sector) && (!theme || idea.theme_id === theme) && sought(idea));
}

/** The selection after a tap on one: turned on or off; with `range`, everything from the anchor to here follows it. */
export function select(selected, order, id, { anchor = null, range = false } = {}) {
  const next = new Set(selected);
  const on = !selected.has(id);
  const from = order.indexOf(anchor);
  const to = order.indexOf(id);
  const touched = range && from >= 0 && to >= 0 ? order.slice(Math.min(from, to), Math.max(from, to) + 1) : [id];
  for (const one of touched) {
    if (range || on) next.add(one);
    else next.delete(one);
  }
  return next;
}

/** The selection without what is no longer there; the same set when nothing went. */
export function keepSeen(selected, rows) {
  const gone = [...selected].filter((id) => !rows[id] || rows[id].merged_into);
  return gone.length ? new Set([...selected].filter((id) => !gone.includes(id))) : selected;
}

/** What can be done with a selection: which buttons the bar has. */
export function possible(ideas, children) {
  const challenges = new Set(ideas.map((idea) => idea.challenge_id));
  return {
    theme: challenges.size === 1,
    merge: challenges.size === 1 && ideas.length > 1,
    split: ideas.some((idea) => children.get(idea.id)?.length),
    holdUp: ideas.length === 1 && !ideas[0].hidden,
    hide: ideas.some((idea) => !idea.hidden),
    unhide: ideas.some((idea) => idea.hidden),
    takeIn: ideas.some((idea) => idea.waiting),
  };
}

/** Ideas merged into each idea: Map of id to rows. */
export function mergedUnder(rows) {
  const under = new Map();
  for (const idea of Object.values(rows)) {
    if (idea.merged_into) under.set(idea.merged_into, [...(under.get(idea.merged_into) || []), idea]);
  }
  return under;
}
