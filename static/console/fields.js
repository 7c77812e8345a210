/** Fields of the sheets, each with its label. */

import { html } from "../vendor/preact.js";
import { t } from "../live/texts.js";
import { sectorName } from "../parts/sector.js";

const OFFERS = ["kompetanse", "teknologi", "kapital", "testarena", "data", "frivillighet", "annet"];

/** A labelled line or text; `value` and `onValue(text)`. */
export function Field({ label, value, onValue, lines = 0, aside = null, ...more }) {
  const props = { class: "field", value: value ?? "", onInput: (event) => onValue(event.target.value), ...more };
  return html`<label><span class="label">${label}${aside && html` <span class="aside">${aside}</span>`}</span>
    ${lines ? html`<textarea rows=${lines} maxlength="1000" ...${props}></textarea>` : html`<input maxlength="200" ...${props} />`}</label>`;
}

/** A labelled choice of `[value, text]`. */
export function Choice({ label, value, onValue, options }) {
  return html`<label><span class="label">${label}</span><select class="field" value=${value ?? ""} onChange=${(event) => onValue(event.target.value)}>
    ${options.map(([key, text]) => html`<option key=${key} value=${key}>${text}</option>`)}</select></label>`;
}

/** Which challenge. Shown where there is more than one. */
export function ChallengeChoice({ challenges, value, onValue }) {
  if (challenges.length < 2) return null;
  return html`<${Choice} label=${t("common.challenge")} value=${value} onValue=${onValue} options=${challenges.map((one) => [one.id, one.department || one.title])} />`;
}

/** Which sector somebody is of. */
export function SectorChoice({ boot, value, onValue }) {
  return html`<${Choice} label=${t("common.sector")} value=${value} onValue=${onValue} options=${(boot.plan.sectors || []).map(({ key }) => [key, sectorName(key)])} />`;
}

/** Kinds of what one can give, for a choice. */
export const offerOptions = () => OFFERS.map((kind) => [kind, t(`common.offer.${kind}`)]);
