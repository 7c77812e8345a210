/** Value and feasibility: the lit quarter is where to begin; labels never lie on one another. */

import { html, useLayoutEffect, useRef, useState } from "../vendor/preact.js";
import { t } from "../live/texts.js";
import { talliesOf } from "../live/select.js";
import { sizeOf, useRuler } from "../parts/gauge.js";
import { Sector } from "../parts/sector.js";
import { excerpt } from "../parts/paper-text.js";
import { placeLabels, spreadPoints } from "../parts/labels.js";
import { targetsOf } from "./vote.js";
import { Frame, Head } from "./frame.js";

const MARK = 2.2;
const LABELLED = 14;
/** From this mean standard deviation on the room is said to be divided. */
const DIVIDED = 1.2;

/** The rated targets, best first, with their place in a plot of `room` (rem). Pure. */
function plotted(targets, tallies, room) {
  const byId = new Map(targets.map((target) => [String(target.id), target]));
  // Above and below there is more air: that is where the quarters' names stand.
  const at = (mark, length, margin) => margin + ((mark - 1) / 4) * (length - 2 * margin);
  const rows = tallies.filter((tally) => byId.has(String(tally.target_id)))
    .map((tally) => ({ ...byId.get(String(tally.target_id)), ...tally, id: tally.target_id }))
    .sort((a, b) => b.value + b.feasibility - a.value - a.feasibility);
  const points = spreadPoints(rows.map((row) => ({ x: at(row.feasibility, room.width, MARK), y: room.height - at(row.value, room.height, MARK * 2.4), size: MARK })), MARK * 1.1);
  return rows.map((row, n) => ({ ...row, ...points[n], divided: row.spread >= DIVIDED }));
}

function Point({ point, place }) {
  return html`<div class=${`point${point.divided ? " divided" : ""}`} style=${{ left: `${point.x}rem`, top: `${point.y}rem` }}
      aria-label=${t("common.a11y.matrix", { theme: point.title, v: point.value, f: point.feasibility })} role="img">
      ${point.sector ? html`<${Sector} sector=${point.sector} />` : html`<i class="dot" />`}
    </div>
    ${place && html`<p class=${`name ${place.side}`} aria-hidden="true" style=${{ left: `${place.x}rem`, top: `${place.y}rem` }}>${point.label}</p>`}`;
}

/** Lines from labels that had to move away to their points. */
function Leaders({ points, places, room }) {
  return html`<svg class="leaders" viewBox=${`0 0 ${room.width} ${room.height}`} aria-hidden="true">
    ${points.map((point, n) => {
      const place = places[n];
      if (!place?.far) return null;
      const x = place.side === "right" ? place.x : place.x + point.width;
      return html`<path d=${`M${point.x} ${point.y}L${x} ${place.y + point.height / 2}`} />`;
    })}
  </svg>`;
}

/** The plot; label widths are measured before they are placed. */
function Plot({ targets, tallies }) {
  const place = useRef(null);
  const ruler = useRuler();
  const [measured, setMeasured] = useState(null);
  const key = tallies.map((tally) => `${tally.id}:${tally.version}`).join() + targets.length;
  useLayoutEffect(() => {
    const room = sizeOf(place.current);
    const points = plotted(targets, tallies, room).map((point) => ({ ...point, label: excerpt(point.title, 34) }));
    const ruled = place.current.querySelector(".rule");
    for (const point of points) {
      ruled.textContent = point.label;
      Object.assign(point, sizeOf(ruled));
    }
    ruled.textContent = "";
    const taken = [...place.current.querySelectorAll(".quarter")].map((element) => {
      const box = element.getBoundingClientRect();
      const plot = place.current.getBoundingClientRect();
      const unit = plot.width / room.width;
      return { x: (box.x - plot.x) / unit, y: (box.y - plot.y) / unit, width: box.width / unit, height: box.height / unit };
    });
    const named = points.slice(0, LABELLED);
    const places = placeLabels([...named, ...points.slice(LABELLED).map((point) => ({ ...point, width: 999 }))], room, taken);
    setMeasured({ room, points, places });
  }, [key, ruler]);
  return html`<div class="plot" ref=${place}>
    <div class="lit" /><div class="cross" />
    <p class="quarter go">${t("screen.matrix.start")}</p><p class="quarter build">${t("screen.matrix.build")}</p>
    <p class="quarter leave">${t("screen.matrix.leave")}</p><p class="quarter when">${t("screen.matrix.when")}</p>
    <p class="name rule" aria-hidden="true"></p>
    ${measured && html`<${Leaders} ...${measured} />${measured.points.map((point, n) => html`<${Point} key=${point.id} point=${point} place=${measured.places[n]} />`)}`}
  </div>`;
}

/** The matrix as the room rated it. */
export function Matrix({ view, item, shown, challenge, offline }) {
  const tallies = talliesOf(view, item.id).filter((tally) => tally.value != null);
  const divided = tallies.some((tally) => tally.spread >= DIVIDED);
  return html`<${Frame} name="matrix" view=${view} item=${shown ?? item} offline=${offline} door="small">
    <${Head} large=${true} who=${challenge?.department} title=${t("screen.matrix.title")} />
    ${tallies.length === 0 ? html`<p class="nothing">${t("screen.matrix.none")}</p>`
      : html`<${Plot} targets=${targetsOf(view, item)} tallies=${tallies} />
        <p class="axis value"><span>${t("common.matrix.value_low")}</span><span>${t("common.matrix.value")}</span><span>${t("common.matrix.value_high")}</span></p>
        <p class="axis ease"><span>${t("common.matrix.feasibility_low")}</span><span>${t("common.matrix.feasibility")}</span><span>${t("common.matrix.feasibility_high")}</span></p>
        ${divided && html`<p class="apart"><i class="ring" />${t("screen.matrix.divided")}</p>`}`}
  </${Frame}>`;
}
