/** Break and close: when we go on, and thanks. */

import { html } from "../vendor/preact.js";
import { kindOf } from "../live/kinds.js";
import { boot } from "../live/boot.js";
import { clock, countdown, day, t, tn } from "../live/texts.js";
import { agenda, challengeOf, commitmentsOf, ideasOf, presence, workshop as shopOf } from "../live/select.js";
import { Fit } from "../parts/gauge.js";
import { Said } from "../parts/said.js";
import { useTimeLeft } from "../parts/timer.js";
import { soften } from "../parts/paper-text.js";
import { Bead } from "../parts/thread.js";
import { isEvening } from "./dates.js";
import { Frame } from "./frame.js";
import { Groups, Ticket } from "./lobby.js";

const HANGING = [[160, 157], [205, 179], [430, 234], [476, 243], [522, 248], [1180, 214], [1226, 214], [1500, 183], [1546, 173], [1592, 165]];

/** Which groups hang on the slack thread: as many of each as its share of the room. */
function some(people) {
  const groups = Object.entries(people.by_sector ?? {}).sort((a, b) => b[1] - a[1]);
  const total = groups.reduce((sum, [, n]) => sum + n, 0);
  const keys = groups.flatMap(([key, n]) => Array(Math.max(1, Math.round((n / total) * HANGING.length))).fill(key));
  return HANGING.slice(0, Math.min(HANGING.length, people.count ?? 0)).map((_, n) => keys[(n * 3) % Math.max(1, keys.length)] ?? null);
}

/** What comes after an item: the next one with something to say. */
function after(view, item) {
  const items = agenda(view);
  return items.slice(items.findIndex((other) => other.id === item.id) + 1)[0] ?? null;
}

function Next({ view, item }) {
  const next = after(view, item);
  if (!next || kindOf(next).closes) return null;
  const challenge = challengeOf(view, next);
  const ideas = ideasOf(view, null).length || agenda(view).reduce((sum, other) => sum + (other.ideas ?? 0), 0);
  return html`<section class="coming-up">
    <p>${challenge?.department ? t("screen.break.after", { department: challenge.department }) : t("screen.break.next")}</p>
    <${Fit} as="h2" sizes=${[5, 4.2, 3.5, 2.75]} text=${soften(challenge?.title ?? next.title ?? t(`common.kind.${next.kind}`))} />
    ${ideas > 0 && html`<p class="so-far">${tn("screen.break.ideas", ideas)}</p>`}
  </section>`;
}

/** The break: a clock counting down to a moment, the slack thread, what comes next. */
export function Break({ view, item, workshop, offline, now }) {
  const { state, seconds } = useTimeLeft(workshop.timer, now);
  const at = workshop.timer?.ends_at;
  const title = state === "over" ? t("screen.break.over") : at ? t("screen.timer.back", { time: clock(at) }) : t("screen.break.soon");
  return html`<${Frame} name="break" view=${view} item=${item} offline=${offline}>
    <div class="plane">
      <div class="big"><p class="who">${item.title || t("common.kind.break")}</p>
        <${Fit} as="h1" sizes=${[10, 8.5, 7, 6]} text=${title} /></div>
      ${seconds != null && state !== "over" && html`<div class=${`clock ${state}`}><div class="time numbers" role="timer">${countdown(seconds)}</div>
        ${state === "paused" && html`<p>${t("screen.timer.paused")}</p>`}</div>`}
      <svg class="strandroom slack" viewBox="0 0 1920 272" aria-hidden="true">
        <path class="strand" d="M-600 -300 L-10 60 C 260 250 620 285 900 200 C 1010 166 1000 60 930 66 C 862 72 880 190 1010 206 C 1300 240 1620 150 1930 84 L2520 -50" />
        ${some(presence(view)).map((sector, n) => html`<${Bead} key=${n} x=${HANGING[n][0]} y=${HANGING[n][1]} size=${30} sector=${sector} />`)}
      </svg>
      <${Next} view=${view} item=${item} />
    </div>
  </${Frame}>`;
}

/** Until when a contribution may be offered: a day after closing, which is now unless somebody knows better. */
const tomorrow = (at) => new Date(Date.parse(at) + 24 * 3600 * 1000).toISOString();

/** Thanks, with the door as large as it was at the start: the results are behind it. */
export function Close({ view, item, offline, now }) {
  const at = shopOf(view)?.closed_at;
  const until = at ? t("screen.close.until", { date: day(tomorrow(at)), time: clock(tomorrow(at)) }) : t("screen.close.later");
  const bows = commitmentsOf(view, null).length;
  return html`<${Frame} name="close" view=${view} item=${item} offline=${offline} door="none" foot=${html`<${Groups} people=${presence(view)} />`}>
    <div class="plane">
      <div class="hero"><p class="sub">${shopOf(view)?.title ?? boot.plan?.title}</p>
        <${Fit} as="h1" sizes=${[11, 9.4, 8.2, 7]} text=${isEvening(now()) ? t("screen.close.title") : t("screen.close.day")} /></div>
      <p class="here"><${Said} text=${bows ? tn("screen.commit.count", bows) : tn("screen.wall.ideas", ideasOf(view, null).length)} /></p>
      <svg class="strandroom" viewBox="0 0 1920 1080" aria-hidden="true">
        <path class="strand" d="M-620 380 L-20 628 Q 621 818 1262 560" />
        ${Array.from({ length: Math.min(bows, 16) }, (_, n) => html`<${Tied} key=${n} n=${n} of=${Math.min(bows, 16)} />`)}
      </svg>
      <div class="thanks"><p>${t("screen.close.where")}</p><p>${until}</p></div>
      <${Ticket} />
    </div>
  </${Frame}>`;
}

const SAG = (x) => { const s = (x + 20) / 1282; return (1 - s) ** 2 * 628 + 2 * s * (1 - s) * 818 + s * s * 560; };

function Tied({ n, of }) {
  const x = 120 + (n + .5) * (1000 / of);
  return html`<g transform=${`translate(${x - 28} ${SAG(x) - 17}) scale(2)`}>
    <path class="tied" d="M14 8C8 1 1 1 1 6.5S9 12 14 8c6-7 13-7 13-1.5S19 12 14 8ZM14 8 8 19M14 8l6 11" /></g>`;
}
