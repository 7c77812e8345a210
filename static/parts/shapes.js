/** The signs of the look: five shapes for the sectors, three more for those a workshop adds, and the bow. */
import { html } from "../vendor/preact.js";

const OUTLINES = {
  innbygger: html`<circle cx="10" cy="10" r="9.4" />`,
  naeringsliv: html`<path d="M1.6 1.6h16.8v16.8H1.6z" />`,
  akademia: html`<path d="M10 .8 20 18.6H0z" />`,
  kommune_administrasjon: html`<path d="M10 -.6 20.6 10 10 20.6 -.6 10z" />`,
  kommune_politikk: html`<path d="M-.4 15.4a10.4 10.4 0 0 1 20.8 0z" />`,
};
// For sectors outside the five: the same ink, told apart by form.
const ADDED = [
  html`<path fill-rule="evenodd" d="M10 .6a9.4 9.4 0 1 1 0 18.8A9.4 9.4 0 0 1 10 .6zm0 5.2a4.2 4.2 0 1 0 0 8.4 4.2 4.2 0 0 0 0-8.4z" />`,
  html`<path d="M7 .8h6V7h6.2v6H13v6.2H7V13H.8V7H7z" />`,
  html`<path d="M10 2.4 19.6 12v6L10 8.6.4 18v-6z" />`,
];
const FIXED = ["frivillighet", "annet"];

/** Which of the added forms a sector gets: by its place among the plan's own, so that it is the same on every page. */
function addedForm(key, sectors) {
  const fixed = FIXED.indexOf(key);
  if (fixed >= 0) return ADDED[fixed];
  const own = (sectors || []).map((sector) => sector.key).filter((other) => !(other in OUTLINES) && !FIXED.includes(other));
  return ADDED[(2 + Math.max(0, own.indexOf(key))) % ADDED.length];
}

/** The contents of a sector's sign, drawn in a 20×20 box, to be put into an svg of one's own. */
export const shapeForm = (key, sectors) => OUTLINES[key] || addedForm(key, sectors);

/** The class that gives a sector its colour. */
export const shapeClass = (key) => (key in OUTLINES ? `shape shape-${key}` : "shape shape-added");

/** A sector's sign. With `label` it speaks for itself; without, a name stands beside it. */
export function Shape({ sector, sectors, label, size }) {
  const spoken = label ? { role: "img", "aria-label": label } : { "aria-hidden": "true" };
  return html`<svg class=${shapeClass(sector)} viewBox="0 0 20 20" style=${size ? { fontSize: size } : null} ...${spoken}>
    ${shapeForm(sector, sectors)}
  </svg>`;
}

/** The bow: somebody offers to contribute. */
export const Bow = () => html`<svg class="bow" viewBox="0 0 28 20" aria-hidden="true">
  <path d="M14 8C8 1 1 1 1 6.500S9 12 14 8c6-7 13-7 13-1.500S19 12 14 8ZM14 8 8 19M14 8l6 11" fill="none"
    stroke="currentColor" stroke-width="2.9" stroke-linecap="round" stroke-linejoin="round" />
</svg>`;
