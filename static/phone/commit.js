/** Contributions: what, by when, and who to contact — with the reason before the fields. Until a day after closing. */
import { html, useRef, useState } from "../vendor/preact.js";
import { findLast } from "../live/lists.js";
import { newId } from "../live/ids.js";
import { challenges, themesOf, workshop } from "../live/select.js";
import { clock, day, t } from "../live/texts.js";
import { Bow, Mark } from "./frame.js";
import { chosenChallenge } from "./drafts.js";

const KINDS = ["kompetanse", "teknologi", "kapital", "testarena", "data", "frivillighet", "annet"];
const EMPTY = { theme_id: null, kind: "", text: "", due: "", name: "", organisation: "", email: "", consent: false, editing: null };

/** Until when one may offer and change, in ms; null while the meeting is not closed. */
function deadline(phone) {
  if (!phone.closed) return null;
  const at = workshop(phone.view)?.closed_at;
  return at ? Date.parse(at) + 86400000 : null;
}

/** Whether contributions are taken in now. */
export const open = (phone) => phone.joined && Boolean(phone.item) && (!phone.closed || (deadline(phone) ?? 0) > phone.now());

/** The deadline in words. */
export const until = (phone) => {
  const iso = new Date(deadline(phone) ?? phone.now()).toISOString();
  return { date: day(iso), time: clock(iso) };
};
const saved = (phone) => (phone.closed ? t("phone.commit.saved", until(phone)) : t("phone.commit.saved_open"));
const promise = (phone) => (phone.closed ? t("phone.commit.not_agreement_until", until(phone)) : t("phone.commit.not_agreement"));

function startDraft(phone) {
  const person = phone.me?.participant || {};
  return { ...EMPTY, name: person.name || "", organisation: person.organisation || "", ...phone.pocket.get(":commit", {}) };
}

/** The command a draft becomes. Without a name there is no contact; the server asks for a name in one. */
function command(draft, challengeId) {
  const contact = draft.name.trim() && {
    name: draft.name, consent: draft.consent,
    ...(draft.organisation.trim() && { organisation: draft.organisation }), ...(draft.email.trim() && { email: draft.email.trim() }),
  };
  return { challenge_id: challengeId, kind: draft.kind || "annet", text: draft.text, theme_id: draft.theme_id || null,
    due: draft.due || null, ...(contact && { contact }) };
}

function send(phone, draft, challengeId) {
  const { challenge_id: id, ...fields } = command(draft, challengeId);
  if (draft.editing) phone.outbox.put("commitment.edit", { id: draft.editing, ...fields });
  else phone.outbox.put("commitment.make", { id: newId(), challenge_id: id, ...fields });
  const { name, organisation, email, consent } = draft;
  phone.pocket.put(":commit", { name, organisation, email, consent });
  phone.announce(saved(phone));
}

function Text({ id, label, value, keep, problem, ...more }) {
  return html`<div><label class="label" for=${id}>${label}</label>
    <input class="field" id=${id} value=${value} onInput=${(event) => keep(event.target.value)} aria-invalid=${problem ? "true" : null}
      aria-describedby=${problem ? `${id}-why` : null} ...${more} />
    ${problem && html`<p class="reason" id=${`${id}-why`}>${problem}</p>`}</div>`;
}

function Contact({ phone, draft, keep, problem }) {
  const { plan } = phone;
  const use = { municipality: plan.municipality || plan.network, network: plan.network || plan.municipality };
  return html`<section class="why"><h2>${t("phone.commit.contact")}</h2>
    <p class="help">${t("phone.consent.use", use)} ${t("phone.commit.contact_optional")}</p>
    <div class="two">
      <${Text} id="c-name" label=${t("phone.commit.name")} value=${draft.name} keep=${(name) => keep({ name })}
        problem=${problem === "name" && t("phone.commit.need_name")} autocomplete="name" maxlength="200" />
      <${Text} id="c-org" label=${t("phone.commit.organisation")} value=${draft.organisation}
        keep=${(organisation) => keep({ organisation })} autocomplete="organization" maxlength="200" />
    </div>
    <${Text} id="c-mail" label=${t("phone.commit.email")} value=${draft.email} keep=${(email) => keep({ email })} type="email"
      autocomplete="email" maxlength="200" />
    <label class="check long"><input type="checkbox" checked=${draft.consent}
      onChange=${(event) => keep({ consent: event.target.checked })} /><span>${t("phone.consent.box")}</span></label>
    <p class="help">${t("phone.consent.without")}${plan.contact ? ` ${t("phone.consent.change", { contact: plan.contact })}` : ""}</p>
  </section>`;
}

