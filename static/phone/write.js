/** Writing: the composer above the keyboard, and my ideas on my thread with the state each of them is in. */
import { html, useEffect, useLayoutEffect, useRef, useState } from "preact";
import { newId } from "../live/ids.js";
import { agenda, challenges } from "../live/select.js";
import { t, tn } from "../live/texts.js";
import { Bow, Mark } from "./frame.js";

const OFFERS = ["kompetanse", "teknologi", "kapital", "testarena", "data", "frivillighet", "annet"];
const LONGEST = 1000;
const length = (text) => [...text].length;
const short = (text) => (length(text) > 60 ? `${[...text].slice(0, 58).join("").trimEnd()} …` : text);

// ---- drafts ---------------------------------------------------------------------------------------------------------

const EMPTY = { text: "", offering: false, kind: "kompetanse", offer: "", buildsOn: null };
const drafts = (phone) => phone.pocket.get(":drafts", {});
const draftOf = (phone, challengeId) => ({ ...EMPTY, ...drafts(phone)[challengeId] });

/** Changes a draft; it is in the browser's storage with every letter. */
export function keepDraft(phone, challengeId, fields) {
  phone.pocket.set(":drafts", { ...drafts(phone), [challengeId]: { ...draftOf(phone, challengeId), aside: false, ...fields } });
}

/** Which challenge an item is about here: its own, or, when it is for all of them, the one chosen on this phone. */
export function chosenChallenge(phone) {
  const { item, view, pocket } = phone;
  if (!item || item.challenge_id) return item?.challenge_id || null;
  const id = pocket.get(":which", null);
  return view.rows.challenges[id] ? id : null;
}

const opened = (phone, challengeId) => agenda(phone.view).some((item) =>
  item.kind === "ideation" && item.first_current_at && (item.challenge_id === challengeId || !item.challenge_id));

/** What the composer is for now: a draft the room has moved on from comes first, until it is sent or laid aside. */
export function composing(phone) {
  if (phone.closed || !phone.joined) return null;
  const here = phone.item?.kind === "ideation" ? chosenChallenge(phone) : null;
  const left = Object.entries(drafts(phone)).find(([id, draft]) =>
    id !== here && draft.text?.trim() && !draft.aside && phone.view.rows.challenges[id] && opened(phone, id));
  if (left) return { challengeId: left[0], moved: true };
  return here && { challengeId: here, moved: false };
}

const laidAside = (phone) => Object.entries(drafts(phone))
  .filter(([id, draft]) => draft.aside && draft.text?.trim() && phone.view.rows.challenges[id]);

// ---- composer -------------------------------------------------------------------------------------------------------

function submit(phone, challengeId, draft) {
  phone.outbox.put("idea.submit", {
    id: newId(), challenge_id: challengeId, text: draft.text,
    ...(draft.offering && { offer: { kind: draft.kind, text: draft.offer } }),
    ...(draft.buildsOn && { builds_on: draft.buildsOn }),
  });
  phone.pocket.set(":drafts", { ...drafts(phone), [challengeId]: { ...EMPTY, kind: draft.kind } });
  phone.hint("presence", { writing: false });
  if (phone.status !== "online") phone.announce(t("phone.a11y.idea_waiting"));
}

/** Tells the room that one writes, at most every eight seconds, and that one has stopped. */
function useWriting(phone) {
  const told = useRef(0);
  return {
    on() {
      if (Date.now() - told.current < 8000) return;
      told.current = Date.now();
      phone.hint("presence", { writing: true });
    },
    off() {
      if (told.current) phone.hint("presence", { writing: false });
      told.current = 0;
    },
  };
}

function Offer({ draft, keep, missing }) {
  return html`<fieldset class="offer">
    <legend class="sr">${t("phone.idea.offer_kind")}</legend>
    <div class="chips">${OFFERS.map((kind) => html`<label class="chip" key=${kind}>
      <input class="sr" type="radio" name="offer-kind" checked=${draft.kind === kind} onChange=${() => keep({ kind })} />${t(`common.offer.${kind}`)}
    </label>`)}</div>
    <label class="sr" for="offer-text">${t("phone.idea.offer_what")}</label>
    <input class="field" id="offer-text" placeholder=${t("phone.idea.offer_what")} value=${draft.offer} autocomplete="off"
      aria-invalid=${missing ? "true" : null} onInput=${(event) => keep({ offer: event.target.value })} />
  </fieldset>`;
}

