/** What people can contribute, with whom to contact, and the way from an offer to an agreed action. */

import { html, useState } from "../vendor/preact.js";
import { kindOf } from "../live/kinds.js";
import { actionsOf, commitmentsOf } from "../live/select.js";
import { day, t } from "../live/texts.js";
import { sectorName } from "../parts/sector.js";
import { Bow } from "../parts/shapes.js";
import { useRoom } from "./context.js";

function Contact({ contact }) {
  if (!contact) return html`<p class="help">${t("console.commit.no_contact")}</p>`;
  const parts = [contact.name, contact.organisation].filter(Boolean).join(", ");
  return html`<p class="contact"><b dir="auto">${parts}</b>${contact.email && html` <a href=${`mailto:${contact.email}`}>${contact.email}</a>`}
    <small>${contact.consent ? t("console.commit.consent") : t("console.commit.no_consent")}</small></p>`;
}

function Card({ commitment, agreed }) {
  const { view, set, session } = useRoom();
  const [leaving, setLeaving] = useState(false);
  const theme = view.rows.themes[commitment.theme_id];
  const about = [t(`common.offer.${commitment.kind}`), commitment.sector && sectorName(commitment.sector), theme?.title].filter(Boolean).join(" · ");
  return html`<li class="paper commitment"><p class="help"><${Bow} /> <span dir="auto">${about}</span></p>
    <p class="asked" dir="auto">${commitment.text}</p>
    ${commitment.due && html`<p class="help">${t("common.action.due")}: ${day(commitment.due)}</p>`}
    <${Contact} contact=${commitment.contact} />
    ${leaving ? html`<p>${t("console.commit.withdraw_ask")}</p><div class="row-of">
      <button type="button" class="sm" onClick=${() => session.desk.act("commitment.withdraw", { id: commitment.id })}>${t("console.do.withdraw")}</button>
      <button type="button" class="sm" onClick=${() => setLeaving(false)}>${t("console.do.keep")}</button></div>` : html`<div class="row-of">
      ${agreed ? html`<span class="state ok">${t("console.commit.agreed")}</span>` : html`<button type="button" class="sm p" onClick=${() => set({ sheet: { kind: "action", commitment } })}>${t("console.commit.make_action")}</button>`}
      <button type="button" class="sm" onClick=${() => set({ sheet: { kind: "commitment", commitment } })}>${t("console.do.edit")}</button>
      <button type="button" class="sm plain" onClick=${() => setLeaving(true)}>${t("console.do.withdraw")}</button></div>`}</li>`;
}

export function CommitmentPane() {
  const { view, item, challenges } = useRoom();
  const about = kindOf(item).takes === "commitments" ? item.challenge_id : null;
  const commitments = [...commitmentsOf(view, about)].reverse();
  const agreed = new Set(actionsOf(view, null).map((action) => action.commitment_id).filter(Boolean));
  const of = challenges.filter((challenge) => commitments.some((one) => one.challenge_id === challenge.id));
  return html`${!commitments.length && html`<p class="empty">${t("screen.commit.none")}</p>`}
    ${of.map((challenge) => html`<section key=${challenge.id}>${of.length > 1 && html`<h3>${challenge.department || challenge.title}</h3>`}
      <ul class="list">${commitments.filter((one) => one.challenge_id === challenge.id).map((one) => html`<${Card} key=${one.id} commitment=${one} agreed=${agreed.has(one.id)} />`)}</ul></section>`)}`;
}
