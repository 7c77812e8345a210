/** The stream of ideas: what came, newest first, with filters, search, and a bar for what is selected. */

import { html, useEffect, useRef, useState } from "../vendor/preact.js";
import { kindOf } from "../live/kinds.js";
import { t, tn } from "../live/texts.js";
import { sectorName } from "../parts/sector.js";
import { Windowed } from "../parts/windowed.js";
import { BulkBar } from "./bulk-bar.js";
import { useRoom } from "./context.js";
import { Row } from "./idea-row.js";
import { countFilters } from "./sifting.js";

const CHIPS = ["all", "no_theme", "offer", "waiting", "hidden"];

function chipText(name, n) {
  return name === "all" ? t("console.filter.all", { n }) : html`${t(`console.filter.${name}`)} ${n}`;
}

function Filters() {
  const { ui, set, stream, boot, challenges, themes } = useRoom();
  const counts = countFilters(stream.ideas);
  const chips = CHIPS.filter((name) => counts[name] > 0 || ["all", "no_theme"].includes(name) || ui.filter === name);
  const finer = Boolean(ui.finer || ui.sector || ui.theme || ui.challenge !== "auto");
  return html`<div class="filters" role="group" aria-label=${t("console.filter.title")}>
    <div class="chips">${chips.map((name) => html`<button type="button" class="pill numbers" key=${name} aria-pressed=${ui.filter === name}
      onClick=${() => set({ filter: name })}>${chipText(name, counts[name])}</button>`)}
      <button type="button" class="pill finer" aria-expanded=${finer} onClick=${() => set(finer ? { finer: false, sector: null, theme: null, challenge: "auto" } : { finer: true })}>${t("console.filter.more")}</button></div>
    <input id="search" class="pick" type="search" placeholder=${t("console.filter.search")} aria-label=${t("console.filter.search")} value=${ui.query}
      onInput=${(event) => set({ query: event.target.value })} />
    ${finer && html`<div class="sieve">
      ${challenges.length > 1 && html`<select class="pick" aria-label=${t("common.challenge")} value=${ui.challenge} onChange=${(event) => set({ challenge: event.target.value })}>
        <option value="auto">${t("console.filter.now")}</option><option value="all">${t("common.challenge.all")}</option>
        ${challenges.map((one) => html`<option key=${one.id} value=${one.id}>${one.department || one.title}</option>`)}</select>`}
      ${themes.length > 0 && html`<select class="pick" aria-label=${t("common.theme")} value=${ui.theme ?? ""} onChange=${(event) => set({ theme: event.target.value || null })}>
        <option value="">${t("console.filter.themes")}</option>${themes.map((theme) => html`<option key=${theme.id} value=${theme.id}>${theme.title}</option>`)}</select>`}
      <select class="pick" aria-label=${t("common.sector")} value=${ui.sector ?? ""} onChange=${(event) => set({ sector: event.target.value || null })}>
        <option value="">${t("console.filter.sectors")}</option>
        ${(boot.plan.sectors || []).map(({ key }) => html`<option key=${key} value=${key}>${sectorName(key)}</option>`)}</select>
    </div>`}
  </div>`;
}

/** What came late or waits for approval: nobody but this page and its author sees it. */
function Tray() {
  const { stream, acts, set, ui } = useRoom();
  const waiting = stream.ideas.filter((idea) => idea.waiting && !idea.hidden);
  if (!waiting.length || ui.filter === "waiting") return null;
  const late = waiting.filter((idea) => idea.late).length;
  return html`<div class="tray"><p><b>${tn("console.tray.waiting", waiting.length)}</b> ${late ? tn("console.tray.late", late) : t("console.tray.approve")}</p>
    <button type="button" class="sm" onClick=${() => set({ filter: "waiting" })}>${t("console.tray.read")}</button>
    <button type="button" class="sm p" onClick=${() => acts.ideas.takeIn(waiting.map((idea) => idea.id).slice(0, 1000))}>${t("console.tray.all")}</button></div>`;
}

