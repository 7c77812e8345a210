/** Clustering: papers move into their themes while the room watches. */

import { html, useEffect, useLayoutEffect, useMemo, useRef, useState } from "../vendor/preact.js";
import { t, tn } from "../live/texts.js";
import { ideasOf, themesOf } from "../live/select.js";
import { makeGauge, sizeOf, useRuler } from "../parts/gauge.js";
import { Clock } from "../parts/timer.js";
import { BeadLine, lineBeads } from "../parts/thread.js";
import { IdeaCard, IdeaWall, cardOf } from "../parts/idea-wall.js";
import { soften, excerpt } from "../parts/paper-text.js";
import { PAGE_STANDS } from "../parts/wall-state.js";
import { Frame, Head } from "./frame.js";

const LOOSE = "loose";
const MOST = 6;
const stepFor = (columns) => ({ columns: Math.max(3, columns), size: columns > 4 ? 2.25 : 2.75, gap: 1.4 });

const lastFirst = (cards) => [...cards].sort((a, b) => (b.version ?? 0) - (a.version ?? 0));

/** The columns: a theme each and, while some ideas have none, one for those; in pages of six. Pure. */
export function themePages(themes, cards) {
  const columns = themes.map((theme) => ({ id: theme.id, title: theme.title, cards: lastFirst(cards.filter((card) => card.theme === theme.id)) }));
  const known = new Set(themes.map((theme) => theme.id));
  const loose = cards.filter((card) => !known.has(card.theme));
  const each = loose.length ? MOST - 1 : MOST;
  const pages = [];
  for (let at = 0; at < columns.length; at += each) pages.push(columns.slice(at, at + each));
  if (!loose.length) return pages;
  return (pages.length ? pages : [[]]).map((page) => [...page, { id: LOOSE, title: null, cards: loose }]);
}

/** Which page is up; they follow each other as those of the wall do. */
export function usePages(count, still) {
  const [page, setPage] = useState(0);
  useEffect(() => {
    if (count < 2 || still) return undefined;
    const timer = setInterval(() => setPage((n) => n + 1), PAGE_STANDS);
    return () => clearInterval(timer);
  }, [count, still]);
  return count ? page % count : 0;
}

/** Moves every paper from where it was to where it is, one shortly after another; one from under a pile, from its bead. */
function useMoves(place, page, key) {
  const before = useRef({ page: null, boxes: new Map() });
  useLayoutEffect(() => {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches || before.current.page !== page;
    const boxes = new Map();
    let moved = 0;
    for (const element of place.current?.querySelectorAll(".columns [data-idea]") ?? []) {
      const { idea } = element.dataset;
      const box = element.getBoundingClientRect();
      boxes.set(idea, box);
      const was = before.current.boxes.get(idea) ?? document.querySelector(`[data-bead="${idea}"]`)?.getBoundingClientRect();
      if (still || !was || (Math.abs(was.x - box.x) < 2 && Math.abs(was.y - box.y) < 2)) continue;
      move(element, was, box, moved * 30);
      moved += 1;
    }
    before.current = { page, boxes };
  }, [key]);
}

function move(element, was, box, delay) {
  const from = `translate(${was.x - box.x}px, ${was.y - box.y}px) scale(${Math.min(1, was.width / box.width)})`;
  element.animate?.([{ transform: from, transformOrigin: "0 0", zIndex: 3 }, { transform: "none", transformOrigin: "0 0", zIndex: 3 }],
    { duration: 700, delay, easing: "cubic-bezier(.5,0,.15,1)", fill: "backwards" });
}

/** The cards of a column that fit it, and how many more lie underneath. */
function fitting(column, step, room, heightOf) {
  let used = 0;
  const shown = [];
  for (const card of column.cards.slice(0, 24)) {
    const height = heightOf(step, card);
    if (shown.length && used + height + (column.cards.length > shown.length + 1 ? 1.2 : 0) > room) continue;
    shown.push(card);
    used += height + .9;
  }
  return { shown, under: column.cards.length - shown.length };
}

