/** What can be done with the selected ideas, all at once. */

import { html } from "../vendor/preact.js";
import { t, tn } from "../live/texts.js";
import { useRoom } from "./context.js";
import { possible } from "./sifting.js";

export function BulkBar() {
  const { ui, view, acts, set, stream } = useRoom();
  const ideas = [...ui.selected].map((id) => view.rows.ideas[id]).filter(Boolean);
  const ids = ideas.map((idea) => idea.id);
  const can = possible(ideas, stream.under);
  const button = (label, run, name = "") => html`<button type="button" class=${`sm ${name}`} onClick=${run}>${label}</button>`;
  const under = ids.flatMap((id) => (stream.under.get(id) || []).map((one) => one.id));
  return html`<div class="bulk" role="group" aria-label=${t("console.bulk.title")}>
    <b class="numbers" role="status">${tn("console.filter.selected", ids.length)}</b>
    ${can.takeIn && button(t("console.do.take_in"), () => acts.ideas.takeIn(ideas.filter((idea) => idea.waiting).map((idea) => idea.id)))}
    ${can.theme && button(t("console.do.give_theme"), () => set({ sheet: { kind: "theme", ids } }), "p")}
    ${can.merge && button(t("console.do.merge"), () => set({ sheet: { kind: "merge", ids } }))}
    ${can.split && button(t("console.do.take_apart"), () => acts.ideas.split(under))}
    ${can.holdUp && button(t("console.do.hold_up"), () => acts.ideas.holdUp(ids[0], true))}
    ${can.hide && button(t("console.do.hide"), () => acts.ideas.hide(ideas.filter((idea) => !idea.hidden).map((idea) => idea.id), true).then(acts.ideas.clear))}
    ${can.unhide && button(t("console.do.unhide"), () => acts.ideas.hide(ideas.filter((idea) => idea.hidden).map((idea) => idea.id), false).then(acts.ideas.clear))}
    ${button(t("console.do.clear"), acts.ideas.clear)}
  </div>`;
}
