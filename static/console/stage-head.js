/** What the room works on and for how long: question, clock, and the act that belongs to this item. */

import { html } from "../vendor/preact.js";
import { isVeiled, itemTitle, kindOf, questionOf } from "../live/kinds.js";
import { presence, workshop } from "../live/select.js";
import { countdown, t, tn } from "../live/texts.js";
import { useTimeLeft } from "../parts/timer.js";
import { cardsOf } from "./next.js";
import { useRoom } from "./context.js";
import { ScreenButtons } from "./preview.js";

function Time() {
  const { view, session, acts } = useRoom();
  const { timer } = workshop(view);
  const { state, seconds } = useTimeLeft(timer, session.connection.serverNow);
  const more = (minutes) => html`<button type="button" class="sm" aria-label=${minutes > 0 ? tn("console.timer.more", minutes) : tn("console.timer.less", -minutes)}
    onClick=${() => acts.screen.extend(minutes * 60)}>${minutes > 0 ? `+${minutes}` : `−${-minutes}`}</button>`;
  return html`<div class=${`timer ${state}`}>
    ${state !== "none" && html`<span class="t numbers" role="timer">${countdown(seconds)}</span>`}
    <div class="row-of">
      ${state !== "none" && html`<button type="button" class="sm" onClick=${acts.screen.pause}>${state === "paused" ? t("console.timer.resume") : t("console.timer.pause")}</button>`}
      ${state !== "none" && more(-1)}${more(1)}${more(5)}
    </div>
    ${state === "over" && html`<p class="said">${t("console.timer.over")}</p>`}
    ${state === "paused" && html`<p class="said">${t("console.timer.paused")}</p>`}
  </div>`;
}

function Reveal({ item }) {
  const { acts, view } = useRoom();
  if (!isVeiled(item)) return null;
  const cards = cardsOf(view, item.challenge_id);
  if (!cards) return null;
  return html`<div class="reveal"><p>${tn("console.stage.veiled", cards)}</p>
    <button type="button" class="sm p" title=${tn("console.next.reveal", cards)} onClick=${() => acts.reveal(item.id)}>${t("console.do.reveal")}</button></div>`;
}

function sentence(item, view) {
  const people = presence(view);
  if (kindOf(item).draws.pane === "ideas") {
    return [tn("console.stage.come", cardsOf(view, item.challenge_id)), people.writing ? tn("console.stage.writing", people.writing) : null].filter(Boolean).join(", ");
  }
  if (kindOf(item).ballot) return t("console.stage.answered", { k: item.ballots || 0, n: people.count });
  return null;
}

export function StageHead() {
  const { item, challenge, view, heading, boot } = useRoom();
  const about = item && kindOf(item).about === "challenges" && challenge?.question;
  const count = item && sentence(item, view);
  return html`<div class="stage">
    <div class="what" ref=${heading} tabindex="-1">
      <p class="where"><b>${item ? itemTitle(item) : t("console.stage.planned")}</b>${challenge?.department && html`<span dir="auto">${challenge.department}</span>`}${count && html`<span class="numbers">${count}</span>`}</p>
      <h2 dir="auto" class=${about ? "" : "short"}>${item ? about || questionOf(item) || challenge?.title || itemTitle(item) : boot.plan.title || workshop(view).title}</h2>
    </div>
    ${item && html`<${Time} />`}
    <div class="hand-only"><${ScreenButtons} /></div>
    <${Reveal} item=${item} />
  </div>`;
}
