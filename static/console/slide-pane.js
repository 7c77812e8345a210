/** The lead's slides, to be turned for them: small pictures, and where the clicker stands. */

import { html } from "../vendor/preact.js";
import { workshop } from "../live/select.js";
import { t, tn } from "../live/texts.js";
import { useRoom } from "./context.js";
import { deck } from "../parts/deck.js";

function Thumb({ challengeId, n, url, now, question, acts, count }) {
  const label = question ? t("console.slides.question") : t("console.slides.of", { a: n, b: count });
  return html`<li><button type="button" class=${`thumb ${now ? "now" : ""}`} aria-current=${now ? "true" : null} onClick=${() => acts.screen.slideTo(challengeId, n)}>
    ${url ? html`<img src=${url} alt="" loading="lazy" />` : html`<span class="ask">?</span>`}<span class="numbers">${label}</span></button></li>`;
}

function Deck({ challenge, slides, acts }) {
  const count = challenge.slides?.length || 0;
  const n = slides?.challengeId === challenge.id ? slides.n : null;
  return html`<ol class="thumbs">${(challenge.slides || []).map((url, i) => html`<${Thumb} key=${url} challengeId=${challenge.id} n=${i + 1} url=${url} now=${n === i + 1} acts=${acts} count=${count} />`)}
    <${Thumb} key="question" challengeId=${challenge.id} n=${count + 1} now=${n === count + 1} question acts=${acts} /></ol>`;
}

export function SlidePane() {
  const { view, item, acts, challenges } = useRoom();
  const slides = deck(workshop(view), item, view.rows.challenges);
  const challenge = slides ? view.rows.challenges[slides.challengeId] : null;
  if (!challenge) return html`<p class="help">${t("console.slides.later")}</p>
    ${challenges.map((one) => html`<section key=${one.id}><h3>${one.department || one.title}</h3><p class="help">${tn("console.slides.count", one.slides?.length || 0)}</p></section>`)}`;
  return html`<div class="turning"><button type="button" class="sm lg" disabled=${slides.n <= 1} onClick=${() => acts.screen.slide(-1)}>${t("console.slides.back")} <kbd>←</kbd></button>
      <p class="numbers" role="status">${slides.n > slides.count ? t("console.slides.question") : t("console.slides.of", { a: slides.n, b: slides.count })}</p>
      <button type="button" class="sm lg" disabled=${slides.n >= slides.last} onClick=${() => acts.screen.slide(1)}>${t("console.slides.on")} <kbd>→</kbd></button></div>
    ${!slides.count && html`<p class="help">${t("console.slides.none")}</p>`}
    <${Deck} challenge=${challenge} slides=${slides} acts=${acts} />
    <p class="help">${t("console.hint.clicker")}</p>`;
}
