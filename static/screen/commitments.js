/** Contributions: a paper each, tied with a bow; the dashed place is where yours could hang. */

import { html, useEffect, useState } from "../vendor/preact.js";
import { kindOf } from "../live/kinds.js";
import { t, tn } from "../live/texts.js";
import { agenda, commitmentsOf, talliesOf } from "../live/select.js";
import { Fit } from "../parts/gauge.js";
import { Said } from "../parts/said.js";
import { Bow } from "../parts/shapes.js";
import { Sector, sectorName } from "../parts/sector.js";
import { excerpt, soften } from "../parts/paper-text.js";
import { leading, ranked } from "../parts/priorities.js";
import { PAGE_STANDS } from "../parts/wall-state.js";
import { dateText } from "./dates.js";
import { targetsOf } from "./vote.js";
import { Frame, Head } from "./frame.js";

const PLACES = 6;

/** Pages of six places, newest first; while `open`, the last place of every page is kept for the next one. Pure. */
export function placePages(rows, open) {
  const each = open ? PLACES - 1 : PLACES;
  const pages = [];
  for (let at = 0; at < rows.length || (open && at === 0); at += each) pages.push(rows.slice(at, at + each));
  return open ? pages.map((page) => [...page, null]) : pages;
}

/** The page that is up. A new paper brings its page next; each stands as long as a page of the wall. */
function usePage(pages, newest, still) {
  const [at, setAt] = useState(0);
  useEffect(() => setAt(0), [newest]);
  useEffect(() => {
    if (pages < 2 || still) return undefined;
    const timer = setTimeout(() => setAt((n) => (n + 1) % pages), PAGE_STANDS);
    return () => clearTimeout(timer);
  }, [pages, at, still, newest]);
  return Math.min(at, Math.max(0, pages - 1));
}

function Paper({ row, fresh }) {
  const who = row.organisation || (row.sector && sectorName(row.sector));
  return html`<li class=${`paper promise${fresh ? " new" : ""}`} data-commitment=${row.id}>
    <span class="tie"><${Bow} /></span>
    <${Fit} sizes=${[3, 2.6, 2.25]} text=${soften(excerpt(row.text, 110))} />
    <div class="maker">
      ${row.sector && html`<${Sector} sector=${row.sector} named=${Boolean(row.organisation)} />`}
      ${who && html`<b dir="auto">${excerpt(who, 34)}</b>`}
      ${row.due && html`<span>${t("screen.commit.due", { date: dateText(row.due) })}</span>`}
    </div>
  </li>`;
}

/** The threads the papers hang from; dashed where nothing hangs yet. */
function Threads({ page }) {
  const solid = (row) => page.slice(row * 3, row * 3 + 3).filter(Boolean).length;
  const ends = [-10, 342, 962, 1574];
  return [0, 1].filter((row) => page.length > row * 3).map((row) => {
    const n = solid(row);
    return html`<svg class=${`strandroom tierow row${row}`} viewBox="0 0 1920 80" aria-hidden="true">
      ${n > 0 && html`<path class="strand" d=${`M-600 -60 L-10 20 C 120 54 220 62 342 62${n > 1 ? ` H${ends[n]}` : ""}${n === 3 ? " C 1740 62 1800 50 1930 22 L2520 -60" : ""}`} />`}
      ${n < 3 && html`<path class="coming" d=${n ? `M${ends[n] + 18} 62H2500` : "M-600 62H2500"} />`}
    </svg>`;
  });
}

/** What the room put first, in one line above its contributions. */
function First({ view, item }) {
  const items = agenda(view);
  const vote = items.slice(0, items.findIndex((other) => other.id === item.id)).reverse()
    .find((other) => kindOf(other).ballot === "points" && other.challenge_id === item.challenge_id);
  if (!vote) return null;
  const rows = leading(ranked(targetsOf(view, vote), talliesOf(view, vote.id))).slice(0, 3);
  if (!rows.length) return null;
  return html`<p class="first"><span class="sr">${t("screen.commit.first")}: </span>
    ${rows.map((row) => html`<span key=${row.id}><i class="dot" /><b class="numbers">${row.points}</b> ${excerpt(row.title, rows.length > 2 ? 18 : 34)}</span>`)}</p>`;
}

/** Contributions to a challenge, or to all. */
export function Commitments({ view, item, challenge, workshop, offline, still }) {
  const rows = [...commitmentsOf(view, item.challenge_id ?? null)].reverse();
  const pages = placePages(rows, workshop.status !== "closed");
  const at = usePage(pages.length, rows[0]?.id, still);
  const page = pages[at] ?? [];
  return html`<${Frame} name="commitments" view=${view} item=${item} offline=${offline}>
    <${Head} large=${true} who=${challenge?.department} title=${t("common.commit.title")}>
      ${rows.length > 0 && html`<p class="tally numbers"><${Said} text=${tn("screen.commit.count", rows.length)} /></p>`}
    </${Head}>
    <${First} view=${view} item=${item} />
    ${rows.length === 0 && html`<p class="nothing">${t("screen.commit.none")}</p>`}
    <${Threads} page=${page} />
    <ul class=${`places${rows.length ? "" : " bare"}`}>
      ${page.map((row) => (row ? html`<${Paper} key=${row.id} row=${row} fresh=${row === rows[0]} />`
        : html`<li class="open" key="open"><b>${t("screen.commit.ask")}</b><p>${t("screen.commit.how")}</p></li>`))}
    </ul>
    ${pages.length > 1 && html`<p class="pageno numbers">${t("screen.commit.page", { a: at + 1, b: pages.length })}</p>`}
  </${Frame}>`;
}