function Column({ column, step, room, heightOf }) {
  const { shown, under } = room ? fitting(column, step, room, heightOf) : { shown: [], under: 0 };
  const loose = column.id === LOOSE;
  return html`<section class=${`theme${loose ? " loose" : ""}`}>
    <div class="head">
      <h2 dir="auto">${loose ? t("common.theme.none") : soften(excerpt(column.title, 60))}</h2>
      <p class="numbers">${tn("screen.wall.ideas", column.cards.length)}</p>
    </div>
    ${column.cards.length ? html`<ul class=${under ? "pile" : ""}>${shown.map((card) => html`<${IdeaCard} key=${card.id} card=${card} />`)}</ul>`
      : html`<p class="slot">${t("screen.themes.waits")}</p>`}
  </section>`;
}

function ThemeColumns({ themes, cards, still }) {
  const place = useRef(null);
  const gauge = useRef(null);
  const ruler = useRuler();
  const [room, setRoom] = useState(0);
  const pages = themePages(themes, cards);
  const at = usePages(pages.length, still);
  const page = pages[at] ?? [];
  const step = stepFor(page.length);
  useLayoutEffect(() => {
    if (!gauge.current) gauge.current = makeGauge(place.current, (card) => html`<${IdeaCard} card=${card} />`);
    gauge.current.forget();
    const heads = [...place.current.querySelectorAll(".head")].map((head) => sizeOf(head).height);
    setRoom(sizeOf(place.current).height - Math.max(0, ...heads) - 1);
  }, [ruler, page.map((column) => column.id + column.title).join()]);
  const heightOf = (shape, card) => gauge.current.heightOf(shape, card, cards);
  useMoves(place, `${at}/${room}`, `${at}|${cards.map((card) => `${card.id}${card.theme}`).join()}|${room}`);
  return html`<div class="themes" ref=${place}>
    <div class="columns" style=${{ gridTemplateColumns: `repeat(${step.columns}, minmax(0, 1fr))`, gap: `${step.gap}rem`, fontSize: `${step.size}rem` }}>
      ${page.map((column) => html`<${Column} key=${column.id} column=${column} step=${step} room=${room} heightOf=${heightOf} />`)}
    </div>
    ${pages.length > 1 && html`<p class="sr">${t("screen.themes.paged", { a: at + 1, b: pages.length })}</p>`}
  </div>`;
}

/** Themes taking shape. Before the first one the wall of ideas stands. */
export function Clustering({ view, item, challenge, workshop, offline, now, still }) {
  const id = item.challenge_id ?? null;
  const themes = themesOf(view, id);
  const ideas = ideasOf(view, id);
  const key = ideas.map((idea) => `${idea.id}:${idea.version}`).join();
  // What was moved last lies on top of its pile, where the room can see it arrive.
  const cards = useMemo(() => ideas.map((idea) => ({ ...cardOf(idea, 80), version: idea.version })), [key]);
  const placed = new Set(cards.filter((card) => themes.some((theme) => theme.id === card.theme)).map((card) => card.id));
  const loose = cards.length - placed.size;
  const label = !cards.length ? null : loose ? tn("screen.themes.loose", loose) : t("screen.themes.all_placed");
  return html`<${Frame} name="themes" view=${view} item=${item} offline=${offline} door=${themes.length ? "small" : "large"}>
    <${Head} who=${challenge?.department} title=${t("screen.themes.title")}><${Clock} timer=${workshop.timer} now=${now} /></${Head}>
    ${themes.length
      ? html`<${BeadLine} beads=${lineBeads(cards, placed, 1380)} label=${label} /><${ThemeColumns} themes=${themes} cards=${cards} still=${still} />`
      : html`<${IdeaWall} key=${item.id} ideas=${ideas} held=${still} empty=${t("screen.themes.none")} />`}
  </${Frame}>`;
}
