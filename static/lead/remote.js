/** The lead's remote: the slide that is shown, the time, and what the room says about this one challenge. */

import { html, useEffect, useMemo, useState } from "../vendor/preact.js";
import { itemTitle } from "../live/kinds.js";
import { actionsOf, agenda, current, questionsOf, workshop } from "../live/select.js";
import { countdown, t } from "../live/texts.js";
import { Drafts } from "../parts/draft.js";
import { useTimeLeft } from "../parts/timer.js";
import { turned } from "../parts/deck.js";
import { createLeadActs } from "./acts.js";
import { Answers } from "./answers.js";
import { Notes, Undo } from "./foot.js";
import { SlidePane, Turn } from "./slides.js";
import { ownPane, presenting, slideState, unanswered } from "./state.js";
import { useSlideKeys } from "./keys.js";
import { ThemePane } from "./themes.js";

function useSession(session) {
  const [, again] = useState(0);
  useEffect(() => session.subscribe(() => again((n) => n + 1)), [session]);
}

function nowLine(view, item, challengeId) {
  const { status } = workshop(view);
  if (status === "closed") return t("lead.now.closed");
  if (!item) return t("lead.now.planned");
  if (presenting(item, challengeId)) return t("lead.now.presenting");
  const other = view.rows.challenges[item.challenge_id];
  const title = other && other.id !== challengeId ? `${itemTitle(item)} – ${other.department || other.title}` : itemTitle(item);
  return t("lead.now.other", { title });
}

function Head({ view, item, challenge, session }) {
  const { state, seconds } = useTimeLeft(workshop(view).timer, session.connection.serverNow);
  return html`<header class="head panel"><div class="who"><h1 dir="auto">${challenge.department || challenge.title}</h1><span role="status">${nowLine(view, item, challenge.id)}</span></div>
    ${state !== "none" && html`<div class=${`t numbers ${state}`} role="timer">${countdown(seconds)}</div>`}</header>`;
}

function Tabs({ tabs, pane, onPane }) {
  return html`<nav class="tabs" aria-label=${t("console.pane.choose")}>${tabs.map(({ name, title, n }) => html`<button type="button" key=${name}
    aria-current=${pane === name ? "page" : null} onClick=${() => onPane(name)}>${title}${n ? html` <b class="count numbers">${n}</b>` : ""}</button>`)}</nav>`;
}

/** While the plan is still being written, that is the page; when the meeting begins it steps aside, and can be fetched back. */
function usePreparing(status) {
  const [shown, setShown] = useState(false);
  const section = document.getElementById("preparing");
  const started = status !== undefined && status !== "planned";
  useEffect(() => { if (section) section.hidden = started && !shown; }, [started, shown]);
  if (!section?.childElementCount || !started) return null;
  return html`<button type="button" class="btn plain" aria-expanded=${shown} onClick=${() => setShown(!shown)}>${shown ? t("lead.prepare.hide") : t("lead.prepare.show")}</button>`;
}

const PANES = { slides: SlidePane, ideas: Answers.Ideas, questions: Answers.Questions, themes: ThemePane, actions: Answers.Actions };

export function Remote({ session, boot }) {
  useSession(session);
  const view = session.connection.view();
  const show = workshop(view);
  const challenge = view.rows.challenges[boot.challenge_id];
  const item = current(view);
  const [chosen, setChosen] = useState(null);
  const [own, setOwn] = useState(1);
  const acts = useMemo(() => createLeadActs(session, boot.challenge_id), [session]);
  const prepared = usePreparing(show?.status);
  const slides = show && challenge ? slideState(show, challenge, item, own) : null;
  const live = presenting(item, boot.challenge_id);
  const turn = (by) => {
    const known = live ? acts.turner.known(slides) : slides;
    const n = turned(known, by);
    if (n === null) return;
    if (live) acts.slide(n);
    else setOwn(n);
  };
  useSlideKeys(turn);
  if (!show || !challenge) return html`<p class="waiting" role="status">${t("console.loading")}</p>`;
  const pane = chosen && chosen.item === (item?.id ?? null) ? chosen.name : ownPane(item, boot.challenge_id, show.status);
  const onPane = (name) => setChosen({ name, item: item?.id ?? null });
  const open = unanswered(questionsOf(view, challenge.id)).length;
  const room = { view, item, challenge, acts, slides, live, turn, session, boot, open, onPane, items: agenda(view) };
  const tabs = [{ name: "slides", title: t("console.pane.slides") }, { name: "ideas", title: t("common.ideas") },
    { name: "questions", title: t("common.kind.questions"), n: open }, { name: "themes", title: t("common.themes") },
    { name: "actions", title: t("console.pane.actions"), n: actionsOf(view, challenge.id).length }];
  const Pane = PANES[pane];
  return html`<div class="lead" data-pane=${pane} data-status=${show.status}>
    ${(show.status !== "planned" || !document.getElementById("preparing")?.childElementCount) && html`<${Head} ...${room} />`}
    ${show.status === "planned" && html`<h2 class="rehearse">${t("lead.rehearse")}</h2>`}
    ${show.status !== "planned" && html`<${Tabs} tabs=${tabs} pane=${pane} onPane=${onPane} />`}
    <main class="pane"><${Drafts.Provider} value=${session.shelf}><${Pane} ...${room} /></${Drafts.Provider}>${prepared}</main>
    <footer class="dock"><${Notes} session=${session} />${pane === "slides" ? html`<${Turn} ...${room} />` : html`<${Undo} session=${session} acts=${acts} />`}</footer>
  </div>`;
}
