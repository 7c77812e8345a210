/** Bars of beads, threaded from the panel upwards; the one with most is the one that keeps growing. */

import { html } from "../vendor/preact.js";

const WIDTH = 282;
const ACROSS = [6, 8, 10, 12, 15, 18, 24, 30];

/** How beads are set so that `most` of them fit under `height`: how many across, and how many a bead stands for. */
export function barScale(most, height, width = WIDTH) {
  for (const each of [1, 2, 5, 10, 20, 50, 100]) {
    for (const across of ACROSS) {
      const pitch = width / across;
      if (Math.ceil(Math.ceil(most / each) / across) * pitch <= height) return { across, pitch, each };
    }
  }
  return { across: 30, pitch: width / 30, each: 500 };
}

/** One bar. `rows` is the number of rows of the highest one, so that all grow at one speed. */
export function BeadBar({ points, scale, rows, width = WIDTH }) {
  const { across, pitch, each } = scale;
  const beads = Math.ceil(points / each);
  const height = Math.max(1, Math.ceil(beads / across)) * pitch;
  return html`<svg class="bar" viewBox=${`0 0 ${width} ${height}`} aria-hidden="true" style=${{ height: `${height / 16}rem` }}>
    ${Array.from({ length: beads }, (_, n) => {
      const row = Math.floor(n / across);
      return html`<circle key=${n} cx=${((n % across) + .5) * pitch} cy=${height - (row + .5) * pitch} r=${pitch * .42}
        style=${{ "--when": row / Math.max(1, rows) }} />`;
    })}
  </svg>`;
}

/** How many rows a number of points takes at a scale. */
export const rowsOf = (points, { across, each }) => Math.ceil(Math.ceil(points / each) / across);
