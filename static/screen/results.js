/** What the evening produced, on one picture: the weave. */

import { html } from "../vendor/preact.js";
import { kindOf } from "../live/kinds.js";
import { t, tn } from "../live/texts.js";
import { agenda, challenges, commitmentsOf, ideasOf, talliesOf, themesOf } from "../live/select.js";
import { Said } from "../parts/said.js";
import { WeaveRow } from "../parts/weave.js";
import { excerpt, soften } from "../parts/paper-text.js";
import { chosenThemes } from "../parts/priorities.js";
import { useRuler } from "../parts/gauge.js";
import { usePages } from "./themes.js";
import { isEvening } from "./dates.js";
import { Frame, Head } from "./frame.js";

const ROWS = 5;
const TOP = 15.62;

/** Everything the weave needs of one challenge. */
function strandOf(view, challenge) {
  const themes = themesOf(view, challenge.id);
  const vote = agenda(view).reverse().find((item) => kindOf(item).ballot === "points" && (item.challenge_id ?? challenge.id) === challenge.id && talliesOf(view, item.id).length);
  const commitments = commitmentsOf(view, challenge.id);
  return {
    challenge, themes, commitments, ideas: ideasOf(view, challenge.id),
    chosen: chosenThemes(themes, vote ? talliesOf(view, vote.id) : []),
  };
}

function Sum({ left, text, last }) {
  return html`<p class=${last ? "last" : ""} style=${{ left: `${left}rem` }}><${Said} text=${text} /></p>`;
}

function Row({ strand, top, height, evening }) {
  const { challenge, ideas, commitments } = strand;
  const first = commitments[0];
  const department = excerpt(challenge.department || challenge.title, 44);
  return html`<section class="row" style=${{ top: `${top}rem`, height: `${height}rem` }}>
    <h2 dir="auto">${soften(department)}</h2>
    ${ideas.length === 0 && !first ? html`<p class="empty">${evening ? t("screen.results.none", { department }) : t("screen.results.none_day", { department })}</p>`
      : first ? html`<div class="paper outcome"><b class="numbers">${commitments.length}</b><p dir="auto">${t("screen.results.quote", { text: excerpt(first.text, 62) })}</p></div>`
      : html`<p class="outcome open">${t("screen.results.open")}</p>`}
  </section>`;
}

/** The results. Counts are of the whole meeting; rows come five to a page. */
export function Results({ view, item, offline, now, still }) {
  const all = challenges(view).filter((row) => !item.challenge_id || row.id === item.challenge_id).map((row) => strandOf(view, row));
  const pages = Math.max(1, Math.ceil(all.length / ROWS));
  const at = usePages(pages, still);
  const strands = all.slice(at * ROWS, at * ROWS + ROWS);
  useRuler();
  // A screen higher than 16:9 gives its air to the rows.
  const air = Math.max(0, (innerHeight / innerWidth) * 120 - 67.5);
  const height = Math.min((43 + air) / Math.max(strands.length, 2), 22);
  const sum = (of) => all.reduce((total, strand) => total + of(strand), 0);
  const middle = (n) => (TOP + (n + .5) * height) * 16;
  return html`<${Frame} name="results" view=${view} item=${item} offline=${offline} door="small" invite=${t("screen.results.follow")}>
    <${Head} large=${true} title=${t("screen.results.title")}><p class="advice">${t("common.vote.advice")}</p></${Head}>
    ${all.length === 0 ? html`<p class="nothing">${t("screen.results.empty")}</p>` : html`
      <div class="sums numbers">
        <${Sum} left=${24.5} text=${tn("screen.results.challenges", all.length)} />
        <${Sum} left=${37.5} text=${tn("screen.wall.ideas", sum((strand) => strand.ideas.length))} />
        <${Sum} left=${51.6} text=${tn("screen.results.themes", sum((strand) => strand.themes.length))} />
        <${Sum} left=${63.9} text=${tn("screen.results.chosen", sum((strand) => strand.chosen.length))} />
        <${Sum} left=${76} last=${true} text=${tn("screen.commit.count", sum((strand) => strand.commitments.length))} />
      </div>
      <div class="rows">${strands.map((strand, n) => html`<${Row} key=${strand.challenge.id} strand=${strand} top=${TOP + n * height} height=${height} evening=${isEvening(now())} />`)}</div>
      <svg class="strandroom weave" viewBox="0 0 1920 1080" aria-hidden="true">
        ${strands.map((strand, n) => html`<${WeaveRow} key=${strand.challenge.id} middle=${middle(n)} span=${Math.min(height * 16 - 28, 300)}
          ideas=${strand.ideas} themes=${strand.themes} chosen=${strand.chosen} commitments=${strand.commitments.length} />`)}
      </svg>`}
  </${Frame}>`;
}
