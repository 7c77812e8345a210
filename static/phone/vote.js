/** Priorities: beads laid by tapping. Advice, not a decision; to be changed until the room moves on. */
import { html, useState } from "../vendor/preact.js";
import { settingOf } from "../live/kinds.js";
import { findLast } from "../live/lists.js";
import { ideasIn, ideasOf, themesOf } from "../live/select.js";
import { t, tn } from "../live/texts.js";
import { Mark, Sign } from "./frame.js";
import { ownOrder } from "./order.js";

const BEADS = 4;

/** What may be chosen under an item: what it is on, else themes, or ideas where there are none. */
export function targetsOf(phone, item) {
  const themes = themesOf(phone.view, item.challenge_id);
  const on = item.on || item.settings?.on || (themes.length ? "themes" : "ideas");
  const rows = on === "themes" ? themes : ideasOf(phone.view, item.challenge_id).filter(({ hidden, waiting }) => !hidden && !waiting);
  return { on, targets: ownOrder(rows, phone.me?.participant?.id || phone.sector, item.id) };
}

/** My ballot: what is on its way counts before what is saved. Returns the choices and how they stand. */
export function ballotOf(phone, item) {
  const entry = findLast(phone.outbox.entries(), ({ event, object }) => event === "vote.cast" && object.item_id === item.id);
  const saved = phone.me?.ballots?.[item.id] || {};
  if (!entry) return { choices: saved, state: Object.keys(saved).length ? "saved" : "empty" };
  return { choices: entry.object.choices, state: entry.state === "sending" || phone.status === "online" ? "sending" : "waiting" };
}

/** How a ballot stands, in words. */
export function Standing({ ballot, gone }) {
  const words = { saved: t("phone.vote.saved"), sending: t("phone.idea.state.sending"), waiting: gone, empty: t("common.vote.advice") };
  return html`<p class="stand" role="status">${ballot.state !== "empty" &&
    html`<${Mark} saved=${ballot.state === "saved"} />`} ${words[ballot.state]}</p>`;
}

const cast = (phone, item, choices) => phone.outbox.put("vote.cast", { item_id: item.id, choices });

function Beads({ points, most, lay, title }) {
  if (most > BEADS) {
    return html`<div class="pick steps" role="group" aria-label=${title}>
      <button onClick=${() => lay(points - 1)} disabled=${!points} aria-label=${t("phone.a11y.bead_take")}><i class="bead minus" /></button>
      <b class="numbers">${points}</b>
      <button onClick=${() => lay(points + 1)} disabled=${points >= most} aria-label=${t("phone.a11y.bead_add")}><i
        class="bead on plus" /></button></div>`;
  }
  return html`<div class=${`pick ${points ? "on" : ""}`} role="group" aria-label=${title}>
    ${Array.from({ length: most }, (_, i) => html`<button key=${i} aria-pressed=${points > i ? "true" : "false"}
      aria-label=${tn("common.vote.beads", i + 1)} onClick=${() => lay(points === i + 1 ? i : i + 1)}><i
        class=${`bead ${points > i ? "on" : ""}`} /></button>`)}</div>`;
}

function Target({ phone, target, on, points, most, lay }) {
  const name = on === "themes" ? target.title : target.text;
  return html`<li class=${`paper target ${points ? "on" : ""} ${on === "ideas" ? "long" : ""}`} lang=${phone.workshop.language}>
    <div>${on === "themes" ? html`<h2>${name}</h2><small>${tn("phone.results.ideas", ideasIn(phone.view, target.id).length)}</small>`
      : html`<p class="idea-text">${target.sector ? html`<${Sign} sector=${target.sector} />` : html`<i />`}<span>${name}</span></p>`}</div>
    <${Beads} points=${points} most=${most} title=${name} lay=${lay} />
  </li>`;
}

/** A sentence's question, and what to do about it, which stands smaller below. */
export function questionFirst(text) {
  const end = text.indexOf("? ") + 1;
  return end ? [text.slice(0, end), text.slice(end + 1)] : [text, ""];
}

/** The choices that can still be seen, and how many beads are left. */
function counted({ choices }, targets, dots) {
  const seen = Object.fromEntries(Object.entries(choices).filter(([id]) => targets.some((target) => target.id === id)));
  return { choices: seen, left: dots - Object.values(seen).reduce((sum, points) => sum + points, 0) };
}

/** The vote item. */
export function Vote({ phone }) {
  const { item } = phone;
  const [full, setFull] = useState(false);
  const dots = settingOf(item, "dots");
  const most = Math.min(dots, settingOf(item, "max_per_target"));
  const { on, targets } = targetsOf(phone, item);
  const ballot = ballotOf(phone, item);
  const { choices, left } = counted(ballot, targets, dots);
  function lay(target, wanted) {
    // Counted anew at every tap: fingers are faster than frames.
    const { choices, left } = counted(ballotOf(phone, item), targets, dots);
    const had = choices[target.id] || 0;
    const points = Math.max(0, Math.min(wanted, had + left, most));
    setFull(wanted > points);
    if (points === had) return phone.announce(t("phone.vote.used", { n: dots }));
    const { [target.id]: old, ...rest } = choices;
    cast(phone, item, points ? { ...rest, [target.id]: points } : rest);
    return phone.announce(t("phone.a11y.beads", { k: points, max: most, theme: target.title || target.text, n: left + had - points }));
  }
  if (!targets.length) return html`<div class="ask"><h1 tabindex="-1">${phone.title(item)}</h1><p class="help">${t("phone.vote.nothing")}</p></div>`;
  const [question, how] = questionFirst(t(on === "themes" ? "phone.now.vote" : "phone.now.vote_idea", { max: most }));
  return html`<div class="ask"><h1 tabindex="-1">${question}</h1><p class="help">${how}</p></div>
    <ul class="list">${targets.map((target) => html`<${Target} key=${target.id} phone=${phone} target=${target} on=${on} most=${most}
      points=${choices[target.id] || 0} lay=${(points) => lay(target, points)} />`)}</ul>
    <footer class="foot-panel panel"><div class="left">
        ${dots <= 7 && html`<span class="left-beads" aria-hidden="true">${Array.from({ length: dots }, (_, i) => html`<i key=${i}
          class=${i < dots - left ? "used" : ""} />`)}</span>`}
        <b class="display">${left > 0 ? tn("phone.vote.left", left) : t("phone.vote.all_placed")}</b></div>
      ${full && left === 0 ? html`<p class="stand" role="status">${t("phone.vote.used", { n: dots })}</p>`
        : html`<${Standing} ballot=${ballot} gone=${t("phone.vote.gone")} />`}
    </footer>`;
}