function Kinds({ value, keep }) {
  return html`<fieldset><legend class="label">${t("phone.commit.kind")}</legend><div class="chips">${KINDS.map((kind) => html`
    <label class="chip" key=${kind}><input class="sr" type="radio" name="kind" checked=${value === kind}
      onChange=${() => keep({ kind })} />${t(`common.offer.${kind}`)}</label>`)}</div></fieldset>`;
}

function Form({ phone, challengeId, done }) {
  const draft = startDraft(phone);
  const [problem, setProblem] = useState("");
  const what = useRef(null);
  // From what is kept now, not from what was drawn: fingers and autofill are faster than frames.
  const keep = (fields) => phone.pocket.put(":commit", { ...startDraft(phone), ...fields });
  const themes = themesOf(phone.view, challengeId);
  function submit(event) {
    event.preventDefault();
    const missing = !draft.text.trim() ? "text" : !draft.name.trim() && (draft.email.trim() || draft.organisation.trim()) ? "name" : "";
    setProblem(missing);
    if (missing) return (missing === "text" ? what.current : document.getElementById("c-name")).focus();
    send(phone, startDraft(phone), challengeId);
    return done();
  }
  return html`<form class="commit-form" onSubmit=${submit} novalidate>
    ${themes.length > 0 && html`<div><label class="label" for="c-theme">${t("phone.commit.theme")}</label>
      <select class="field" id="c-theme" onChange=${(event) => keep({ theme_id: event.target.value || null })}>
        <option value="">${t("phone.commit.no_theme")}</option>
        ${themes.map(({ id, title }) => html`<option key=${id} value=${id} selected=${id === draft.theme_id}>${title}</option>`)}</select></div>`}
    <${Kinds} value=${draft.kind} keep=${keep} />
    <div><label class="label" for="c-what">${t("phone.commit.what")}</label>
      <textarea class="field" id="c-what" ref=${what} rows="2" value=${draft.text} aria-invalid=${problem === "text" ? "true" : null}
        aria-describedby=${problem === "text" ? "c-what-why" : null} onInput=${(event) => keep({ text: event.target.value })}></textarea>
      ${problem === "text" && html`<p class="reason" id="c-what-why">${t("phone.commit.need_what")}</p>`}</div>
    <${Text} id="c-due" label=${t("phone.commit.due")} value=${draft.due} keep=${(due) => keep({ due })} type="date" />
    <${Contact} phone=${phone} draft=${draft} keep=${keep} problem=${problem} />
    <div class="dock inline"><button class="btn wide">${t(draft.editing ? "phone.commit.keep" : "phone.commit.send")}</button>
      <p class="help centre">${promise(phone)}</p></div>
  </form>`;
}

function entryState(phone, entry) {
  if (!entry) return ["ok", saved(phone)];
  if (entry.state === "refused" || entry.state === "conflict") return ["bad", entry.error.message];
  return ["wait", t(entry.state === "sending" || phone.status === "online" ? "phone.idea.state.sending" : "phone.commit.gone")];
}

function Own({ phone, row, entry, change }) {
  const [asking, setAsking] = useState(false);
  const shown = row || entry.object;
  const [kind, words] = entryState(phone, entry);
  const rework = () => {
    const { id, contact, ...fields } = entry.object;
    change({ ...fields, ...contact, editing: entry.event === "commitment.edit" ? id : null }, fields.challenge_id);
    phone.outbox.drop(entry.key);
  };
  const edit = () => change({ kind: row.kind, text: row.text, due: row.due || "", theme_id: row.theme_id, ...row.contact, editing: row.id }, row.challenge_id);
  const withdraw = () => phone.outbox.put("commitment.withdraw", { id: row.id });
  return html`<li class=${entry ? "open" : ""}><i class="knot" /><div class=${`paper my ${entry ? "unsent" : ""}`}>
    <p>${shown.text}</p>
    <p class="offered"><${Bow} /> ${t(`common.offer.${shown.kind}`)}${shown.due ?
      html` <span>${t("phone.commit.by", { date: day(shown.due) })}</span>` : ""}</p>
    <div class="my-foot"><span class=${`state ${kind}`}><${Mark} saved=${kind === "ok"} />${words}</span></div>
    ${row && Object.values(phone.view.rows.actions).filter(({ commitment_id: id }) => id === row.id).map((action) => html`
      <p class="fate" key=${action.id}>${t("phone.fate.action", { title: action.title })} <b>${t(`common.status.${action.status}`)}</b></p>`)}
    ${kind === "bad" && html`<div class="row-actions"><button class="btn quiet small"
      onClick=${() => (entry.state === "conflict" ? phone.outbox.asNew(entry.key) : phone.outbox.retry(entry.key))}>${t("phone.idea.again")}</button>
      <button class="btn plain small" onClick=${rework}>${t("phone.idea.rework")}</button>
      <button class="btn plain small" onClick=${() => phone.outbox.drop(entry.key)}>${t("phone.idea.remove")}</button></div>`}
    ${!entry && open(phone) && (asking ? html`<div class="confirm"><p>${t("phone.commit.withdraw")}</p><div class="row-actions">
        <button class="btn quiet small" onClick=${withdraw}>${t("phone.idea.withdraw_yes")}</button>
        <button class="btn quiet small" onClick=${() => setAsking(false)}>${t("phone.idea.withdraw_no")}</button></div></div>`
      : html`<div class="row-actions"><button class="btn plain small" onClick=${edit}>${t("phone.idea.change")}</button>
        <button class="btn plain small" onClick=${() => setAsking(true)}>${t("phone.idea.withdraw_yes")}</button></div>`)}
  </div></li>`;
}

