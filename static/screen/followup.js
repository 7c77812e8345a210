/** What has happened since last time: nothing ended stands without its reason, nothing is left out without being counted. */

import { html } from "../vendor/preact.js";
import { t, tn } from "../live/texts.js";
import { actionsOf, workshop as shopOf } from "../live/select.js";
import { Said } from "../parts/said.js";
import { excerpt, soften } from "../parts/paper-text.js";
import { Frame, Head } from "./frame.js";

const MOST = { delivered: 4, started: 5, agreed: 2, dropped: 1 };

/** The actions by what became of them; a trial is under way. Pure. */
export function byFate(actions) {
  const of = (...states) => actions.filter((row) => states.includes(row.status));
  return { delivered: of("delivered"), started: of("started", "piloting"), agreed: of("agreed"), dropped: of("dropped") };
}

/** A bead per action on the thread: checked, red, dashed, and cut where it ended. */
function Fates({ fates }) {
  const order = ["delivered", "started", "agreed", "dropped"];
  const all = order.flatMap((fate) => fates[fate].map(() => fate));
  const pitch = Math.min(108, 1400 / Math.max(1, all.length));
  const x = (n) => 440 + n * pitch;
  const solid = fates.delivered.length + fates.started.length;
  const whole = solid + fates.agreed.length;
  const r = Math.min(24, pitch * .36);
  return html`<svg class="strandroom fates" viewBox="0 0 1920 80" aria-hidden="true">
    <path class="strand" d=${`M-600 40H${solid ? x(solid - 1) + pitch / 2 : 400}`} />
    ${fates.agreed.length > 0 && html`<path class="coming" d=${`M${x(solid) - pitch / 2} 40H${x(whole - 1) + pitch / 2}`} />`}
    ${all.map((fate, n) => (fate === "dropped"
      ? html`<path key=${n} class="cut-end" d=${`M${x(n) - r} 40H${x(n) + r}M${x(n) + r} ${40 - r * .6}v${r * 1.2}`} />`
      : html`<g key=${n}><circle class=${`fate ${fate}`} cx=${x(n)} cy="40" r=${r} />
        ${fate === "delivered" && html`<path class="checked" transform=${`translate(${x(n)} 40) scale(${r / 24})`} d="M-11 1l8 8 15-17" />`}</g>`))}
  </svg>`;
}

function Fate({ fate, rows, title }) {
  if (!rows.length) return null;
  const shown = rows.slice(0, MOST[fate]);
  return html`<section class=${`fate-of ${fate}`}>
    <h2><${Said} text=${title} /></h2>
    <ul class=${shown.length * 2 > MOST[fate] ? "tight" : ""}>${shown.map((row) => html`<li key=${row.id} class=${fate === "agreed" ? "still-to-come" : "paper"}>
      <p dir="auto">${soften(excerpt(row.title, 58))}</p>
      ${fate === "delivered" && row.partner_owner && html`<span dir="auto">${excerpt(row.partner_owner.organisation || row.partner_owner.name || "", 40)}</span>`}
      ${fate === "dropped" && row.reason && html`<span dir="auto">${soften(excerpt(row.reason, 90))}</span>`}
    </li>`)}</ul>
    ${rows.length > shown.length && html`<p class="more numbers">${tn("screen.more", rows.length - shown.length)}</p>`}
  </section>`;
}

/** Since last time. */
export function Followup({ view, item, offline }) {
  const actions = actionsOf(view, item.challenge_id ?? null);
  const fates = byFate(actions);
  return html`<${Frame} name="followup" view=${view} item=${item} offline=${offline}>
    <${Head} large=${true} who=${shopOf(view)?.title} title=${t("screen.followup.title")} />
    ${actions.length === 0 ? html`<p class="nothing">${t("screen.followup.none")}</p>` : html`
      <${Fates} fates=${fates} />
      <p class="fates-label numbers">${tn("screen.followup.actions", actions.length)}</p>
      <div class="fates-columns">
        <${Fate} fate="delivered" rows=${fates.delivered} title=${tn("screen.followup.delivered", fates.delivered.length)} />
        <${Fate} fate="started" rows=${fates.started} title=${tn("screen.followup.started", fates.started.length)} />
        <div><${Fate} fate="agreed" rows=${fates.agreed} title=${tn("screen.followup.agreed", fates.agreed.length)} />
          <${Fate} fate="dropped" rows=${fates.dropped} title=${tn("screen.followup.dropped", fates.dropped.length)} /></div>
      </div>`}
  </${Frame}>`;
}
