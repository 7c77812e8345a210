/** A challenge is presented: the lead's own slide, untouched; before, after and without slides the question stands. */

import { html, useEffect, useState } from "../vendor/preact.js";
import { boot } from "../live/boot.js";
import { countdown, t, tn } from "../live/texts.js";
import { Fit } from "../parts/gauge.js";
import { useTimeLeft } from "../parts/timer.js";
import { Bead } from "../parts/thread.js";
import { soften } from "../parts/paper-text.js";
import { Frame } from "./frame.js";

/** The slide to show, counted from 1, or null when it is the question's turn. */
export function slideOf(workshop, challenge) {
  const slides = challenge?.slides ?? [];
  const slide = workshop?.slide;
  const n = slide && slide.challenge_id === challenge?.id ? slide.n : 0;
  return n >= 1 && n <= slides.length ? n : null;
}

/** The presentation, as a slide or as the question. A slide that cannot be shown gives way to the question. */
export function Presentation(props) {
  const { workshop, challenge } = props;
  const n = slideOf(workshop, challenge);
  const url = n && challenge.slides[n - 1];
  const [broken, setBroken] = useState(null);
  useEffect(() => {
    // The next one is fetched ahead, so that turning is instant on a slow line.
    const next = challenge?.slides?.[n ?? 0];
    if (next) new Image().src = next;
  }, [url]);
  if (!url || broken === url) return html`<${Question} ...${props} />`;
  return html`<${Slide} ...${props} n=${n} url=${url} onError=${() => setBroken(url)} />`;
}

function Slide({ view, item, offline, workshop, challenge, n, url, onError, now }) {
  const total = challenge.slides.length;
  const label = t("screen.present.slide", { a: n, b: total, department: challenge.department || challenge.title });
  return html`<${Frame} name="slide" view=${view} item=${item} offline=${offline}>
    <h1 class="sr">${challenge.title}</h1>
    <figure class="slide"><img src=${url} alt=${label} onError=${onError} /></figure>
    <div class="side">
      <${SmallClock} timer=${workshop.timer} now=${now} />
      <${SlideBeads} n=${n} total=${total} />
    </div>
  </${Frame}>`;
}

/** The clock beside a slide: small, and told what it counts. */
function SmallClock({ timer, now, bare = false }) {
  const { state, seconds } = useTimeLeft(timer, now);
  if (state === "none") return html`<div class="clock small" />`;
  const note = state === "paused" ? t("screen.timer.paused") : bare ? null : t("screen.present.left");
  return html`<div class=${`clock small ${state}`}><div class="time numbers" role="timer">${countdown(seconds)}</div>${note && html`<p>${note}</p>`}</div>`;
}

function SlideBeads({ n, total }) {
  const most = 24;
  const shown = Math.min(total, most);
  const at = Math.ceil((n / total) * shown);
  const pitch = Math.min(75, 370 / Math.max(1, shown - 1));
  const y = (bead) => 30 + (bead - 1) * pitch;
  const r = Math.max(5, Math.min(12, pitch * .36));
  return html`<svg class="beads" viewBox="0 0 48 420" aria-hidden="true">
    <path class="strand" d=${`M24 -10V${y(at)}`} />
    ${at < shown && html`<path class="coming" d=${`M24 ${y(at)}V${y(shown)}`} />`}
    ${Array.from({ length: shown }, (_, i) => html`<circle key=${i} cx="24" cy=${y(i + 1)}
      r=${i + 1 === at ? r * 1.4 : i + 1 > at ? r * .9 : r} class=${i + 1 < at ? "done" : i + 1 === at ? "now" : "open"} />`)}
  </svg>`;
}

/** What is looked for, in the words of the glossary where it has them. */
const soughtText = (sought) => sought.map((kind) => (boot.texts[`common.offer.${kind}`] ? t(`common.offer.${kind}`) : kind)).join(" · ");

/** The question, as large as it can be, and what is sought. */
export function Question({ view, item, offline, workshop, challenge, now }) {
  const sought = challenge?.sought ?? [];
  const years = challenge?.horizon_years;
  return html`<${Frame} name="question" view=${view} item=${item} offline=${offline}>
    <svg class="strandroom upright" viewBox="0 0 1920 1080" preserveAspectRatio="xMinYMin slice" aria-hidden="true">
      <path class="strand" d="M92 -300V690" /><path class="strand dashed" d="M92 690V2400" />
      <${Bead} x=${92} y=${92} size=${44} sector="kommune_administrasjon" />
    </svg>
    <div class="askbox">
      <p class="who">${challenge && t("screen.question.asks", { department: challenge.department || challenge.title })}</p>
      <${Fit} as="h1" sizes=${[8, 7, 6.2, 5.4, 4.6, 4, 3.4, 2.75, 2.25]} text=${soften(challenge?.question ?? item?.title ?? "")} />
      ${(sought.length > 0 || challenge?.plan_goal) && html`<dl class="facts">
        ${sought.length > 0 && html`<dt>${t("common.challenge.sought")}</dt><dd>${soughtText(sought)}</dd>`}
        ${challenge.plan_goal && html`<dt>${years ? tn("screen.question.years", years) : t("common.challenge.plan_goal")}</dt>
          <dd class="goal" dir="auto">${challenge.plan_goal}</dd>`}
      </dl>`}
    </div>
    <div class="corner"><${SmallClock} timer=${workshop?.timer} now=${now} bare=${true} /></div>
  </${Frame}>`;
}
