/** A question from the room with its answer: answer it, and, for those who may, hide or show it. */

import { html, useState } from "../vendor/preact.js";
import { clock, t } from "../live/texts.js";
import { useDraft } from "./draft.js";

function AnswerForm({ question, onAnswer, onDone }) {
  const [text, setText] = useDraft(`answer.${question.id}`, () => question.answer ?? "");
  const save = async (event) => {
    event.preventDefault();
    if (text.trim() && (await onAnswer(question.id, text)).ok) onDone();
  };
  return html`<form class="stack" onSubmit=${save}>
    <label><span class="label">${t("common.question.answer")}</span>
      <textarea class="field" rows="3" maxlength="5000" value=${text} onInput=${(event) => setText(event.target.value)}></textarea></label>
    <p class="help">${t("common.question.to_all")}</p>
    <div class="row-of"><button class="sm p" disabled=${!text.trim()}>${t("common.do.save")}</button>
      <button type="button" class="sm" onClick=${onDone}>${t("common.do.cancel")}</button></div>
  </form>`;
}

/** `onHide(id, on)` is given to those who may hide and show; a waiting question is let in by showing it. */
export function QuestionCard({ question, where = null, onAnswer, onHide = null }) {
  const [writing, setWriting] = useState(false);
  const away = question.hidden || question.waiting;
  return html`<li class=${`paper question ${away ? "away" : ""}`}>
    ${where && html`<p class="help">${where}</p>`}
    <p class="asked" dir="auto">${question.text}</p>
    ${question.waiting && html`<p class="state wait">${t("common.idea.waiting_facilitator")}</p>`}
    ${question.hidden && html`<p class="state">${t("common.idea.hidden")}</p>`}
    ${question.answer && !writing && html`<p class="answer"><b>${t("common.question.answered", { time: clock(question.answered_at) })}</b>${" "}<span dir="auto">${question.answer}</span></p>`}
    ${writing ? html`<${AnswerForm} question=${question} onAnswer=${onAnswer} onDone=${() => setWriting(false)} />`
      : html`<div class="row-of">
        <button type="button" class="sm" onClick=${() => setWriting(true)}>${question.answer ? t("common.question.edit") : t("common.question.reply")}</button>
        ${onHide && html`<button type="button" class="sm" onClick=${() => onHide(question.id, !away)}>
          ${question.waiting ? t("console.do.take_in") : question.hidden ? t("console.do.unhide") : t("console.do.hide")}</button>`}
      </div>`}
  </li>`;
}
