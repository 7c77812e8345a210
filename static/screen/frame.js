/** What every screen stands in: the wall, the panel along its foot, and the door with the code. */

import { html } from "../vendor/preact.js";
import { boot } from "../live/boot.js";
import { clock, t } from "../live/texts.js";
import { Arc } from "./arc.js";

/** A code as it is read aloud: K7M 4PX. */
export const spoken = (code = "") => `${code.slice(0, 3)}\u00a0${code.slice(3)}`;

/** The QR code on its own paper: dark on light in both themes. */
export function QrCode() {
  return html`<div class="qr" role="img" aria-label=${t("common.a11y.qr", { code: [...(boot.code ?? "")].join(" ") })}
    dangerouslySetInnerHTML=${{ __html: boot.qr ?? "" }} />`;
}

/** The way in, all evening: code, address and QR. A small one leaves the wall's foot to what grows there. */
function Door({ small = false, invite = null }) {
  return html`<aside class=${`door${small ? " small" : ""}`}>
    <div class="how">
      ${invite && html`<p>${invite}</p>`}
      <p class="code numbers">${spoken(boot.code)}</p>
      ${!small && html`<p class="address">${boot.address}</p>`}
    </div>
    <${QrCode} />
  </aside>`;
}

/** The line on the panel that says that we only show what we last knew, or that this is a rehearsal. */
function Aside({ offline }) {
  const text = offline ? t("screen.offline", { time: clock(offline) }) : boot.rehearsal ? t("common.rehearsal") : null;
  return html`<p class="aside" role="status">${text}</p>`;
}

/** A screen: `children` on the wall, the panel below it with the steps, or with what `foot` puts there. */
export function Frame({ name, view, item, offline, door = "large", foot = null, invite, children }) {
  return html`<div class=${`hall on-${name}`} data-scene=${name}>
    <main>${children}</main>
    <footer class=${`panel dado${foot ? " tall" : ""}`}>
      ${foot ?? html`<${Arc} view=${view} item=${item} />`}
      <${Aside} offline=${offline} />
    </footer>
    ${door !== "none" && html`<${Door} small=${door === "small"} invite=${invite} />`}
  </div>`;
}

/** The head of a screen: whose challenge it is, the heading, and what stands at the right. */
export function Head({ who, title, large = false, children }) {
  return html`<header class=${`top${large ? " large" : ""}`}>
    <div class="asks">${who && html`<p class="who">${who}</p>`}<h1 class=${title.length > 48 ? "long" : ""} dir="auto">${title}</h1></div>
    ${children && html`<div class="right">${children}</div>`}
  </header>`;
}
