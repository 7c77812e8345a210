/** The middle of the page: one pane at a time. It follows the programme until somebody chooses, and again at the next item. */

import { html } from "../vendor/preact.js";
import { kindOf } from "../live/kinds.js";
import { actionsOf, commitmentsOf, questionsOf, workshop } from "../live/select.js";
import { t } from "../live/texts.js";
import { ActionPane } from "./action-pane.js";
import { ChoicePane } from "./choice-pane.js";
import { CommitmentPane } from "./commitment-pane.js";
import { useRoom } from "./context.js";
import { IdeaStream } from "./idea-stream.js";
import { QuestionPane } from "./question-pane.js";
import { RoomPane } from "./room-pane.js";
import { SlidePane } from "./slide-pane.js";

const PANES = { room: RoomPane, slides: SlidePane, questions: QuestionPane, ideas: IdeaStream, choices: ChoicePane,
  commitments: CommitmentPane, actions: ActionPane };

/** Which pane stands there: the one chosen during this item, else the one that belongs to it. */
export function paneOf(view, ui, item) {
  const own = item ? kindOf(item).draws.pane : "room";
  return ui.pane && ui.pane.item === (item?.id ?? null) && PANES[ui.pane.name] ? ui.pane.name : own;
}

function tabsOf({ view, items, item, stream }) {
  const has = (fits) => items.some((other) => fits(kindOf(other)));
  const unanswered = questionsOf(view, null).filter((question) => question.answer === null && !question.hidden).length;
  const commitments = commitmentsOf(view, null).length;
  const actions = actionsOf(view, null).length;
  return [
    { name: "programme", title: t("common.agenda"), hand: true },
    { name: "ideas", title: t("common.ideas"), n: stream.ideas.filter((idea) => !idea.hidden).length, call: stream.ideas.some((idea) => idea.waiting && !idea.hidden) },
    { name: "themes", title: t("common.themes"), hand: true },
    has(({ slides }) => slides) && { name: "slides", title: t("console.pane.slides") },
    (has(({ takes }) => takes === "questions") || unanswered > 0) && { name: "questions", title: t("common.kind.questions"), n: unanswered, call: unanswered > 0 && kindOf(item).takes !== "questions" },
    has(({ ballot }) => ballot) && { name: "choices", title: t("common.vote") },
    (has(({ takes }) => takes === "commitments") || commitments > 0) && { name: "commitments", title: t("common.commitments"), n: commitments },
    (workshop(view).status !== "planned" || actions > 0) && { name: "actions", title: t("console.pane.actions"), n: actions },
    { name: "room", title: t("common.room") },
  ].filter(Boolean);
}

export function Panes() {
  const room = useRoom();
  const { pane, set, item, ui } = room;
  const chosen = ui.pane && ui.pane.item === (item?.id ?? null) ? ui.pane.name : pane;
  const Pane = PANES[pane];
  return html`<div class="strip"><nav class="tabs" aria-label=${t("console.pane.choose")}>${tabsOf(room).map(({ name, title, n, hand, call }) => {
    const current = hand ? chosen === name : pane === name;
    return html`<button type="button" key=${name} class=${`${hand ? "hand-only" : ""} ${call ? "call" : ""} ${pane === name ? "own" : ""}`} aria-current=${(hand ? current : chosen === name || (current && PANES[chosen] === undefined)) ? "page" : null}
      onClick=${() => set({ pane: { name, item: item?.id ?? null } })}>${title}${n ? html` <span class="numbers">${n}</span>` : ""}</button>`;
  })}</nav>
    <button type="button" class="sm proxy" onClick=${() => set({ sheet: { kind: "proxy" } })}>${t("console.do.proxy")} <kbd>E</kbd></button></div>
  <div class="pane" role="region" tabindex="0" aria-label=${tabsOf(room).find((tab) => tab.name === pane)?.title ?? t("common.room")}><${Pane} /></div>`;
}
