/** The screen of the hall: read-only, for three hundred people. It draws the picture the view asks for. */

import { html, render, useEffect, useMemo, useState } from "./vendor/preact.js";
import { boot } from "./live/boot.js";
import { t } from "./live/texts.js";
import { workshop } from "./live/select.js";
import { applyChanges, emptyView } from "./live/store.js";
import { openConnection } from "./live/connection.js";
import { Lobby } from "./screen/lobby.js";
import { Presentation, Question } from "./screen/present.js";
import { HeldUp, Questions, Silent, Wall } from "./screen/ideas.js";
import { Clustering } from "./screen/themes.js";
import { Choosing, Poll, Priorities } from "./screen/vote.js";
import { Matrix } from "./screen/matrix.js";
import { Commitments } from "./screen/commitments.js";
import { Results } from "./screen/results.js";
import { Break, Close } from "./screen/pauses.js";
import { Followup } from "./screen/followup.js";
import { propsOf, sceneOf, useLookBack } from "./screen/scene.js";
import { useFrozen } from "./screen/frozen.js";

const SCREENS = {
  lobby: Lobby, presentation: Presentation, question: Question, questions: Questions, silent: Silent, wall: Wall,
  heldup: HeldUp, clustering: Clustering, choosing: Choosing, priorities: Priorities, poll: Poll, matrix: Matrix,
  commitments: Commitments, results: Results, break: Break, followup: Followup, close: Close,
};

/** The picture for a view. `still` stops the turning of pages; `offline` is when we last heard, or null. */
function Screen({ view, now, offline = null, still = false }) {
  const lookBack = useLookBack(view, now);
  const scene = sceneOf(view, lookBack);
  const title = scene.item?.title || (scene.item ? t(`common.kind.${scene.item.kind}`) : workshop(view)?.title ?? "");
  useEffect(() => { document.title = t("screen.page", { title }); }, [title]);
  if (scene.name === "blank") return html`<div class="hall blank" data-scene="blank"><main><h1 class="sr">${title}</h1></main></div>`;
  const Picture = SCREENS[scene.name];
  return html`<${Picture} ...${propsOf(view, scene)} key=${scene.name + (scene.item?.id ?? "")} now=${now} offline=${offline} still=${still} />`;
}

/** What the page was born with: enough for a first picture until the line has answered. */
function firstView() {
  const message = { epoch: null, from: 0, to: 0, now: null, upsert: boot.first ?? {}, remove: {} };
  return { ...applyChanges(emptyView(), message, { replaces: true }), version: null };
}

function Live({ line }) {
  const [, redraw] = useState(0);
  useEffect(() => line.subscribe(() => redraw((n) => n + 1)), [line]);
  const first = useMemo(firstView, []);
  const live = line.view().version === null ? first : line.view();
  const { view, at } = useFrozen(live, line.serverNow);
  // A frozen picture has a frozen clock: it is as it was.
  const now = useMemo(() => (at === null ? line.serverNow : () => at), [at]);
  const blank = workshop(live)?.blank ?? false;
  const shown = useMemo(() => withBlank(view, blank), [view, blank]);
  const offline = line.status() === "offline" ? new Date(line.lastHeard() || Date.now()).toISOString() : null;
  return html`<${Screen} view=${shown} now=${now} offline=${offline} still=${at !== null} />`;
}

/** Black is black also over a frozen picture. */
function withBlank(view, blank) {
  const shop = workshop(view);
  if (!shop || shop.blank === blank) return view;
  return { ...view, rows: { ...view.rows, workshop: { [shop.id]: { ...shop, blank } } } };
}

/** Full screen by a click or the key f: browsers ask for a hand before they give it. */
function offerFullScreen() {
  const ask = () => { if (!document.fullscreenElement) document.documentElement.requestFullscreen?.().catch(() => {}); };
  document.addEventListener("click", ask);
  document.addEventListener("keydown", (event) => { if (event.key === "f" && !event.ctrlKey && !event.metaKey && !event.altKey) ask(); });
}

/** Draws the screen into an element over a connection. */
function start(root, line) {
  offerFullScreen();
  // What the server wrote stands only until scripts have come.
  root.textContent = "";
  render(html`<${Live} line=${line} />`, root);
}

const root = document.getElementById("screen");
if (root) start(root, openConnection({ auth: boot.auth }));