function Room({ text }) {
  const left = LONGEST - length(text);
  if (left > 120) return null;
  return html`<span class=${`state ${left < 0 ? "bad" : ""}`}>${left < 0 ? tn("phone.idea.over", -left) : tn("phone.idea.left", left)}</span>`;
}

// Two items of one kind are told apart by whose challenge it is.
const placeOf = ({ item, challenge, title }) =>
  (item?.kind === "ideation" && !item.title && (challenge?.department || challenge?.title)) || title(item);

/** The field at the foot of the page. The button never hides: the dock stands on the keyboard. */
export function Composer({ phone, challengeId, moved }) {
  const draft = draftOf(phone, challengeId);
  const field = useRef(null);
  const [missing, setMissing] = useState(false);
  const [open, setOpen] = useState(false);
  const closing = useRef(0);
  const writing = useWriting(phone);
  const keep = (fields) => keepDraft(phone, challengeId, fields);
  const parent = draft.buildsOn && (phone.view.rows.ideas[draft.buildsOn]?.text ?? draft.buildsOnText);
  const small = !open && !moved && !draft.text && !draft.offering && !parent && phone.item?.kind === "ideation" && shows(phone.item);

  useEffect(() => { if (draft.buildsOn) field.current?.focus(); }, [draft.buildsOn]);
  useLayoutEffect(() => {
    const area = field.current;
    area.style.height = "auto";
    area.style.height = `${Math.min(area.scrollHeight + 2, 190)}px`;
  }, [draft.text, small]);

  function send(event) {
    event.preventDefault();
    if (!draft.text.trim() || length(draft.text) > LONGEST) return field.current.focus();
    if (draft.offering && !draft.offer.trim()) {
      setMissing(true);
      return document.getElementById("offer-text").focus();
    }
    setMissing(false);
    submit(phone, challengeId, draftOf(phone, challengeId));
    // At once, not with the next frame: the first letters of the next idea may already be on their way.
    field.current.value = "";
    if (!moved) field.current.focus();
  }

  return html`<form aria-label=${t("phone.idea.label")} class=${`dock composer ${small ? "small" : ""} ${moved ? "late" : ""}`} onSubmit=${send}>
    ${moved && html`<p class="moved" role="status">${t("phone.now.moved_on", { title: placeOf(phone) })}</p>`}
    ${parent && html`<p class="builds">${t("phone.idea.builds", { text: short(parent) })}
      <button type="button" class="btn plain small" onClick=${() => keep({ buildsOn: null })}>${t("phone.idea.builds_not")}</button></p>`}
    <label class="sr" for="idea-text">${t("phone.idea.label")}</label>
    <textarea id="idea-text" ref=${field} rows=${small ? 1 : 2} value=${draft.text} enterkeyhint="enter" autocapitalize="sentences"
      placeholder=${parent ? t("phone.idea.build_hint") : small ? t("phone.idea.short") : t("phone.idea.label")}
      onFocus=${() => { clearTimeout(closing.current); setOpen(true); }}
      onBlur=${() => { writing.off(); closing.current = setTimeout(() => setOpen(false), 200); }}
      onKeyDown=${(event) => event.key === "Enter" && (event.ctrlKey || event.metaKey) && send(event)}
      onInput=${(event) => { keep({ text: event.target.value }); if (event.target.value) writing.on(); }}></textarea>
    ${draft.offering && html`<${Offer} draft=${draft} keep=${keep} missing=${missing} />`}
    <div class="act">
      ${!small && html`<label class="check tie"><input type="checkbox" checked=${draft.offering}
        onChange=${(event) => keep({ offering: event.target.checked })} />${t("phone.idea.offer")} <${Bow} /></label>`}
      ${!small && html`<${Room} text=${draft.text} />`}
      ${moved && html`<button type="button" class="btn quiet" onClick=${() => keep({ aside: true })}>${t("phone.idea.lay")}</button>`}
      <button class="btn" onMouseDown=${(event) => event.preventDefault()}>${t(moved ? "phone.idea.send_anyway" : small ? "phone.idea.send_short" : "phone.idea.send")}</button>
    </div>
  </form>`;
}

