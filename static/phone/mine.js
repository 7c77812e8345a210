/** My ideas on my thread, with the state each of them is in; to change and to withdraw while that is allowed. */
import { html, useEffect, useRef, useState } from "../vendor/preact.js";
import { kindOf } from "../live/kinds.js";
import { findLast } from "../live/lists.js";
import { agenda } from "../live/select.js";
import { t } from "../live/texts.js";
import { keepDraft, short } from "./drafts.js";
import { Bow, Mark } from "./frame.js";

/** My ideas on a challenge, oldest first: what the server has, what lies here unsent, and changes under way. */
export function mineOf(phone, challengeId) {
  const about = ({ challenge_id }) => challengeId === null || challenge_id === challengeId;
  const rows = (phone.me?.ideas || []).filter(about).sort((a, b) => (a.created_at < b.created_at ? -1 : 1));
  const known = new Set(rows.map(({ id }) => id));
  const entryFor = (event, id) => findLast(phone.entries, (entry) => entry.event === event && entry.object.id === id);
  return [
    ...rows.map((row) => ({ id: row.id, row, text: row.text, edit: entryFor("idea.edit", row.id), withdraw: entryFor("idea.withdraw", row.id) })),
    ...phone.entries.filter(({ event, object }) => event === "idea.submit" && about(object) && !known.has(object.id))
      .map((entry) => ({ id: entry.object.id, entry, text: entry.object.text })),
  ];
}

const locked = (phone, challengeId) => agenda(phone.view).some((item) =>
  kindOf(item).settles_edits && item.first_current_at && (!item.challenge_id || item.challenge_id === challengeId));

/** The word and the class for the state of one of my ideas. */
function stateOf(phone, { row, entry, edit, withdraw }) {
  if (entry?.state === "refused" || entry?.state === "conflict") return ["bad", entry.error.message];
  if (entry) return entry.state === "sending" ? ["wait", t("phone.idea.state.sending")] : ["wait", entry.error?.message || t("phone.idea.state.waiting")];
  if (withdraw && withdraw.state !== "refused") return ["wait", t("phone.idea.withdrawing")];
  if (edit && edit.state !== "refused") return ["wait", t(edit.state === "sending" ? "phone.idea.state.sending" : "phone.idea.changing")];
  if (row.hidden) return ["ok", t("phone.idea.hidden")];
  if (row.merged_into) return ["ok", t("phone.idea.merged", { text: short(phone.view.rows.ideas[row.merged_into]?.text || row.text) })];
  if (row.waiting) return ["ok", t(row.late ? "phone.idea.late" : "phone.idea.approve")];
  return ["ok", t("phone.idea.state.saved")];
}

function Kept({ phone, entry }) {
  const { outbox } = phone;
  const back = () => {
    const { challenge_id: id, text, offer, builds_on: buildsOn } = entry.object;
    keepDraft(phone, id, { text, buildsOn: buildsOn || null, offering: Boolean(offer), ...(offer && { kind: offer.kind, offer: offer.text }) });
    outbox.drop(entry.key);
  };
  return html`<div class="row-actions">
    ${entry.state === "conflict"
      ? html`<button class="btn quiet small" onClick=${() => outbox.asNew(entry.key)}>${t("phone.idea.as_new")}</button>`
      : html`<button class="btn quiet small" onClick=${() => outbox.retry(entry.key)}>${t("phone.idea.again")}</button>`}
    ${entry.event === "idea.submit" && html`<button class="btn plain small" onClick=${back}>${t("phone.idea.rework")}</button>`}
    <button class="btn plain small" onClick=${() => outbox.drop(entry.key)}>${t("phone.idea.remove")}</button>
  </div>`;
}

function Change({ phone, mine, done }) {
  const [text, setText] = useState(mine.text);
  const save = (event) => {
    event.preventDefault();
    if (!text.trim()) return;
    if (text !== mine.text) phone.outbox.put("idea.edit", { id: mine.id, text });
    done();
  };
  return html`<form onSubmit=${save}>
    <label class="sr" for=${`edit-${mine.id}`}>${t("phone.idea.label")}</label>
    <textarea class="field" id=${`edit-${mine.id}`} value=${text} ref=${(area) => area && !area.dataset.met && (area.dataset.met = "1", area.focus())}
      onInput=${(event) => setText(event.target.value)}></textarea>
    <div class="row-actions"><button class="btn small">${t("phone.idea.keep_change")}</button>
      <button type="button" class="btn plain small" onClick=${done}>${t("phone.me.cancel")}</button></div>
  </form>`;
}

function Mine({ phone, mine }) {
  const [mode, setMode] = useState("");
  const { row, entry, edit, withdraw } = mine;
  const [kind, words] = stateOf(phone, mine);
  const refused = [entry, edit, withdraw].find((one) => one && (one.state === "refused" || one.state === "conflict"));
  const free = row && !edit && !withdraw && !phone.closed && !locked(phone, row.challenge_id);
  const text = edit && edit.state !== "refused" ? edit.object.text : mine.text;
  if (mode === "edit") return html`<li><i class="knot" /><div class="paper my">
    <${Change} phone=${phone} mine=${{ ...mine, text }} done=${() => setMode("")} /></div></li>`;
  return html`<li class=${entry ? "open" : ""}><i class="knot" /><div class=${`paper my ${entry ? "unsent" : ""}`} lang=${phone.workshop?.language}>
    <p>${text}</p>
    ${(row?.offer || entry?.object.offer) && html`<p class="offered"><${Bow} /> ${(row?.offer || entry.object.offer).text}</p>`}
    <div class="my-foot"><span class=${`state ${kind}`}><${Mark} saved=${kind === "ok"} />${words}</span>
      ${free && mode === "" && html`<span class="row-actions">
        <button class="btn plain small" onClick=${() => setMode("edit")}>${t("phone.idea.change")}</button>
        <button class="btn plain small" onClick=${() => setMode("withdraw")}>${t("phone.idea.withdraw_yes")}</button></span>`}</div>
    ${refused && refused !== entry && html`<p class="reason">${refused.error.message}</p>`}
    ${refused && html`<${Kept} phone=${phone} entry=${refused} />`}
    ${mode === "withdraw" && html`<div class="confirm"><p>${t("phone.idea.withdraw")}</p><div class="row-actions">
      <button class="btn quiet small"
        onClick=${() => { phone.outbox.put("idea.withdraw", { id: mine.id }); setMode(""); }}>${t("phone.idea.withdraw_yes")}</button>
      <button class="btn quiet small" onClick=${() => setMode("")}>${t("phone.idea.withdraw_no")}</button></div></div>`}
  </div></li>`;
}

/** My thread: a bead per idea, dashed while it is only here. */
export function MyIdeas({ phone, challengeId }) {
  const list = mineOf(phone, challengeId);
  const end = useRef(null);
  const count = useRef(list.length);
  useEffect(() => {
    if (list.length > count.current) end.current?.scrollIntoView({ block: "nearest", behavior: "smooth" });
    count.current = list.length;
  }, [list.length]);
  if (!list.length) return null;
  return html`<section class="mine"><h2 class="sr">${t("phone.idea.mine")}</h2>
    <ol class=${`thread knots-${phone.sector}`}>${list.map((mine) => html`<${Mine} key=${mine.id} phone=${phone} mine=${mine} />`)}</ol>
    <div class="mine-end" ref=${end}></div></section>`;
}
