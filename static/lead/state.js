/** What the lead's page is about at a moment: which pane stands there, and which slide. Pure. */

import { kindOf } from "../live/kinds.js";

const isMine = (item, challengeId) => item && (item.challenge_id === challengeId || (item.challenge_id === null && kindOf(item).about === "challenges"));

/** Whether the room looks at this lead's slides now. */
export const presenting = (item, challengeId) => kindOf(item).slides && item.challenge_id === challengeId;

/** The pane that belongs to what the room does. */
export function ownPane(item, challengeId, status) {
  if (status === "closed" || kindOf(item).concludes) return "actions";
  return isMine(item, challengeId) ? kindOf(item).draws.pane ?? "slides" : "slides";
}

/** `{n, count, last}` of the slides: the room's while one presents, one's own otherwise. The question is the last. */
export function slideState(workshop, challenge, item, own) {
  const count = challenge.slides?.length || 0;
  const shown = workshop.slide?.challenge_id === challenge.id ? workshop.slide.n : 1;
  const n = presenting(item, challenge.id) ? shown : own;
  return { challengeId: challenge.id, n: Math.min(Math.max(n, 1), count + 1), count, last: count + 1 };
}

/** Questions still without an answer. */
export const unanswered = (questions) => questions.filter((question) => question.answer === null && !question.hidden && !question.waiting);
