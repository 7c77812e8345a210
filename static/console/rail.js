/** The programme on the thread: what is done is solid, what is to come is dashed; a tap moves there. */

import { html, useEffect, useRef, useState } from "../vendor/preact.js";
import { itemTitle } from "../live/kinds.js";
import { clock, t, tn } from "../live/texts.js";
import { soften } from "../parts/paper-text.js";
import { consequence } from "./next.js";
import { useRoom } from "./context.js";
import { groups } from "./pace.js";

const at = (ms) => (ms === null || ms === undefined ? "" : clock(new Date(ms).toISOString()));
const minutesOf = (items) => items.reduce((sum, item) => sum + (item.minutes || 0), 0);

function stateOf(item, current, items) {
  if (item.id === current?.id) return "now";
  return current && items.indexOf(item) < items.findIndex((other) => other.id === current.id) ? "done" : "";
}

function Stop({ item, state, time, inGroup }) {
  const { acts, view, now } = useRoom();
  // Back in time nothing is set going again: what counts there is that nothing is lost.
  const will = state === "now" ? [] : state === "done" ? [t("console.back", { title: itemTitle(item) })] : consequence(view, item, { now, clock }).slice(0, 2);
  return html`<li class=${`stop ${state} ${inGroup ? "inner" : ""}`}>
    <time>${time}</time><i></i>
    <button type="button" aria-current=${state === "now" ? "step" : null} data-moves aria-describedby=${will.length ? `will-${item.id}` : null}
      onClick=${() => state !== "now" && acts.go(item.id)}><span dir="auto">${soften(itemTitle(item))}</span></button>
    <small>${item.minutes && state !== "done" ? tn("console.rail.minutes", item.minutes) : ""}</small>
    ${will.length > 0 && html`<p class="will" id=${`will-${item.id}`}>${will.join(" ")}</p>`}
  </li>`;
}

function Group({ group, open, state, onToggle }) {
  const { view, pace, items, item: current } = useRoom();
  const challenge = view.rows.challenges[group.challengeId];
  return html`<li class=${`group ${state}`}>
    <div class="stop head"><time>${at(pace.at[group.items[0].id])}</time><i></i>
      <button type="button" aria-expanded=${open} onClick=${onToggle}><span dir="auto">${soften(challenge?.department || challenge?.title || t("common.challenge"))}</span></button>
      <small>${open ? "" : tn("console.rail.minutes", minutesOf(group.items))}</small></div>
    ${open && html`<ol>${group.items.map((item, n) => {
      const its = stateOf(item, current, items);
      return html`<${Stop} key=${item.id} item=${item} inGroup state=${its} time=${its === "now" || n > 0 && current ? at(pace.at[item.id]) : ""} />`;
    })}</ol>`}
  </li>`;
}

function groupState(group, current, items) {
  const states = group.items.map((item) => stateOf(item, current, items));
  if (states.includes("now")) return "on";
  return states.every((state) => state === "done") ? "done" : "";
}

export function Rail() {
  const { items, item: current, pace } = useRoom();
  const [turned, setTurned] = useState({});
  const list = useRef(null);
  useEffect(() => list.current.querySelector(".now")?.scrollIntoView({ block: "nearest" }), [current?.id]);
  return html`<ol class="stops numbers" ref=${list}>${groups(items).map((group) => {
    const state = groupState(group, current, items);
    if (!group.challengeId) {
      const [item] = group.items;
      return html`<${Stop} key=${item.id} item=${item} state=${stateOf(item, current, items)} time=${at(pace.at[item.id])} />`;
    }
    const open = turned[group.id] ?? state === "on";
    return html`<${Group} key=${group.id} group=${group} state=${state} open=${open}
      onToggle=${() => setTurned({ ...turned, [group.id]: !open })} />`;
  })}</ol>`;
}
