/** The panel along the top: what this is, and how the hall is. */

import { html } from "../vendor/preact.js";
import { presence, workshop } from "../live/select.js";
import { clock, t, tn } from "../live/texts.js";
import { useRoom } from "./context.js";

/** Ahead, behind, or on the plan, said. */
function driftText(drift) {
  if (drift === null) return null;
  if (drift >= 1) return t("console.health.behind", { n: drift });
  return drift <= -1 ? t("console.health.ahead", { n: -drift }) : t("console.health.on_plan");
}

const iso = (ms) => new Date(ms).toISOString();

function Line({ status, connected, lost }) {
  if (status !== "online") return html`<span class="line off"><i></i><b>${t("console.health.offline")}</b></span>`;
  return html`<span class="line numbers"><i></i><b>${t("console.health.connected", { n: connected })}</b>
    ${lost > 0 && html`<span class="lost">${tn("console.health.lost", lost)}</span>`}</span>`;
}

export function TopBar() {
  const { view, session, pace, boot, set } = useRoom();
  const health = session.health();
  const drift = driftText(pace.drift);
  return html`<header class="top panel">
    <h1 dir="auto">${workshop(view).title || boot.plan.title}</h1>
    <${Line} status=${session.connection.status()} connected=${health?.connected ?? presence(view).connected} lost=${health?.lost_last_minute ?? 0} />
    ${health?.saved_at && html`<span class="saved numbers">${t("console.health.saved", { time: clock(health.saved_at) })}</span>`}
    ${drift && html`<span class=${`drift numbers ${pace.drift >= 1 ? "late" : ""}`}>${drift}</span>`}
    ${pace.endsAt !== null && html`<span class="ends numbers">${t("console.health.ends", { time: clock(iso(pace.endsAt)) })}</span>`}
    <button type="button" class="help-button" aria-label=${t("console.help.title")} title=${t("console.help.title")}
      onClick=${() => set({ sheet: { kind: "help" } })}>?</button>
  </header>`;
}
