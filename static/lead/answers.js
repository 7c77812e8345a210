/** What the room says, and what is said back: ideas as the room sees them, questions with answers, what was agreed. */

import { html } from "../vendor/preact.js";
import { kindOf } from "../live/kinds.js";
import { actionsOf, ideasOf, questionsOf, themesOf } from "../live/select.js";
import { day, t, tn } from "../live/texts.js";
import { QuestionCard } from "../parts/question-card.js";
import { Bow } from "../parts/shapes.js";
import { Sector } from "../parts/sector.js";

function Idea({ idea, themes, acts }) {
  return html`<li class="paper idea">${idea.sector && html`<${Sector} sector=${idea.sector} named=${true} />`}
    <div><p dir="auto">${idea.text}</p>
      ${idea.offer && html`<p class="offer"><${Bow} /> <span dir="auto">${idea.offer.text}</span></p>`}
      ${idea.supports > 0 && html`<p class="help numbers">${tn("console.row.supports", idea.supports)}</p>`}
      ${themes.length > 0 && html`<select class="field" aria-label=${t("lead.ideas.theme", { text: idea.text })} value=${idea.theme_id ?? ""} onChange=${(event) => acts.assign(idea.id, event.target.value)}>
        <option value="">${t("common.theme.none")}</option>${themes.map((theme) => html`<option key=${theme.id} value=${theme.id}>${theme.title}</option>`)}</select>`}</div></li>`;
}

function Ideas({ view, challenge, item, acts }) {
  const ideas = ideasOf(view, challenge.id);
  const themes = themesOf(view, challenge.id);
  const unseen = kindOf(item).takes === "ideas" && !ideas.length ? item.ideas : 0;
  if (!ideas.length) return html`<p class="empty" role="status">${unseen ? tn("lead.ideas.silent", unseen) : t("lead.ideas.empty")}</p>`;
  return html`<ul class="list">${ideas.map((idea) => html`<${Idea} key=${idea.id} idea=${idea} themes=${themes} acts=${acts} />`)}</ul>`;
}

function Questions({ view, challenge, acts }) {
  const questions = questionsOf(view, challenge.id);
  if (!questions.length) return html`<p class="empty">${t("lead.questions.empty")}</p>`;
  return html`<ul class="list">${questions.map((question) => html`<${QuestionCard} key=${question.id} question=${question} onAnswer=${acts.answerQuestion} />`)}</ul>`;
}

const owner = (one) => [one?.name, one?.role ?? one?.organisation].filter(Boolean).join(", ");

function Action({ action }) {
  return html`<li class="paper action"><p class="asked" dir="auto">${action.title}</p>
    <p class="state">${t(`common.status.${action.status}`)}${action.due ? ` · ${t("common.action.due")} ${day(action.due)}` : ""}</p>
    <p class="help" dir="auto">${[owner(action.municipal_owner), owner(action.partner_owner)].filter(Boolean).join(" · ")}</p></li>`;
}

function Actions({ view, challenge }) {
  const actions = actionsOf(view, challenge.id);
  if (!actions.length) return html`<p class="empty">${t("lead.actions.empty")}</p>`;
  return html`<ul class="list">${actions.map((action) => html`<${Action} key=${action.id} action=${action} />`)}</ul>`;
}

export const Answers = { Ideas, Questions, Actions };
