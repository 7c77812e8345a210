/** Where we are: the steps on the panel, at most six. */

import { html, useLayoutEffect, useRef } from "../vendor/preact.js";
import { kindOf } from "../live/kinds.js";
import { t } from "../live/texts.js";
import { agenda, challenges } from "../live/select.js";
import { useRuler } from "../parts/gauge.js";

const MOST = 6;
/** Whether an item is a place on the way; the rest (welcome, questions, breaks, polls) belong to the step before them. */
const isStep = (item) => kindOf(item).draws.step;

/** The steps to show while `item` is current: `{key, label, state}` with state done, now or "". Pure but for texts. */
export function arcOf(view, item) {
  const items = agenda(view);
  const at = item ? items.findIndex((other) => other.id === item.id) : -1;
  const steps = kindOf(item).rests ? departmentSteps(view, items, at) : kindSteps(items, item, at);
  const now = steps.findIndex((step) => step.state === "now");
  const from = Math.max(0, Math.min(now - 2, steps.length - MOST));
  return steps.slice(from, from + MOST);
}

function kindSteps(items, item, at) {
  const challenge = item?.challenge_id ?? nearestChallenge(items, at);
  const own = items.filter((other) => isStep(other) && (!other.challenge_id || other.challenge_id === challenge));
  const kinds = [...new Set(own.map((other) => other.kind))];
  const now = isStep(item) ? item.kind : lastStep(items, item, at, challenge);
  // What happened last time is a step only until we leave it.
  if (kinds[0] === "followup" && now !== "followup" && at >= 0) kinds.shift();
  const place = kinds.indexOf(now);
  const closed = kindOf(item).closes;
  return kinds.map((kind, n) => ({
    key: kind, label: t(`common.kind.${kind}`), state: closed || n < place ? "done" : n === place ? "now" : "",
  }));
}

/** For an item of no challenge: the one last spoken of, or the first to come. */
function nearestChallenge(items, at) {
  const before = items.slice(0, Math.max(0, at)).reverse().find((other) => other.challenge_id);
  return (before ?? items.find((other) => other.challenge_id))?.challenge_id ?? null;
}

function lastStep(items, item, at, challenge) {
  if (kindOf(item).closes || at < 0) return null;
  const before = items.slice(0, at).reverse()
    .find((other) => isStep(other) && (!other.challenge_id || other.challenge_id === challenge));
  return before?.kind ?? null;
}

/** In a break the departments are the steps, with the break among them and the results at the end. */
function departmentSteps(view, items, at) {
  const before = new Set(items.slice(0, at).map((other) => other.challenge_id));
  const after = new Set(items.slice(at + 1).map((other) => other.challenge_id));
  const all = challenges(view).map((row) => ({ key: row.id, label: short(row.department || row.title), over: before.has(row.id) && !after.has(row.id), begun: before.has(row.id) }));
  const place = all.filter((step) => step.begun).length;
  const steps = all.map((step) => ({ key: step.key, label: step.label, state: step.begun ? "done" : "" }));
  steps.splice(place, 0, { key: "break", label: t("common.kind.break"), state: "now" });
  if (items.slice(at).some((other) => other.kind === "results")) steps.push({ key: "results", label: t("common.kind.results"), state: "" });
  return steps;
}

// A department's name up to its first comma or "and": on the panel it only has to be recognised.
const short = (name) => {
  const first = name.split(/,| og | and | & /u)[0].trim();
  return first.length <= 16 ? first : `${first.slice(0, 15).trimEnd()}…`;
};

/** The steps; those farthest from where we are give way when there is not room for all. */
export function Arc({ view, item }) {
  const list = useRef(null);
  const steps = arcOf(view, item);
  const ruler = useRuler();
  const key = steps.map((step) => step.label + step.state).join();
  useLayoutEffect(() => makeRoom(list.current, steps.findIndex((step) => step.state === "now")), [key, ruler]);
  return html`<ol class="arc" ref=${list} aria-label=${t("screen.arc")}>
    ${steps.map((step) => html`<li key=${step.key} class=${step.state} aria-current=${step.state === "now" ? "step" : null}><span>${step.label}</span></li>`)}
  </ol>`;
}

function makeRoom(list, now) {
  const items = [...list.children];
  const door = list.closest(".hall")?.querySelector(".door .how");
  const unit = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  list.style.width = door ? `${Math.max(20, (door.getBoundingClientRect().left - list.getBoundingClientRect().left) / unit - 2)}rem` : "";
  for (const element of items) element.hidden = false;
  const far = (n) => Math.abs(n - Math.max(0, now)) + (n < now ? .5 : 0);
  const order = items.map((_, n) => n).sort((a, b) => far(b) - far(a));
  while (list.scrollWidth > list.clientWidth + 1 && order.length > 1) items[order.shift()].hidden = true;
}
