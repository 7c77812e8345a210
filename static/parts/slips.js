/** Silent writing: papers hang with their backs to us, since the room knows only how many. Dashed ones are being written. */

import { html } from "../vendor/preact.js";
import { onCurve } from "./thread.js";

const CURVE = [[-10, 20], [960, 96], [1930, 20]];
const LEFT = 86;
const SPAN = 1748;
const WIDEST = 52;
const NARROWEST = 28;

/** How many a slip stands for, the distance between slips, and the slips: `hung` of them written, the rest being written. */
export function slipsFor(ideas, writing) {
  const each = [1, 5, 10, 20, 50, 100].find((n) => Math.ceil(ideas / n) + Math.ceil(writing / n) <= SPAN / NARROWEST + 1) ?? 500;
  const hung = Math.ceil(ideas / each);
  const coming = Math.ceil(writing / each);
  const pitch = Math.max(NARROWEST, Math.min(WIDEST, SPAN / Math.max(1, hung + coming - 1)));
  return { each, hung, coming, pitch };
}

// A hand hangs them: neither equally long threads nor quite straight. By number, so that none moves later.
const drop = (n) => 26 + ((n * 7) % 5) * 4;
const tilt = (n) => ((n * 37) % 9) * .55 - 2.2;

function Slip({ n, pitch, written, newest }) {
  const x = LEFT + n * pitch;
  const y = onCurve(CURVE, x);
  const width = Math.min(40, pitch * .78);
  const height = width * 1.35;
  const top = y + drop(n);
  const box = { x: x - width / 2, y: top, width, height, rx: 3 };
  const name = `slip${written ? "" : " coming"}${newest ? " newest" : ""}`;
  return html`<g class=${name} transform=${`rotate(${tilt(n)} ${x} ${y})`}>
    <path class="string" d=${`M${x} ${y}V${top}`} />
    <rect ...${box} />
    ${written && !newest && html`<path class="fold" d=${`M${box.x} ${top + height * .3}h${width}`} />`}
    ${written && html`<circle class="knot plain" cx=${x} cy=${y} r=${Math.min(11, pitch * .26)} />`}
  </g>`;
}

/** The thread with its slips. */
export function Slips({ ideas, writing, label }) {
  const { hung, coming, pitch } = slipsFor(ideas, writing);
  return html`<svg class="slips" viewBox="0 0 1920 200" role="img" aria-label=${label}>
    <path class="strand" d="M-600 -30 L-10 20 Q 960 96 1930 20 L2500 -30" />
    ${Array.from({ length: hung + coming }, (_, n) =>
      html`<${Slip} key=${n} n=${n} pitch=${pitch} written=${n < hung} newest=${n === hung - 1} />`)}
  </svg>`;
}
