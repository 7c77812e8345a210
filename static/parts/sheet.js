/** A sheet over the page: a dialog of the browser's own, so that focus, Escape and the way back are as people expect. */

import { html, useEffect, useRef } from "../vendor/preact.js";
import { t } from "../live/texts.js";

/**
 * `onClose` is called for Escape, the button, and a click outside. The first field takes focus by `autofocus`.
 * A browser that asks nobody before it closes (it lets a page refuse Escape only so often) says so afterwards: `close`, too.
 */
export function Sheet({ title, onClose, children, name = "" }) {
  const ref = useRef(null);
  useEffect(() => {
    const dialog = ref.current;
    if (!dialog.open) dialog.showModal();
    (dialog.querySelector("[autofocus]") ?? dialog.querySelector("h2"))?.focus();
  }, []);
  const outside = (event) => event.target === ref.current && event.detail > 0 && onClose();
  return html`<dialog class=${`sheet ${name}`} ref=${ref} aria-labelledby="sheet-title" onClick=${outside}
      onCancel=${(event) => { event.preventDefault(); onClose(); }} onClose=${onClose}>
    <div class="inside">
      <header><h2 id="sheet-title" tabindex="-1">${title}</h2>
        <button type="button" class="sm" onClick=${onClose}>${t("common.do.close")}</button></header>
      ${children}
    </div>
  </dialog>`;
}
