/** One idea in the stream: a box to select it, its words, and, opened, all that can be done with it. */

import { html, useState } from "../vendor/preact.js";
import { clock, t, tn } from "../live/texts.js";
import { useDraft } from "../parts/draft.js";
import { memo } from "../parts/memo.js";
import { Bow, Shape } from "../parts/shapes.js";

/** Text with its offer under it, and a button that opens the rest. */
function Words({ idea, open, reach, onOpen }) {
  return html`<div class="words">
    <button type="button" class="text" tabindex=${reach ? 0 : -1} aria-expanded=${open} onClick=${onOpen}><span dir="auto">${idea.text}</span></button>
    ${idea.offer && html`<p class="offer"><${Bow} /> <span class="sr">${t("console.row.offers")}</span><span dir="auto">${idea.offer.text || t(`common.offer.${idea.offer.kind}`)}</span></p>`}
    ${idea.waiting && html`<p class="state wait">${idea.late ? t("common.idea.late") : t("common.idea.waiting_facilitator")}</p>`}
  </div>`;
}

/** What stands at the right: a hand, that it is held up, or its theme. */
function Tag({ hand, heldUp, theme, where, under }) {
  if (hand !== null) return html`<span class="who">${t("console.stream.hand", { who: hand || t("console.someone") })}</span>`;
  if (heldUp) return html`<span class="who up">${t("console.row.held_up")}</span>`;
  return html`<span class="tags">${theme && html`<span class="tag" dir="auto">${theme}</span>`}
    ${under && html`<span class="tag plain numbers">${tn("console.row.merged", under.length)}</span>`}
    ${where && html`<span class="tag plain">${where}</span>`}</span>`;
}

function EditForm({ idea, acts, onDone }) {
  const [text, setText] = useDraft(`idea.${idea.id}`, () => idea.text);
  const save = async (event) => {
    event.preventDefault();
    if (text.trim() && (await acts.ideas.edit(idea.id, text)).ok) onDone();
  };
  return html`<form class="stack" onSubmit=${save}>
    <textarea class="field" rows="3" maxlength="1000" aria-label=${t("common.idea")} value=${text} onInput=${(event) => setText(event.target.value)}></textarea>
    <div class="row-of"><button class="sm p" disabled=${!text.trim()}>${t("common.do.save")}</button>
      <button type="button" class="sm" onClick=${onDone}>${t("common.do.cancel")}</button></div></form>`;
}

function Facts({ idea, sector, under, builds }) {
  const facts = [idea.name ?? t("common.idea.unnamed"), sector, idea.supports > 0 && tn("console.row.supports", idea.supports)].filter(Boolean).join(" · ");
  return html`<p class="facts" dir="auto">${facts}</p>
    ${builds && html`<p class="facts" dir="auto">${t("console.row.builds_on", { text: builds })}</p>`}
    ${under && html`<ul class="under">${under.map((one) => html`<li key=${one.id} dir="auto">${one.text}</li>`)}</ul>`}`;
}

function Detail(props) {
  const { idea, acts, heldUp, under } = props;
  const [editing, setEditing] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const act = (label, run, name = "") => html`<button type="button" class=${`sm ${name}`} onClick=${run}>${label}</button>`;
  if (editing) return html`<div class="detail"><${EditForm} idea=${idea} acts=${acts} onDone=${() => setEditing(false)} /></div>`;
  if (leaving) {
    return html`<div class="detail"><p>${t("console.row.withdraw_ask")}</p><div class="row-of">
      ${act(t("console.do.withdraw"), () => acts.ideas.withdraw(idea.id))}${act(t("console.do.keep"), () => setLeaving(false))}</div></div>`;
  }
  return html`<div class="detail"><${Facts} ...${props} /><div class="row-of">
    ${idea.waiting && act(t("console.do.take_in"), () => acts.ideas.takeIn([idea.id]), "p")}
    ${!idea.hidden && act(heldUp ? t("console.do.put_back") : t("console.do.hold_up"), () => acts.ideas.holdUp(idea.id, !heldUp))}
    ${act(t("console.do.edit"), () => setEditing(true))}
    ${idea.theme_id && act(t("console.do.free"), () => acts.ideas.assign([idea.id], null))}
    ${under && act(t("console.do.take_apart"), () => acts.ideas.split(under.map((one) => one.id)))}
    ${act(idea.hidden ? t("console.do.unhide") : t("console.do.hide"), () => acts.ideas.hide([idea.id], !idea.hidden))}
    ${act(t("console.do.withdraw"), () => setLeaving(true), "plain")}</div></div>`;
}

function Line(props) {
  const { idea, sectors, sector, selected, open, hand, heldUp, newest, reach, acts } = props;
  const drag = (event) => {
    event.dataTransfer.setData("text/plain", idea.id);
    event.dataTransfer.effectAllowed = "move";
  };
  return html`<li class=${`row ${selected ? "selected" : ""} ${hand !== null ? "hand" : ""} ${newest ? "newest" : ""} ${idea.hidden ? "away" : ""} ${open ? "open" : ""}`}
      data-id=${idea.id} draggable=${!open} onDragStart=${drag}>
    <input type="checkbox" tabindex=${reach ? 0 : -1} checked=${selected} aria-label=${t("console.row.select", { text: idea.text })} onClick=${(event) => acts.ideas.toggle(idea.id, event.shiftKey)} />
    ${idea.sector ? html`<${Shape} sector=${idea.sector} sectors=${sectors} label=${sector} />` : html`<span></span>`}
    <${Words} idea=${idea} open=${open} reach=${reach || open} onOpen=${() => acts.ideas.open(idea.id)} />
    <${Tag} ...${props} />
    <button type="button" class="sm lift" tabindex=${reach ? 0 : -1} aria-pressed=${heldUp} onClick=${() => acts.ideas.holdUp(idea.id, !heldUp)}>${heldUp ? t("console.do.put_back") : t("console.do.lift")}</button>
    <time>${clock(idea.created_at)}</time>
    ${open && html`<${Detail} ...${props} />`}
  </li>`;
}

/** The row; it is drawn anew only when something of its own changed. */
export const Row = memo(Line);
