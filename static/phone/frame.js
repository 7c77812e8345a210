/** The frame around what the room does: who I am, where we are, how long there is, and whether the line holds. */
import { html, useEffect, useRef, useState } from "../vendor/preact.js";
import { kindOf } from "../live/kinds.js";
import { findLast } from "../live/lists.js";
import { secondsLeft, workshop } from "../live/select.js";
import { countdown, t, tn } from "../live/texts.js";

/** A sector's sign, from the sheet of signs the server wrote into the page. */
export const Sign = ({ sector }) => {
  const known = document.getElementById(`sign-${sector}`);
  return known && html`<svg class=${known.dataset.class} viewBox="0 0 20 20" aria-hidden="true"><use href=${`#sign-${sector}`} /></svg>`;
};

/** The bow: somebody offers to contribute. */
export const Bow = () => html`<svg class="bow" viewBox="0 0 28 20" aria-hidden="true"><use href="#sign-bow" /></svg>`;

/** A check when it is saved, a clock while it waits. */
export const Mark = ({ saved }) =>
  html`<svg class="mark" viewBox="0 0 16 16" aria-hidden="true"><use href=${saved ? "#sign-check" : "#sign-clock"} /></svg>`;

const MARKS = [[120, () => tn("common.a11y.minutes", 2)], [60, () => tn("common.a11y.minutes", 1)],
  [30, () => t("common.a11y.seconds_30")], [0, () => t("common.a11y.time_over")]];

/** The time left, said aloud at two minutes, one, thirty seconds and none. */
function Timer({ phone }) {
  const [, tick] = useState(0);
  const last = useRef(null);
  const left = secondsLeft(phone.view, phone.now());
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), 500);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    const crossed = left !== null && last.current !== null && findLast(MARKS, ([mark]) => last.current > mark && left <= mark);
    if (crossed) phone.announce(crossed[1]());
    last.current = left;
  });
  if (left === null) return null;
  const paused = workshop(phone.view).timer.remaining_s !== undefined;
  return html`<span class=${`timer ${left <= 30 ? "short" : ""}`} role="timer" aria-live="off">
    <span class="sr">${paused ? t("phone.timer.paused") : t("phone.timer.left")} </span>${countdown(left)}</span>`;
}

function Who({ phone, named }) {
  if (!phone.joined) return null;
  return html`<button class="who" onClick=${phone.openMe} aria-label=${t("phone.me.open", { sector: phone.sectorTitle })}>
    <${Sign} sector=${phone.sector} />
    ${named && html`<span class="who-name">${phone.sectorTitle}</span><span class="who-change">${t("phone.me.change")}</span>`}
  </button>`;
}

/** The narrow head: for when one writes or chooses. */
export const Bar = ({ phone }) => html`<header class="bar panel">
  <${Who} phone=${phone} />
  <span class="where">${phone.challenge?.department || phone.challenge?.title || phone.title(phone.item)}</span>
  <${Timer} phone=${phone} />
</header>`;

function heading({ item, challenge, workshop: row, plan, closed, title }) {
  if (closed) return [row.title, t("phone.results.all")];
  if (kindOf(item).slides && challenge) {
    return [challenge.department && t("phone.wait.presents", { department: challenge.department }), challenge.title];
  }
  if (!item || item.kind === "welcome") return [plan.municipality, row?.title || plan.title];
  return [challenge?.department || row?.title, title(item)];
}

/** The wide head: for when one looks up and listens. My bead hangs on the thread below it. */
export function Hero({ phone }) {
  const [kicker, title] = heading(phone);
  return html`<header class="hero panel">
    <${Who} phone=${phone} named />
    ${kicker && html`<p class="kicker">${kicker}</p>`}
    <h1 tabindex="-1">${title}</h1>
  </header>
  <div class="strand" aria-hidden="true">
    <svg viewBox="0 0 390 44" preserveAspectRatio="none"><path d="M-5 10 C80 42 220 46 395 8" vector-effect="non-scaling-stroke" /></svg>
    ${phone.joined && html`<${Sign} sector=${phone.sector} />`}
  </div>`;
}

const HANGING = 14;
const curve = (s, a, b, c, d) => (1 - s) ** 3 * a + 3 * (1 - s) ** 2 * s * b + 3 * (1 - s) * s ** 2 * c + s ** 3 * d;

/** Who has come, as beads on the thread of the first page: each group its share of what there is room for. */
export function Come({ people, sectors }) {
  const groups = sectors.map(({ key }) => [key, people.by_sector?.[key] || 0]).filter(([, n]) => n);
  const sum = groups.reduce((all, [, n]) => all + n, 0);
  const share = (n) => Math.max(1, Math.round((n * Math.min(HANGING, sum)) / sum));
  // Spread evenly, so that the groups mingle as people do.
  const beads = groups.flatMap(([key, n]) => Array.from({ length: share(n) }, (_, i) => ({ key, at: (i + 0.5) / share(n) })))
    .sort((a, b) => a.at - b.at);
  return beads.map(({ key }, i) => {
    const s = 0.07 + 0.05 * i;
    const place = { left: `${(100 * curve(s, -5, 80, 220, 395)) / 390}%`, top: `${curve(s, 10, 42, 46, 8) - 9}px` };
    return html`<i key=${i} style=${place}><${Sign} sector=${key} /></i>`;
  });
}

/** What there is to say about the line. A short gap is nobody's business; one that lasts is said. */
export function Net({ phone }) {
  const [slow, setSlow] = useState(false);
  const { status, refused } = phone;
  useEffect(() => {
    setSlow(false);
    const timer = setTimeout(() => setSlow(true), status === "connecting" ? 5000 : 1500);
    return () => clearTimeout(timer);
  }, [status]);
  const gone = status !== "online" && slow && t(status === "offline" ? "phone.net.gone" : "phone.net.connecting");
  const text = refused ? t(`phone.refused.${refused}`) : gone || phone.banner;
  return html`<div class="net" role="status">${text && html`<div class=${`banner ${gone || refused ? "" : "ok"}`}>${text}
    ${refused === "forbidden" && html`<button class="btn quiet small" onClick=${phone.startAnew}>${t("phone.refused.again")}</button>`}
  </div>`}</div>`;
}
