/** Before it begins, and in breaks: who is here, how one gets in, and what helps the first time. */

import { html } from "../vendor/preact.js";
import { presence, workshop } from "../live/select.js";
import { t, tn } from "../live/texts.js";
import { Sector, sectorName } from "../parts/sector.js";
import { useRoom } from "./context.js";

const spaced = (code) => `${code.slice(0, 3)} ${code.slice(3)}`;

/** The leads' own pages: a deputy with a USB stick is helped from here. */
function Leads() {
  const { boot, challenges } = useRoom();
  const links = boot.links?.leads || {};
  const known = challenges.filter((challenge) => links[challenge.key]);
  if (!known.length) return null;
  return html`<section class="leads"><h3>${t("common.leads")}</h3><p class="help">${t("console.room.leads")}</p>
    <ul>${known.map((challenge) => html`<li key=${challenge.id}><a href=${new URL(links[challenge.key]).pathname} target="_blank" rel="noopener">${challenge.department || challenge.title}</a>
      <span class="help numbers">${tn("console.slides.count", challenge.slides?.length || 0)}</span></li>`)}</ul></section>`;
}

export function RoomPane() {
  const { view, boot, set, session } = useRoom();
  const { count, by_sector: sectors } = presence(view);
  const here = Object.entries(sectors || {}).filter(([, n]) => n > 0).sort((a, b) => b[1] - a[1]);
  return html`<div class="room">
    <section class="paper here"><h3 class="numbers">${count ? tn("console.room.here", count) : t("console.room.nobody")}</h3>
      <ul>${here.map(([key, n]) => html`<li key=${key}><${Sector} sector=${key} /> ${sectorName(key, true)} <b class="numbers">${n}</b></li>`)}</ul></section>
    <section class="paper join"><h3>${t("console.room.join")}</h3>
      ${boot.qr && html`<div class="qr" role="img" aria-label=${t("common.a11y.qr", { code: spaced(boot.code) })} dangerouslySetInnerHTML=${{ __html: boot.qr }}></div>`}
      <p class="code numbers">${spaced(boot.code || workshop(view).code)}</p><p>${boot.address}</p>
      ${boot.wifi && html`<p class="help">${t("screen.lobby.wifi", boot.wifi)}</p>`}</section>
    <section class="hints"><h3>${t("console.room.know")}</h3><ul><li>${t("console.hint.next")}</li><li>${t("console.hint.clicker")}</li><li>${t("console.hint.proxy")}</li></ul>
      <div class="row-of"><button type="button" class="sm" onClick=${() => set({ sheet: { kind: "help" } })}>${t("console.help.title")} <kbd>?</kbd></button>
        <button type="button" class="sm" onClick=${() => set({ sheet: { kind: "name" } })}>${session.name() ? t("console.name.is", { name: session.name() }) : t("console.name.ask")}</button></div></section>
    <${Leads} />
  </div>`;
}