// ---- my ideas -------------------------------------------------------------------------------------------------------

/** My ideas on a challenge, oldest first: what the server has, what lies here unsent, and changes under way. */
export function mineOf(phone, challengeId) {
  const about = ({ challenge_id }) => challengeId === null || challenge_id === challengeId;
  const rows = (phone.me?.ideas || []).filter(about).sort((a, b) => (a.created_at < b.created_at ? -1 : 1));
  const known = new Set(rows.map(({ id }) => id));
  const entryFor = (event, id) => phone.entries.findLast((entry) => entry.event === event && entry.object.id === id);
  return [
    ...rows.map((row) => ({ id: row.id, row, text: row.text, edit: entryFor("idea.edit", row.id), withdraw: entryFor("idea.withdraw", row.id) })),
    ...phone.entries.filter(({ event, object }) => event === "idea.submit" && about(object) && !known.has(object.id))
      .map((entry) => ({ id: entry.object.id, entry, text: entry.object.text })),
  ];
}

const LOCKING = ["clustering", "vote", "matrix", "close"];
const locked = (phone, challengeId) => agenda(phone.view).some((item) =>
  LOCKING.includes(item.kind) && item.first_current_at && (!item.challenge_id || item.challenge_id === challengeId));

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
  if (mode === "edit") return html`<li><i class="knot" /><div class="paper my"><${Change} phone=${phone} mine=${{ ...mine, text }} done=${() => setMode("")} /></div></li>`;
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
      <button class="btn quiet small" onClick=${() => { phone.outbox.put("idea.withdraw", { id: mine.id }); setMode(""); }}>${t("phone.idea.withdraw_yes")}</button>
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

// ---- the ideation item ----------------------------------------------------------------------------------------------

/** Whether the room may see the others' ideas during this item. */
export const shows = (item) => item.settings?.mode === "open" || item.revealed;

/** An item for all challenges asks first for which. */
export function Which({ phone }) {
  return html`<div class="ask"><h1 tabindex="-1">${t("phone.idea.which")}</h1></div>
    <ul class="choices">${challenges(phone.view).map((challenge) => html`<li key=${challenge.id}>
      <button class="paper choice" onClick=${() => phone.pocket.set(":which", challenge.id)}>
        <span><b>${challenge.title}</b><small>${challenge.department}</small></span></button></li>`)}</ul>`;
}

/** Drafts one has chosen to leave: a line each, so that they are found again. After closing, the whole text, to copy. */
export function Laid({ phone }) {
  if (phone.closed) {
    return Object.entries(drafts(phone)).filter(([, draft]) => draft.text?.trim()).map(([id, draft]) => html`<div class="paper unsent my" key=${id}>
      <p>${draft.text}</p><p class="help">${t("phone.idea.closed", { contact: phone.plan.contact || phone.plan.network || "" })}</p></div>`);
  }
  return laidAside(phone).map(([id, draft]) => html`<p class="laid" key=${id}><span>${t("phone.idea.laid", { text: short(draft.text) })}</span>
    <button class="btn plain small" onClick=${() => keepDraft(phone, id, {})}>${t("phone.idea.open_draft")}</button></p>`);
}

/** Ideas: the question, what is shown of whom, the others' when they may be seen, and mine. */
export function Ideas({ phone }) {
  const challengeId = chosenChallenge(phone);
  if (!challengeId) return html`<${Which} phone=${phone} />`;
  const { item } = phone;
  const challenge = phone.view.rows.challenges[challengeId];
  const how = item.settings?.mode === "open" ? "phone.now.open" : item.revealed ? "phone.now.revealed" : "phone.now.silent";
  return html`<div class="ask"><h1 tabindex="-1">${challenge.question}</h1>
      <p class="help">${t(how)} ${t(item.settings?.show_names ? "phone.idea.named" : "phone.idea.unnamed")}</p>
      ${!item.challenge_id && html`<button class="btn plain small" onClick=${() => phone.pocket.set(":which", null)}>${t("phone.idea.change_which")}</button>`}
    </div>
    ${shows(item)
      ? html`<${phone.Later} of="wall" phone=${phone} challengeId=${challengeId} key=${challengeId} />`
      : html`<${MyIdeas} phone=${phone} challengeId=${challengeId} />`}`;
}
