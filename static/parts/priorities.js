/** What a room put first: the order of what was chosen, what leads, and what stands level. Pure. */

/** The targets with what they got, most first; those nobody chose come last, in their own order. */
export function ranked(targets, tallies) {
  const points = new Map(tallies.map((tally) => [String(tally.target_id), tally.points ?? 0]));
  return targets
    .map((target, n) => ({ ...target, points: points.get(String(target.id)) ?? 0, n }))
    .sort((a, b) => b.points - a.points || a.n - b.n);
}

/** Those that lead: a third of the choices, rounded up, and whoever stands level with the last of them. */
export function leading(rows) {
  const chosen = rows.filter((row) => row.points > 0);
  if (!chosen.length) return [];
  const least = chosen[Math.min(chosen.length, Math.ceil(rows.length / 3)) - 1].points;
  return chosen.filter((row) => row.points >= least);
}

/** Those that stand level at the top; none when one stands alone there. */
export function level(rows) {
  const top = rows.filter((row) => row.points > 0 && row.points === rows[0]?.points);
  return top.length > 1 ? top : [];
}

/** Themes that became something: those the department takes further, else those the room put first. */
export function chosenThemes(themes, tallies) {
  const taken = themes.filter((theme) => theme.answer?.taken === "yes");
  return taken.length ? taken : leading(ranked(themes, tallies));
}