/** My contributions on my thread, sent or not. */
function MyCommitments({ phone, change }) {
  const rows = phone.me?.commitments || [];
  const latest = (id) => findLast(phone.entries, ({ event, object }) => event.startsWith("commitment.") && object.id === id);
  const fresh = phone.entries.filter(({ event, object }) => event === "commitment.make" && !rows.some(({ id }) => id === object.id));
  const list = [...rows.map((row) => ({ id: row.id, row, entry: latest(row.id) })), ...fresh.map((entry) => ({ id: entry.object.id, entry }))];
  if (!list.length) return null;
  return html`<section class="mine"><h2>${t("phone.commit.mine")}</h2><ol class=${`thread knots-${phone.sector}`}>${list.map((one) =>
    html`<${Own} key=${one.id} phone=${phone} ...${one} change=${change} />`)}</ol></section>`;
}

/** Contributions: the form first, while one has none; afterwards mine first, and one more if one likes. */
export function Giving({ phone, challengeId }) {
  const draft = phone.pocket.get(":commit", {});
  const some = (phone.me?.commitments || []).length + phone.entries.filter(({ event }) => event === "commitment.make").length > 0;
  const [form, setForm] = useState(Boolean(draft.text || draft.editing));
  const [which, setWhich] = useState(challengeId);
  const change = (fields, about) => {
    phone.pocket.put(":commit", { ...startDraft(phone), ...fields });
    setWhich(about);
    setForm(true);
  };
  const target = which || challengeId;
  const shown = open(phone) && target && (form || (!some && !phone.closed));
  return html`<${MyCommitments} phone=${phone} change=${change} />
    ${shown && html`<${Form} key=${draft.editing || "new"} phone=${phone} challengeId=${target} done=${() => { setForm(false); scrollTo(0, 0); }} />`}
    ${open(phone) && !shown && !(form && !target) && html`<button class="btn quiet wide"
      onClick=${() => setForm(true)}>${t(some ? "phone.commit.another" : "phone.commit.first")}</button>`}
    ${open(phone) && form && !target && html`<${WhichOne} phone=${phone} choose=${setWhich} />`}`;
}

function WhichOne({ phone, choose }) {
  return html`<h2>${t("phone.idea.which")}</h2><ul class="choices">${challenges(phone.view).map(({ id, title, department }) => html`
    <li key=${id}><button class="paper choice" onClick=${() => choose(id)}><span><b>${title}</b>
      <small>${department}</small></span></button></li>`)}</ul>`;
}

/** The commitments item. */
export function Commit({ phone }) {
  const { item } = phone;
  const challengeId = chosenChallenge(phone);
  const challenge = phone.view.rows.challenges[challengeId];
  return html`<div class="ask"><h1 tabindex="-1">${t("common.commit.title")}</h1>
      <p class="help">${t("phone.now.commitments")} ${t("phone.commit.meaning")}</p>
      ${!item.challenge_id && challenge && html`<p class="help"><b>${challenge.title}</b>
        <button class="btn plain small" onClick=${() => phone.pocket.put(":which", null)}>${t("phone.idea.change_which")}</button></p>`}</div>
    ${challengeId ? html`<${Giving} key=${challengeId} phone=${phone} challengeId=${challengeId} />`
      : html`<${WhichOne} phone=${phone} choose=${(id) => phone.pocket.put(":which", id)} />`}`;
}
