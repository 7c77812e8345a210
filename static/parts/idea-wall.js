/** The wall: papers that hang themselves, from one to five hundred. Sizes by `wall-layout`, time by `wall-state`. */

import { html, useEffect, useLayoutEffect, useMemo, useRef, useState } from "../vendor/preact.js";
import { t, tn } from "../live/texts.js";
import { Bow } from "./shapes.js";
import { Sector } from "./sector.js";
import { LEAST, makeGauge, sizeOf, useRuler } from "./gauge.js";
import { BeadLine, lineBeads } from "./thread.js";
import { excerpt, soften } from "./paper-text.js";
import { PAGE_STANDS, arrive, lay, onPage, turn } from "./wall-state.js";

/** At most so many landings a second; what comes faster is laid in one go. */
const LANDING = 1000 / 3;

// A row is replaced when it changes, so its card holds as long as it does; one for each length of excerpt.
const made = new Map();

/** What the wall needs of an idea. `shape` names everything its size depends on. */
export function cardOf(idea, most = 110) {
  if (!made.has(most)) made.set(most, new WeakMap());
  const known = made.get(most);
  if (!known.has(idea)) known.set(idea, newCard(idea, most));
  return known.get(idea);
}

function newCard(idea, most) {
  const text = soften(excerpt(idea.text, most));
  const name = idea.name && excerpt(idea.name, 32);
  return {
    id: idea.id, text, sector: idea.sector, offer: Boolean(idea.offer), name, theme: idea.theme_id,
    shape: `${text}|${idea.sector ? 1 : 0}${idea.offer ? 1 : 0}|${name ?? ""}`,
  };
}

/** One paper with an idea. */
export function IdeaCard({ card, state = "" }) {
  return html`<li class=${`paper idea ${state}`} data-idea=${card.id}>
    ${card.sector && html`<${Sector} sector=${card.sector} named=${true} />`}
    <p dir="auto" class=${card.sector ? "marked" : ""}>${card.text}</p>
    ${card.name && html`<p class="by" dir="auto">${card.name}</p>`}
    ${card.offer && html`<span class="offered"><${Bow} /><span class="sr">${t("screen.wall.offers")}</span></span>`}
  </li>`;
}

/** The cards, given on at most three times a second. */
function useLandings(cards) {
  const [given, setGiven] = useState(cards);
  const last = useRef(0);
  useEffect(() => {
    if (cards === given) return undefined;
    const give = () => { last.current = performance.now(); setGiven(cards); };
    const wait = last.current + LANDING - performance.now();
    if (wait <= 0) { give(); return undefined; }
    const timer = setTimeout(give, wait);
    return () => clearTimeout(timer);
  }, [cards, given]);
  return given;
}

/** How much height the columns have; the last one ends above the code. */
function roomOf(wall) {
  const { height } = sizeOf(wall);
  const corner = Number.parseFloat(getComputedStyle(wall).getPropertyValue("--corner")) || 0;
  return { height, corner: height - corner };
}

/** State of a wall whose papers are `cards`, newest first; its pages turn unless `held`. */
function useWall(cards, { held, draw, steps, themes }) {
  const place = useRef(null);
  const gauge = useRef(null);
  const ruler = useRuler();
  const [state, setState] = useState(null);
  const env = (order) => ({
    now: Date.now(), room: roomOf(place.current), steps, themes,
    heightOf: (step, card) => gauge.current.heightOf(step, card, order),
  });
  useLayoutEffect(() => {
    if (!gauge.current) gauge.current = makeGauge(place.current, draw);
    gauge.current.forget();
    setState((was) => lay(cards, env(cards), { page: was?.page ?? 0 }));
  }, [ruler]);
  useLayoutEffect(() => { setState((was) => (was ? arrive(was, cards, env(cards)) : was)); }, [cards]);
  useEffect(() => {
    if (held || !state) return undefined;
    const left = state.since + PAGE_STANDS - Date.now();
    const timer = setTimeout(() => setState((was) => turn(was, cards, env(cards))), Math.max(0, left));
    return () => clearTimeout(timer);
  }, [held, state?.since, cards]);
  return [place, state];
}

/** What is said at the end of the thread: how many, and which page when there are several. */
function labelOf(state, cards) {
  // Up to sixty, the beads themselves show which papers are up.
  if (!state || cards.length <= 60) return tn("screen.wall.ideas", cards.length);
  const { theme } = state.pages[state.page];
  const where = { a: state.page + 1, b: state.pages.length };
  return theme ? t("screen.wall.theme_page", { theme: excerpt(theme.title, 40), ...where }) : tn("screen.wall.paged", cards.length, where);
}

const drawIdea = (card) => html`<${IdeaCard} card=${card} />`;

/** A wall of papers; `empty` stands on the wall itself while there are none. `Card` draws a paper other than an idea. */
export function IdeaWall({ ideas, themes = [], held = false, empty, steps, Card = IdeaCard, toCard = cardOf, label = labelOf }) {
  const key = ideas.map((idea) => `${idea.id}:${idea.version}`).join();
  const all = useMemo(() => ideas.map((idea) => toCard(idea)), [key]);
  const cards = useLandings(all);
  const draw = Card === IdeaCard ? drawIdea : (card) => html`<${Card} card=${card} />`;
  const [place, state] = useWall(cards, { held, draw, steps, themes });
  const shown = onPage(state);
  const byId = new Map(cards.map((card) => [card.id, card]));
  const newest = state?.page === 0 ? cards.find((card) => shown.has(card.id))?.id : null;
  const page = state?.pages[state.page];
  const step = state?.step;
  return html`<${BeadLine} beads=${lineBeads(cards, shown)} label=${cards.length ? label(state, cards) : null} />
    <section class="wall" ref=${place} aria-label=${page && t("screen.a11y.wall", { a: state.page + 1, b: state.pages.length })}>
      ${cards.length === 0 && html`<p class="nothing">${empty}</p>`}
      ${cards.length > 0 && page && html`<div class=${`columns${step.size <= LEAST ? " least" : ""}`} key=${state.since} style=${{
        gridTemplateColumns: `repeat(${step.columns}, minmax(0, 1fr))`, gap: `${step.gap}rem`, fontSize: `${step.size}rem` }}>
        ${page.columns.map((column) => html`<ul style=${{ gap: `${step.gap}rem` }}>
          ${column.map((slot) => (byId.has(slot.id)
            ? html`<${Card} key=${slot.id} card=${byId.get(slot.id)}
                state=${slot.id === newest ? (slot.id === state.landed ? "new landed" : "new") : ""} />`
            : html`<li class="gap" aria-hidden="true" style=${{ height: `${slot.height}rem` }} />`))}
        </ul>`)}
      </div>`}
    </section>`;
}
