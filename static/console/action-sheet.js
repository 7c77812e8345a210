/** An agreed action: made from a contribution or from nothing, with owners on both sides, backing and a due date. */

import { html } from "../vendor/preact.js";
import { newId } from "../live/ids.js";
import { t, tn } from "../live/texts.js";
import { useDraft } from "../parts/draft.js";
import { Sheet } from "../parts/sheet.js";
import { useRoom } from "./context.js";
import { ChallengeChoice, Choice, Field } from "./fields.js";

const HORIZONS = [0, 5, 10, 20];
const STATUSES = ["agreed", "started", "piloting", "delivered", "dropped"];
const horizonText = (years) => (years === 0 ? t("common.horizon.now") : tn("common.horizon.years", years));

/** An object without its empty texts, or null when nothing is left, or when what names it is missing. */
function full(object, needed) {
  const kept = Object.fromEntries(Object.entries(object || {}).filter(([, value]) => typeof value === "string" && value.trim()));
  return Object.keys(kept).length && (!needed || kept[needed]) ? kept : null;
}

/** What is sent of a draft. */
function actionFields(draft) {
  return {
    title: draft.title, commitment_id: draft.commitment_id || null, municipal_owner: full(draft.municipal_owner, "name"),
    partner_owner: full(draft.partner_owner, "name"), anchoring: full(draft.anchoring), due: draft.due || null,
    horizon_years: draft.horizon_years ?? null,
  };
}

function firstDraft({ action, commitment, challenges, item }) {
  if (action) return action;
  const contact = commitment?.contact;
  const challengeId = commitment?.challenge_id ?? item?.challenge_id ?? challenges[0]?.id;
  return {
    challenge_id: challengeId, commitment_id: commitment?.id ?? null, title: commitment?.text.slice(0, 200) ?? "", due: commitment?.due ?? null,
    horizon_years: challenges.find((one) => one.id === challengeId)?.horizon_years ?? null,
    partner_owner: contact ? { name: contact.name, organisation: contact.organisation ?? "", email: contact.email ?? "" } : {},
  };
}

function Owner({ legend, owner, second, onOwner }) {
  const value = owner || {};
  const change = (name) => (text) => onOwner({ ...value, [name]: text });
  return html`<fieldset class="stack"><legend class="label">${legend}</legend><div class="pair">
    <${Field} label=${t("console.person.name")} value=${value.name} onValue=${change("name")} />
    <${Field} label=${second === "role" ? t("console.person.role") : t("console.person.organisation")} value=${value[second]} onValue=${change(second)} /></div>
    <${Field} label=${t("console.person.email")} type="email" value=${value.email} onValue=${change("email")} /></fieldset>`;
}

function Backing({ value, onValue }) {
  const given = value || {};
  const change = (name) => (text) => onValue({ ...given, [name]: text });
  return html`<fieldset class="stack"><legend class="label">${t("common.action.anchoring")}</legend><div class="pair">
    <${Field} label=${t("common.action.administrative")} value=${given.administrative} onValue=${change("administrative")} />
    <${Field} label=${t("common.action.political")} value=${given.political} onValue=${change("political")} />
    <${Field} label=${t("common.action.case_number")} value=${given.case_number} onValue=${change("case_number")} /></div></fieldset>`;
}

function Progress({ draft, change }) {
  return html`<div class="pair"><${Choice} label=${t("console.actions.status")} value=${draft.status} onValue=${(status) => change({ status })} options=${STATUSES.map((status) => [status, t(`common.status.${status}`)])} /></div>
    ${draft.status === "dropped" && html`<${Field} label=${t("common.action.reason")} lines="2" value=${draft.reason} onValue=${(reason) => change({ reason })} />`}
    <${Field} label=${t("console.actions.expected")} lines="2" value=${draft.expected} onValue=${(expected) => change({ expected })} />
    <${Field} label=${t("console.actions.actual")} lines="2" value=${draft.actual} onValue=${(actual) => change({ actual })} />`;
}

function Form({ draft, change, editing, children }) {
  const { challenges } = useRoom();
  const years = [...new Set([...HORIZONS, ...(draft.horizon_years != null ? [draft.horizon_years] : [])])].sort((a, b) => a - b);
  return html`${!editing && !draft.commitment_id && html`<${ChallengeChoice} challenges=${challenges} value=${draft.challenge_id} onValue=${(id) => change({ challenge_id: id })} />`}
    <${Field} label=${t("console.actions.title")} value=${draft.title} autofocus onValue=${(title) => change({ title })} />
    <${Owner} legend=${t("common.action.municipal_owner")} second="role" owner=${draft.municipal_owner} onOwner=${(municipal_owner) => change({ municipal_owner })} />
    <${Owner} legend=${t("common.action.partner_owner")} second="organisation" owner=${draft.partner_owner} onOwner=${(partner_owner) => change({ partner_owner })} />
    <${Backing} value=${draft.anchoring} onValue=${(anchoring) => change({ anchoring })} />
    <div class="pair"><${Field} label=${t("common.action.due")} type="date" value=${draft.due} onValue=${(due) => change({ due })} />
      <${Choice} label=${t("common.challenge.horizon")} value=${draft.horizon_years ?? ""} onValue=${(text) => change({ horizon_years: text === "" ? null : Number(text) })}
        options=${[["", t("console.actions.no_horizon")], ...years.map((n) => [n, horizonText(n)])]} /></div>
    ${children}`;
}

const progressFields = ({ status, reason, expected, actual }) => ({
  status, reason: reason?.trim() ? reason : null, expected: expected?.trim() ? expected : null, actual: actual?.trim() ? actual : null,
});

export function ActionSheet({ action = null, commitment = null, onClose }) {
  const { session, challenges, item, boot } = useRoom();
  const about = action?.id ?? commitment?.id ?? `new.${boot.workshop_id}`;
  const [draft, setDraft] = useDraft(`action.${about}`, () => ({ id: newId(), ...firstDraft({ action, commitment, challenges, item }) }));
  const change = (fields) => setDraft((was) => ({ ...was, ...fields }));
  const ready = draft.title.trim() && (draft.status !== "dropped" || draft.reason?.trim());
  const submit = async (event) => {
    event.preventDefault();
    if (!ready) return;
    const ack = action ? await session.desk.act("action.edit", { id: action.id, ...actionFields(draft), ...progressFields(draft) })
      : await session.desk.act("action.create", { id: draft.id, challenge_id: draft.challenge_id, ...actionFields(draft) });
    if (ack.ok) onClose();
  };
  return html`<${Sheet} title=${action ? t("console.actions.edit") : t("console.actions.new")} onClose=${onClose} name="wide"><form class="stack" onSubmit=${submit}>
    ${commitment && html`<blockquote class="paper quoted" dir="auto">${commitment.text}</blockquote>`}
    <${Form} draft=${draft} change=${change} editing=${action}>${action && html`<${Progress} draft=${draft} change=${change} />`}</${Form}>
    <p class="help">${t("console.actions.meaning")}</p>
    <div class="row-of"><button class="btn" disabled=${!ready}>${t("common.do.save")}</button><button type="button" class="sm" onClick=${onClose}>${t("common.do.cancel")}</button></div></form></${Sheet}>`;
}
