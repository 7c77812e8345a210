/** Before the start: the ticket with the thread tied to it, the title, and who has come, by shape. */

import { html, useLayoutEffect, useMemo, useRef } from "../vendor/preact.js";
import { lastOf } from "../live/lists.js";
import { boot } from "../live/boot.js";
import { clock, day, t, tn } from "../live/texts.js";
import { presence, workshop } from "../live/select.js";
import { Fit, useRuler } from "../parts/gauge.js";
import { Said } from "../parts/said.js";
import { Sector, sectorName } from "../parts/sector.js";
import { soften } from "../parts/paper-text.js";
import { Bead, onCurve } from "../parts/thread.js";
import { QrCode, Frame, spoken } from "./frame.js";

const SAG = [[-20, 628], [621, 818], [1262, 560]];
// From a few large beads in two rows to a garland of small ones; beyond it a bead stands for several people.
const ROWS = [{ size: 27, pitch: 32.5, rows: 2 }, { size: 21, pitch: 24, rows: 3 }, { size: 16, pitch: 17.6, rows: 5 }];
const FROM = 72;
const TO = 1150;
const room = ({ pitch, rows }) => Math.floor((TO - FROM) / pitch) * rows;

/** The beads after somebody came or went: those who are there keep their places. Pure. */
export function garland(before, count, bySector) {
  const wanted = { ...bySector };
  const known = Object.values(wanted).reduce((sum, n) => sum + n, 0);
  wanted[""] = Math.max(0, count - known);
  const left = { ...wanted };
  const kept = before.map((key) => (left[key] > 0 ? (left[key] -= 1, key) : null));
  // Somebody whose group has become large enough to be told turns from ink into its shape where they hang.
  const coming = mixed(left);
  const beads = kept.map((key) => key ?? coming.shift()).filter((key) => key !== undefined);
  return [...beads, ...coming];
}

/** Groups mixed evenly, as people come through a door. */
function mixed(groups) {
  const total = Object.values(groups).reduce((sum, n) => sum + n, 0);
  return Object.entries(groups)
    .flatMap(([key, n]) => Array.from({ length: n }, (_, i) => [(i + .5) / n + key.length / 1000, key]))
    .sort((a, b) => a[0] - b[0]).map(([, key]) => key).slice(0, total);
}

function Garland({ people }) {
  const kept = useRef([]);
  const key = JSON.stringify([people.count, people.by_sector]);
  const all = useMemo(() => (kept.current = garland(kept.current, people.count ?? 0, people.by_sector ?? {})), [key]);
  const scale = ROWS.find((row) => all.length <= room(row)) ?? lastOf(ROWS);
  const each = Math.ceil(all.length / room(scale)) || 1;
  const beads = each > 1 ? all.filter((_, n) => n % each === 0) : all;
  return html`<svg class="strandroom" viewBox="0 0 1920 1080" aria-hidden="true">
    <path class="strand" d="M-620 380 L-20 628 Q 621 818 1262 560" />
    ${beads.map((sector, n) => {
      const x = FROM + (Math.floor(n / scale.rows) + (n % scale.rows) / scale.rows) * scale.pitch;
      const y = onCurve(SAG, x) + ((n % scale.rows) - (scale.rows - 1) / 2) * (scale.rows === 2 ? scale.size * .62 : scale.size * .96);
      return html`<${Bead} key=${n} x=${x} y=${y} size=${scale.size} sector=${sector || null} />`;
    })}
  </svg>`;
}

/** The ticket: everything one needs to come in, large. The thread is tied through its hole. */
export function Ticket() {
  return html`<figure class="ticket">
      <${QrCode} />
      <figcaption><p class="code numbers">${spoken(boot.code)}</p><p class="address">${boot.address}</p></figcaption>
    </figure>
    <svg class="strandroom over" viewBox="0 0 1920 1080" aria-hidden="true">
      <path class="strand" d="M1250 563 C1276 552 1302 566 1309 594 M1309 596 C1312 640 1268 640 1276 612 C1283 588 1318 622 1296 690" />
    </svg>`;
}

/** Who is here by group, on the panel; groups of fewer than five never come here. */
export function Groups({ people }) {
  const groups = Object.entries(people.by_sector ?? {}).filter(([, n]) => n > 0).sort((a, b) => b[1] - a[1]);
  const list = useRef(null);
  const ruler = useRuler();
  // One line of large numbers where they have room, else two lines of smaller ones.
  useLayoutEffect(() => {
    const element = list.current;
    element?.classList.remove("many");
    if (element && element.scrollWidth > element.clientWidth + 1) element.classList.add("many");
  }, [ruler, groups.join()]);
  if (!groups.length) {
    return html`<p class="sayso">${t("screen.lobby.or", { address: boot.address, code: spoken(boot.code) })}</p>`;
  }
  return html`<ul class="groups numbers" ref=${list}>
    ${groups.map(([key, n]) => html`<li key=${key}><${Sector} sector=${key} /><b>${n}</b><span>${sectorName(key, true)}</span></li>`)}
  </ul>`;
}

/** A plan's time is local already; a moment is told in the workshop's zone. */
function planClock(starts) {
  if (/Z|[+-]\d\d:\d\d$/.test(starts)) return clock(starts);
  return starts.slice(11, 16).replace(":", boot.lang === "en" ? ":" : ".");
}

/** Municipality, day and place, as far as the plan knows them. */
function whenAndWhere({ municipality, date, starts_at: starts, place }) {
  const when = starts ? t("screen.at", { date: day(/Z|[+-]\d\d:/.test(starts) ? starts : starts.slice(0, 10)), time: planClock(starts) }) : date ? day(date) : null;
  return [municipality, when, place].filter(Boolean).join(" · ");
}

/** The lobby. */
export function Lobby({ view, item, offline }) {
  const people = presence(view);
  const plan = boot.plan ?? {};
  return html`<${Frame} name="lobby" view=${view} item=${item} offline=${offline} door="none" foot=${html`<${Groups} people=${people} />`}>
    <div class="plane">
      <div class="hero">
        <p class="sub">${whenAndWhere(plan)}</p>
        <${Fit} as="h1" sizes=${[9.4, 8.2, 7, 6, 5, 4.2, 3.4, 2.75]} text=${soften(workshop(view)?.title ?? plan.title ?? "")} />
      </div>
      <p class="here" role="status"><${Said} text=${people.count ? tn("screen.lobby.count", people.count) : t("screen.lobby.empty")} /></p>
      <${Garland} people=${people} />
      <ol class="how3">
        ${[t("screen.lobby.step1"), t("screen.lobby.step2"), t("screen.lobby.step3")].map((text, n) => html`<li><b>${n + 1}</b>${text}</li>`)}
      </ol>
      ${boot.wifi && html`<p class="wifi">${t("screen.lobby.wifi", boot.wifi)}</p>`}
      <${Ticket} />
    </div>
  </${Frame}>`;
}
