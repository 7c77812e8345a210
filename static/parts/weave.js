/** The closing weave: from each challenge, strands through its ideas and themes to what was chosen and offered. */

import { html } from "../vendor/preact.js";
import { Bead } from "./thread.js";

const X = { start: 388, idea: 600, theme: 826, chosen: 1022, knots: 1176, end: 1286 };
const MOST = 60;

/** A sample of at most `MOST` ideas that keeps the share of every theme, so that five hundred are still strands. */
export function strandsOf(ideas, themes) {
  const groups = [...themes.map((theme) => ideas.filter((idea) => idea.theme_id === theme.id)),
    ideas.filter((idea) => !themes.some((theme) => theme.id === idea.theme_id))];
  const share = Math.min(1, MOST / Math.max(1, ideas.length));
  return groups.map((group) => (group.length ? group.slice(0, Math.max(1, Math.round(group.length * share))) : []));
}

const spreadOver = (n, middle, span, widest) => {
  const step = n > 1 ? Math.min(widest, span / (n - 1)) : 0;
  return (at) => middle + (at - (n - 1) / 2) * step;
};

/** The part of the weave that belongs to one challenge, around `middle`, `span` high. */
export function WeaveRow({ middle, span, ideas, themes, chosen, commitments }) {
  const groups = strandsOf(ideas, themes);
  const total = groups.reduce((sum, group) => sum + group.length, 0);
  if (!total) return html`<path class="strand loose" d=${`M${X.start} ${middle}H${X.start + 150}`} />`;
  const ideaY = spreadOver(total, middle, span, 16);
  const themeY = spreadOver(themes.length, middle, span * .86, 30);
  const chosenY = spreadOver(chosen.length, middle, span * .46, 44);
  // In the order of the themes, so that no strands cross on their way.
  const picked = themes.filter((theme) => chosen.some((other) => other.id === theme.id));
  let n = 0;
  const strands = [];
  const beads = [];
  groups.forEach((group, g) => {
    const at = g < themes.length ? picked.indexOf(themes[g]) : -1;
    for (const idea of group) {
      const y = ideaY(n);
      let d = `M${X.start} ${middle} C478 ${middle} 480 ${y} ${X.idea} ${y}`;
      if (g < themes.length) d += ` C720 ${y} 706 ${themeY(g)} ${X.theme} ${themeY(g)}`;
      if (at >= 0) d += ` C936 ${themeY(g)} 922 ${chosenY(at)} ${X.chosen} ${chosenY(at)}`;
      if (at >= 0 && commitments > 0) d += ` C1112 ${chosenY(at)} 1076 ${middle} ${X.knots} ${middle}`;
      strands.push(html`<path class=${at >= 0 ? "strand on" : "strand off"} d=${d} />`);
      beads.push(html`<${Bead} key=${idea.id} x=${X.idea - 15 + (n % 3) * 15} y=${y} size=${total > 40 ? 11 : 13} sector=${idea.sector} />`);
      n += 1;
    }
  });
  picked.forEach((theme, at) => {
    const from = themeY(themes.indexOf(theme));
    const on = commitments > 0 ? ` C1112 ${chosenY(at)} 1076 ${middle} ${X.knots} ${middle}` : "";
    strands.push(html`<path class="strand on" d=${`M${X.theme} ${from} C936 ${from} 922 ${chosenY(at)} ${X.chosen} ${chosenY(at)}${on}`} />`);
  });
  // The strands that became something lie on top of those that did not.
  strands.sort((a, b) => (a.props.class === "strand on") - (b.props.class === "strand on"));
  const knots = Math.min(commitments, 5);
  return html`<g>
    ${strands}${beads}
    ${themes.map((theme, g) => {
      const on = picked.includes(theme);
      return html`<circle class=${on ? "theme on" : "theme"} cx=${X.theme} cy=${themeY(g)} r=${on ? 9 : 7} />`;
    })}
    ${picked.map((_, at) => html`<circle class="pick" cx=${X.chosen} cy=${chosenY(at)} r="13" />`)}
    ${knots > 0 && html`<path class="rope" d=${`M${X.knots} ${middle}H${X.end}`} />`}
    ${Array.from({ length: knots }, (_, k) => html`<circle class="tied" cx=${X.knots + 14 + k * 19} cy=${middle} r="11" />`)}
  </g>`;
}
