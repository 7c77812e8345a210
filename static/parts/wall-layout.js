/** Where papers hang: columns that are measured, not counted, and pages instead of smaller text. Pure; no DOM. */

/** From few and large to many at the smallest text of the hall; a step is taken when the columns of one are full. */
export const STEPS = [
  { columns: 3, size: 4.25, gap: 1.6 },
  { columns: 3, size: 3.25, gap: 1.4 },
  { columns: 4, size: 2.75, gap: 1.25 },
  { columns: 5, size: 2.25, gap: 1.1 },
];
/** Beyond this many papers a page per theme says more than page after page of the newest. */
export const MANY = 200;

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

/** One page of the cards in order: its columns, and how many cards it took. `spare` columns stay free for what comes. */
function fill(cards, step, env, spare = 0) {
  const columns = Array.from({ length: step.columns }, () => []);
  let taken = 0;
  for (const card of cards) {
    const height = env.heightOf(step, card);
    const open = columns.slice(0, step.columns - spare);
    const room = spare ? { ...env.room, corner: env.room.height } : env.room;
    let n = freeColumn(open, height, step, room);
    // A paper taller than every column still hangs somewhere, alone at the top of the longest.
    if (n < 0 && taken === 0) n = 0;
    if (n < 0) break;
    columns[n].push({ id: card.id, height });
    taken += 1;
  }
  return { columns, taken };
}

/** All pages: the largest step at which everything hangs on one page, else pages at the smallest, newest first. */
export function layWall(cards, env, { busy = false, themes = [] } = {}) {
  const steps = env.steps ?? STEPS;
  for (const step of steps.slice(0, -1)) {
    const { columns, taken } = fill(cards, step, env);
    if (taken === cards.length && fits(columns, step, env.room)) return { step, pages: [{ columns }] };
  }
  const step = steps.at(-1);
  const whole = fill(cards, step, env);
  if (whole.taken === cards.length) return { step, pages: [{ columns: whole.columns }] };
  const first = busy ? fill(cards, step, env, 1) : whole;
  const pages = [{ columns: first.columns }];
  if (cards.length > MANY && themes.length) {
    for (const theme of themes) {
      const own = cards.filter((card) => card.theme === theme.id);
      if (own.length) pages.push({ columns: fill(own, step, env).columns, theme });
    }
    return { step, pages };
  }
  for (let at = first.taken; at < cards.length;) {
    const { columns, taken } = fill(cards.slice(at), step, env);
    pages.push({ columns });
    at += taken;
  }
  return { step, pages };
}

const fits = (columns, step, room) => columns.every((column, n) =>
  filled(column, step.gap) - step.gap <= (n === columns.length - 1 ? room.corner : room.height));
