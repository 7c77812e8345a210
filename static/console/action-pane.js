/** What was agreed, with owners on both sides. */

import { html } from "../vendor/preact.js";
import { actionsOf } from "../live/select.js";
import { day, t } from "../live/texts.js";
import { useRoom } from "./context.js";

const owner = (one) => [one?.name, one?.role ?? one?.organisation].filter(Boolean).join(", ");

function Fact({ name, text }) {
  return html`<div><dt>${name}</dt><dd dir="auto" class=${text ? "" : "missing"}>${text || t("console.actions.missing")}</dd></div>`;
}

function Card({ action }) {
  const { set } = useRoom();
  return html`<li class="paper action"><p class="asked" dir="auto">${action.title}</p>
    <dl class="facts-list"><${Fact} name=${t("common.action.municipal_owner")} text=${owner(action.municipal_owner)} />
      <${Fact} name=${t("common.action.partner_owner")} text=${owner(action.partner_owner)} />
      <${Fact} name=${t("common.action.anchoring")} text=${Object.values(action.anchoring || {}).filter(Boolean).join(", ")} />
      <${Fact} name=${t("common.action.due")} text=${action.due && day(action.due)} /></dl>
    ${action.status === "dropped" && html`<p dir="auto">${action.reason}</p>`}
    <div class="row-of"><span class="state">${t(`common.status.${action.status}`)}</span>
      <button type="button" class="sm" onClick=${() => set({ sheet: { kind: "action", action } })}>${t("console.do.edit")}</button></div></li>`;
}

export function ActionPane() {
  const { view, challenges, set } = useRoom();
  const actions = actionsOf(view, null);
  return html`<div class="row-of"><button type="button" class="sm" onClick=${() => set({ sheet: { kind: "action" } })}>${t("console.actions.new")}</button></div>
    ${!actions.length && html`<p class="empty">${t("console.actions.empty")}</p>`}
    ${challenges.map((challenge) => {
      const its = actions.filter((action) => action.challenge_id === challenge.id);
      return its.length > 0 && html`<section key=${challenge.id}><h3>${challenge.department || challenge.title}</h3>
        <ul class="list">${its.map((action) => html`<${Card} key=${action.id} action=${action} />`)}</ul></section>`;
    })}`;
}
