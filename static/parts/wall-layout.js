/** Where papers hang: columns that are measured, not counted, and pages instead of smaller text. Pure; no DOM. */

import { lastOf } from "../live/lists.js";

/** From few and large to many at the smallest text of the hall; a step is taken when the columns of one are full. */
export const STEPS = [
  { columns: 3, size: 4.25, gap: 1.6 },
  { columns: 3, size: 3.25, gap: 1.4 },
  { columns: 4, size: 2.75, gap: 1.25 },
  { columns: 5, size: 2.25, gap: 1.1 },
];
/** Beyond this many papers a page per theme says more than page after page of the newest. */
const MANY = 200;

const filled = (column, gap) => column.reduce((sum, slot) => sum + slot.height + gap, 0);

/** The column that is shortest and still has room for a paper of this height, or -1; the last is short over the code. */
export function freeColumn(columns, height, step, room) {
  let best = -1;
  let least = Infinity;
  columns.forEach((column, n) => {
    const used = filled(column, step.gap);
    const limit = n === columns.length - 1 ? room.corner : room.height;
    if (used + height <= limit && used < least) [best, least] = [n, used];
  });
  return best;
}

// How many papers too high for what is left may wait for the next page while smaller ones after them hang.
const PATIENCE = 8;

/** One page of the cards in order: its columns, and the cards it had no room for. `spare` columns stay free. */
function fill(cards, step, env, spare = 0) {
  const columns = Array.from({ length: step.columns }, () => []);
  const room = spare ? { ...env.room, corner: env.room.height } : env.room;
  const open = columns.slice(0, step.columns - spare);
  const rest = [];
  for (const card of cards) {
    if (rest.length >= PATIENCE) { rest.push(card); continue; }
    const height = env.heightOf(step, card);
    let n = freeColumn(open, height, step, room);
    // A paper taller than every column still hangs somewhere, alone at the top of one.
    if (n < 0 && open.every((column) => !column.length)) n = 0;
    if (n < 0) rest.push(card);
    else columns[n].push({ id: card.id, height });
  }
  return { columns, rest };
}

// More than this never hang on one page, so there is no need to try.
const CROWD = 40;

function highestFirst([newest, ...others], step, env) {
  const high = (card) => env.heightOf(step, card);
  return [newest, ...others.sort((a, b) => high(b) - high(a))];
}

/** All pages: the largest step at which everything hangs on one page, else pages at the smallest, newest first. */
export function layWall(cards, env, { busy = false, themes = [] } = {}) {
  const steps = env.steps ?? STEPS;
  for (const step of steps) {
    let { columns, rest } = fill(cards, step, env);
    // What does not fit in the order it came may fit with the highest first; larger text is worth it.
    if (rest.length && cards.length < CROWD) ({ columns, rest } = fill(highestFirst(cards, step, env), step, env));
    if (!rest.length && (step === lastOf(steps) || fits(columns, step, env.room))) return { step, pages: [{ columns }] };
  }
  const step = lastOf(steps);
  const first = fill(cards, step, env, busy ? 1 : 0);
  const pages = [{ columns: first.columns }];
  if (cards.length > MANY && themes.length) {
    for (const theme of themes) {
      const own = cards.filter((card) => card.theme === theme.id);
      if (own.length) pages.push({ columns: fill(own, step, env).columns, theme });
    }
    return { step, pages };
  }
  for (let { rest } = first; rest.length;) {
    const next = fill(rest, step, env);
    pages.push({ columns: next.columns });
    rest = next.rest;
  }
  return { step, pages };
}

const fits = (columns, step, room) => columns.every((column, n) =>
  filled(column, step.gap) - step.gap <= (n === columns.length - 1 ? room.corner : room.height));
