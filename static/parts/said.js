/** Numbers are said, not boxed: a whole sentence from the catalogue with its number set large. */

import { html } from "../vendor/preact.js";

/** The sentence with the first number in it as <b>; the sentence is one string, so every language keeps its order. */
export function Said({ text }) {
  const match = /\d[\d\u00a0 ]*/u.exec(text);
  if (!match) return html`<span>${text}</span>`;
  const number = match[0].trimEnd();
  const after = text.slice(match.index + number.length);
  return html`<span>${text.slice(0, match.index)}<b>${number}</b>${after}</span>`;
}
