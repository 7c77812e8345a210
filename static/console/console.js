/** The console: one page for whoever leads the meeting, on a laptop and, the same, on a phone. */

import { html, useEffect, useMemo, useRef, useState } from "../vendor/preact.js";
import { itemTitle } from "../live/kinds.js";
import { agenda, challenges, challengeOf, current, ideasOf, themesOf, workshop } from "../live/select.js";
import { t } from "../live/texts.js";
import { Drafts } from "../parts/draft.js";
import { createActs } from "./acts.js";
import { Room } from "./context.js";
import { Dock } from "./dock.js";
import { useKeys } from "./key-listener.js";
import { pace, zoned } from "./pace.js";
import { Panes, paneOf } from "./panes.js";
import { Preview } from "./preview.js";
import { Rail } from "./rail.js";
import { Sheets } from "./sheets.js";
import { keepSeen, mergedUnder, sift } from "./sifting.js";
import { StageHead } from "./stage-head.js";
import { ThemeColumn } from "./theme-column.js";
import { TopBar } from "./top-bar.js";
import { Notes } from "./notes.js";

const TICK_MS = 10000;
const HAND_MS = 20000;

const freshUi = (shelf) => ({
  pane: null, filter: "all", sector: null, theme: null, challenge: "auto", query: "", finer: false, selected: new Set(), anchor: null, open: null, reach: null, moved: 0,
  sheet: shelf.get("name") === null ? { kind: "name" } : null, keys: shelf.get("keys", true), declined: new Set(),
});

/** Draws again when the session has news, and every ten seconds for the clocks. */
function useSession(session) {
  const [, again] = useState(0);
  useEffect(() => {
    const draw = () => again((n) => n + 1);
    const leave = session.subscribe(draw);
    const tick = setInterval(draw, TICK_MS);
    return () => { leave(); clearInterval(tick); };
  }, [session]);
}

/** What the room works on as the stream shows it: the chosen challenge, its ideas, and those that pass. */
function useStream(view, ui, item) {
  const challengeId = ui.challenge === "auto" ? (item?.challenge_id ?? null) : ui.challenge === "all" ? null : ui.challenge;
  const ideas = useMemo(() => ideasOf(view, challengeId), [view.rows.ideas, challengeId]);
  const shown = useMemo(() => sift(ideas, ui), [ideas, ui.filter, ui.sector, ui.theme, ui.query]);
  const under = useMemo(() => mergedUnder(view.rows.ideas), [view.rows.ideas]);
  return { challengeId, ideas, shown, under };
}

/** Tells the other consoles which ideas this one holds, and again now and then, for those that come later. */
function useHand(session, selected) {
  useEffect(() => {
    const ids = [...selected].slice(0, 200);
    const tell = () => session.hold(ids);
    const soon = setTimeout(tell, 150);
    const again = ids.length ? setInterval(tell, HAND_MS) : 0;
    return () => { clearTimeout(soon); clearInterval(again); };
  }, [session, selected]);
}

/** After a move, what has focus is the new item's heading: it is announced, and Space belongs to the slides. */
function useArrival(item, moved) {
  const heading = useRef(null);
  useEffect(() => {
    if (moved) heading.current?.focus({ preventScroll: true });
  }, [item?.id, moved]);
  return heading;
}

export function Console({ session, boot }) {
  useSession(session);
  const view = session.connection.view();
  const [ui, setUi] = useState(() => freshUi(session.shelf));
  const set = useMemo(() => (patch) => setUi((was) => ({ ...was, ...patch })), []);
  const latest = useRef(null);
  const acts = useMemo(() => createActs({ latest: () => latest.current, set, ...session }), [session]);
  const item = current(view);
  const stream = useStream(view, ui, item);
  const kept = keepSeen(ui.selected, view.rows.ideas);
  useEffect(() => { if (kept !== ui.selected) set({ selected: kept }); });
  useEffect(() => {
    const id = workshop(view)?.id;
    if (id) set({ declined: new Set(session.shelf.get(`declined.${id}`, [])) });
  }, [workshop(view)?.id]);
  useHand(session, kept);
  latest.current = { view, ui, undo: session.undo(), order: stream.shown.map((idea) => idea.id) };
  useKeys({ acts, set, latest });
  const heading = useArrival(item, ui.moved);

  const now = session.connection.serverNow();
  const items = agenda(view);
  const room = {
    session, boot, view, ui: { ...ui, selected: kept }, set, acts, stream, item, items, now, hands: session.hands(),
    challenges: challenges(view), challenge: challengeOf(view, item), themes: themesOf(view, stream.challengeId),
    pace: pace({ items, currentId: item?.id ?? null, timer: workshop(view)?.timer, now, startsAt: zoned(boot.plan.starts_at, boot.plan.timezone) }),
    heading, pane: paneOf(view, ui, item),
  };
  return html`<${Room.Provider} value=${room}><${Drafts.Provider} value=${session.shelf}>${layout(room)}</${Drafts.Provider}></${Room.Provider}>`;
}

function layout({ view, item, items, ui, pane, session }) {
  if (!workshop(view)) return html`<p class="waiting" role="status">${t("console.loading")}</p>`;
  const place = items.findIndex((other) => other.id === item?.id) + 1;
  return html`<div class="console" data-pane=${pane} data-chosen=${ui.pane?.name ?? ""}>
    <${TopBar} />
    <nav class="rail" aria-label=${t("common.agenda")}><${Rail} /><${Preview} /></nav>
    <main class="mid"><${StageHead} /><${Panes} /></main>
    <aside class="themes" aria-label=${t("common.themes")}><${ThemeColumn} /></aside>
    <footer class="bottom"><${Notes} /><${Dock} /></footer>
    <p class="sr" role="status">${item ? t("common.a11y.now", { title: itemTitle(item), a: place, b: items.length }) : ""}</p>
    <${Sheets} sheet=${ui.sheet} session=${session} />
  </div>`;
}