function Empty() {
  const { stream, set, item } = useRoom();
  if (!stream.ideas.length) return html`<p class="empty">${kindOf(item).takes === "ideas" ? t("console.stream.soon") : t("console.stream.empty")}</p>`;
  return html`<div class="empty"><p>${t("console.stream.none")}</p>
    <button type="button" class="sm" onClick=${() => set({ filter: "all", sector: null, theme: null, query: "" })}>${t("console.stream.show_all")}</button></div>`;
}

const REACHED = ["input[type=checkbox]", ".text"];
const ROW_PX = 52;

/**
 * One row at a time is reached with Tab, so that five hundred ideas do not stand between a keyboard and the rest. Up and down
 * go from row to row, also to one that is not in the page yet; with Shift they select on the way.
 */
function useReach(shown, ui, set) {
  const list = useRef(null);
  const wanted = useRef(null);
  const reach = shown.some((idea) => idea.id === ui.reach) ? ui.reach : shown[0]?.id;
  const arrive = () => {
    const { id, kind, choose } = wanted.current ?? {};
    const to = id && list.current?.querySelector(`[data-id="${id}"] ${kind}`);
    if (!to) return;
    wanted.current = null;
    to.focus();
    if (choose && to.type === "checkbox") to.click();
  };
  useEffect(arrive);
  const onFocusIn = (event) => {
    const id = event.target.closest(".row")?.dataset.id;
    if (id && id !== ui.reach) set({ reach: id });
  };
  const onKeyDown = (event) => {
    const kind = REACHED.find((selector) => event.target.matches(selector));
    if (!["ArrowDown", "ArrowUp"].includes(event.key) || !kind) return;
    event.preventDefault();
    const from = shown.findIndex((idea) => idea.id === event.target.closest(".row").dataset.id);
    const to = shown[from + (event.key === "ArrowDown" ? 1 : -1)];
    if (!to) return;
    wanted.current = { id: to.id, kind, choose: event.shiftKey };
    arrive();
    if (wanted.current) set({ reach: to.id });
  };
  return { list, reach, onFocusIn, onKeyDown };
}

/** The row that is being dragged: it stays in the page, however many come above it meanwhile. */
function useDragged() {
  const [dragged, setDragged] = useState(null);
  return { dragged, onDragStart: (event) => setDragged(event.target.closest?.(".row")?.dataset.id ?? null), onDragEnd: () => setDragged(null) };
}

function Stream() {
  const { stream, ui, set, acts, hands, view, boot } = useRoom();
  const heldUp = Object.values(view.rows.workshop)[0].held_up;
  const { list, reach, onFocusIn, onKeyDown } = useReach(stream.shown, ui, set);
  const { dragged, onDragStart, onDragEnd } = useDragged();
  const several = ui.challenge === "all" || stream.challengeId === null;
  const row = (idea, n) => html`<${Row} key=${idea.id}
      idea=${idea} sectors=${boot.plan.sectors} sector=${idea.sector ? sectorName(idea.sector) : null} theme=${view.rows.themes[idea.theme_id]?.title ?? null}
      where=${several ? (view.rows.challenges[idea.challenge_id]?.department ?? null) : null}
      selected=${ui.selected.has(idea.id)} open=${ui.open === idea.id} hand=${hands.has(idea.id) ? hands.get(idea.id) : null}
      heldUp=${heldUp === idea.id} under=${stream.under.get(idea.id) ?? null} builds=${view.rows.ideas[idea.builds_on]?.text ?? null}
      newest=${n === 0} reach=${reach === idea.id} acts=${acts} />`;
  return html`<div class="stream" ref=${list}><${Windowed} items=${stream.shown} draw=${row} estimate=${ROW_PX} keep=${[reach, ui.open, dragged]}
    onKeyDown=${onKeyDown} onFocusIn=${onFocusIn} onDragStart=${onDragStart} onDragEnd=${onDragEnd} aria-label=${t("common.ideas")} /></div>`;
}

export function IdeaStream() {
  const { stream, ui } = useRoom();
  return html`<${Filters} /><${Tray} />
    ${stream.shown.length ? html`<${Stream} />` : html`<${Empty} />`}
    ${ui.selected.size > 0 && html`<${BulkBar} />`}`;
}
