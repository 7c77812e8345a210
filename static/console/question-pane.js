/** The room's questions: answered to all, let in, or hidden. */

import { html } from "../vendor/preact.js";
import { kindOf } from "../live/kinds.js";
import { questionsOf } from "../live/select.js";
import { t } from "../live/texts.js";
import { QuestionCard } from "../parts/question-card.js";
import { useRoom } from "./context.js";

export function QuestionPane() {
  const { view, acts, item, challenges } = useRoom();
  const about = kindOf(item).takes === "questions" ? item.challenge_id : null;
  const questions = questionsOf(view, about);
  if (!questions.length) return html`<p class="empty">${t("console.questions.empty")}</p>`;
  const where = (question) => (challenges.length > 1 && !about ? (view.rows.challenges[question.challenge_id]?.department ?? null) : null);
  return html`<ul class="list questions">${questions.map((question) => html`<${QuestionCard} key=${question.id} question=${question} where=${where(question)}
    onAnswer=${acts.answer} onHide=${acts.hideQuestion} />`)}</ul>`;
}
