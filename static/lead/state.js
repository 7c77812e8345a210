/** What the lead's page is about at a moment: which pane stands there, and which slide. Pure. */

const BY_KIND = { presentation: "slides", questions: "questions", ideation: "ideas", clustering: "themes", vote: "themes", matrix: "themes", commitments: "themes",
  results: "actions", close: "actions" };

const isMine = (item, challengeId) => item && (item.challenge_id === challengeId || (item.challenge_id === null && ["ideation", "questions", "clustering", "vote", "matrix", "commitments"].includes(item.kind)));

/** Whether the room looks at this lead's slides now. */
export const presenting = (item, challengeId) => item?.kind === "presentation" && item.challenge_id === challengeId;

/** The pane that belongs to what the room does. */
export function ownPane(item, challengeId, status) {
  if (status === "closed" || item?.kind === "results") return "actions";
  return isMine(item, challengeId) ? BY_KIND[item.kind] ?? "slides" : "slides";
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
