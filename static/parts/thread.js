/** The red thread and what hangs on it. Coordinates are those of a wall 1920 wide; curves run on beyond both edges. */

import { html } from "../vendor/preact.js";
import { shapeClass, shapeForm } from "./shapes.js";
import { planned } from "./sector.js";

/** A point on a quadratic curve `[[x, y], [x, y], [x, y]]`, by its x, where x is even along the curve. */
export function onCurve([[x0, y0], [, y1], [x2, y2]], x) {
  const s = (x - x0) / (x2 - x0);
  return (1 - s) ** 2 * y0 + 2 * s * (1 - s) * y1 + s * s * y2;
}

/** A bead: a sector's shape or, where the sector is not known, a round one in ink; open when it is not here. */
export function Bead({ x, y, size = 22, sector = null, open = false, id = null }) {
  const name = `knot${open ? " open" : ""}`;
  if (!sector) return html`<circle data-bead=${id} class=${`${name} plain`} cx=${x} cy=${y} r=${size * .41} />`;
  return html`<g data-bead=${id} class=${`${name} ${shapeClass(sector)}`} transform=${`translate(${x - size / 2} ${y - size / 2}) scale(${size / 20})`}>
    ${shapeForm(sector, planned())}</g>`;
}

const LINE = [[-10, 22], [860, 44], [1730, 22]];
const ROOM = 1616;

/** What the thread above a wall carries: a bead per idea, then a bead per five, per ten and so on. */
export function lineBeads(cards, shown, room = ROOM) {
  if (cards.length <= 60) {
    const pitch = Math.max(24, Math.min(52, room / Math.max(1, cards.length)));
    return [...cards].reverse().map((card, n) => ({ key: card.id, id: card.id, x: 68 + n * pitch, sector: card.sector, open: !shown.has(card.id) }));
  }
  const each = [5, 10, 20, 50, 100].find((n) => cards.length / n <= 50) ?? 200;
  return Array.from({ length: Math.ceil(cards.length / each) }, (_, n) => ({
    key: n, x: 64 + n * Math.min(38, (room - 516) / (cards.length / each)), sector: null,
    open: !cards.slice(n * each, (n + 1) * each).some((card) => shown.has(card.id)),
  }));
}

/** The thread above a wall with its beads, and at its end what is said about how many. */
export function BeadLine({ beads, label }) {
  return html`<svg class="line" viewBox="0 0 1920 54" aria-hidden="true">
      <path class="strand" d="M-600 14 L-10 22 Q 860 44 1730 22 L2500 22" />
      ${beads.map((bead) => html`<${Bead} ...${bead} key=${bead.key} y=${onCurve(LINE, bead.x)} />`)}
    </svg>
    ${label && html`<p class="label numbers">${label}</p>`}`;
}
