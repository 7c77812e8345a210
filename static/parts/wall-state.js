/** A wall in time: new papers take the first free place, and nothing that is being read moves until a page turns. Pure. */

import { lastOf } from "../live/lists.js";
import { freeColumn, layWall } from "./wall-layout.js";

/** How long a page stands, in milliseconds. */
export const PAGE_STANDS = 12000;
/** For so long after the last arrival the newest page keeps a column free, so that the next ones can be seen landing. */
const BUSY = 25000;

const ids = (page) => page.columns.flat().map((slot) => slot.id).filter(Boolean);

/** The wall laid anew, standing on page `page`. */
export function lay(cards, env, { page = 0, busySince = -Infinity, landed = null } = {}) {
  const busy = env.now - busySince < BUSY;
  const { step, pages } = layWall(cards, env, { busy, themes: env.themes });
  const at = Math.min(page, pages.length - 1);
  const shown = Object.fromEntries(cards.map((card) => [card.id, card.shape]));
  return { step, pages, page: at, since: env.now, known: shown, newest: cards[0]?.id ?? null, landed, waiting: false, gaps: false, busySince };
}

/** The wall after the cards changed: the same page with what came and without what went, or laid anew when it must be. */
export function arrive(state, cards, env) {
  if (!state) return lay(cards, env);
  const now = new Map(cards.map((card) => [card.id, card]));
  const fresh = cards.filter((card) => !(card.id in state.known)).reverse();
  const gone = Object.keys(state.known).filter((id) => !now.has(id));
  const visible = new Set(ids(state.pages[state.page]));
  const grown = cards.some((card) => visible.has(card.id) && state.known[card.id] !== card.shape);
  if (!fresh.length && !gone.length && !grown) return state;
  const busySince = fresh.length ? env.now : state.busySince;
  if (grown || (cards.length === 0)) return lay(cards, env, { page: state.page, busySince });
  let columns = state.pages[state.page].columns.map((column) =>
    column.map((slot) => (slot.id && !now.has(slot.id) ? { id: null, height: slot.height } : slot)));
  const known = Object.fromEntries(cards.map((card) => [card.id, card.shape]));
  let waiting = state.waiting;
  let landed = null;
  for (const card of fresh) {
    const placed = state.page === 0 ? hang(columns, card, state.step, env) : null;
    if (placed) [columns, landed] = [placed, card.id];
    else waiting = true;
  }
  if (waiting && state.pages.length === 1) return lay(cards, env, { busySince, landed: lastOf(fresh)?.id ?? null });
  const pages = state.pages.map((page, n) => (n === state.page ? { ...page, columns } : page));
  const gaps = state.gaps || columns.some((column) => column.some((slot) => !slot.id));
  return { ...state, pages, known, waiting, gaps, busySince, landed: landed ?? state.landed, newest: cards[0]?.id ?? null };
}

function hang(columns, card, step, env) {
  const height = env.heightOf(step, card);
  const n = freeColumn(columns, height, step, env.room);
  return n < 0 ? null : columns.map((column, at) => (at === n ? [...column, { id: card.id, height }] : column));
}

/** The wall when its page has stood: the page with the newest paper next if one is waiting, else the following one. */
export function turn(state, cards, env) {
  if (state.pages.length === 1 && !state.gaps && !state.waiting) return { ...state, since: env.now };
  const next = state.waiting ? 0 : (state.page + 1) % state.pages.length;
  return lay(cards, env, { page: next, busySince: state.busySince });
}

/** Which cards hang on the page that is shown. */
export const onPage = (state) => new Set(state ? ids(state.pages[state.page]) : []);
