/** The slides of a challenge as one steps through them: the title, the lead's own, and the question as the last one. Pure. */
import { kindOf } from "../live/kinds.js";

/** `{challengeId, count, n, last}` of the slides one would turn now, or null when the current item has none. */
export function deck(workshop, item, challenges) {
  const shown = workshop?.slide;
  const challengeId = kindOf(item).slides ? (item.challenge_id ?? shown?.challenge_id) : null;
  const challenge = challengeId && challenges[challengeId];
  if (!challenge) return null;
  const count = challenge.slides?.length || 0;
  const here = shown?.challenge_id === challengeId ? shown.n : 1;
  return { challengeId, count, last: count + 1, n: Math.min(Math.max(here, 0), count + 1), urls: challenge.slides || [] };
}

/**
 * Remembers which slide was last asked for, so that two clicks in one breath turn two slides: the room's own word of it
 * takes a moment to come back. `known(slides)` gives the slides as they will be; `ask(slides, n)` says what was asked.
 */
export function createTurner(now = Date.now, holds = 1500) {
  let asked = null;
  return {
    known: (slides) => (slides && asked?.challengeId === slides.challengeId && now() < asked.until ? { ...slides, n: asked.n } : slides),
    ask(slides, n) { asked = { challengeId: slides.challengeId, n, until: now() + holds }; },
    forget() { asked = null; },
  };
}

/** The slide one step on or back, or null at either end: one click too many does nothing. */
export function turned(slides, by) {
  if (!slides) return null;
  const n = slides.n + by;
  return n < 1 || n > slides.last ? null : n;
}
