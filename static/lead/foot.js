/** The foot of the lead's page: what did not get through, and the lead's own undo. */

import { html } from "../vendor/preact.js";
import { clock, t } from "../live/texts.js";

/** Sentences that stay until somebody has seen to them. */
export function Notes({ session }) {
  const { connection, desk } = session;
  const away = connection.status() === "offline";
  const failed = desk.notes().filter((note) => note.kind === "failed");
  if (!away && !failed.length) return null;
  return html`<ul class="notes">${away && html`<li role="status"><p>${connection.refused() ? t("console.refused")
      : t("console.offline", { time: clock(new Date(connection.lastHeard() || Date.now()).toISOString()) })}</p></li>`}
    ${failed.map((note) => html`<li key=${note.key} role="alert"><p dir="auto">${note.text}</p>
      ${note.again && html`<button type="button" class="sm" onClick=${() => desk.retry(note.key)}>${t("console.do.again")}</button>`}
      <button type="button" class="sm plain" onClick=${() => desk.drop(note.key)}>${t("console.do.dismiss")}</button></li>`)}</ul>`;
}

/** Undo for what this lead did, and nothing else. */
export function Undo({ session, acts }) {
  const undo = session.undo();
  const told = session.desk.notes().find((note) => note.kind === "told")?.text;
  return html`<div class="undo"><button type="button" class="sm" aria-disabled=${!undo} onClick=${() => undo && acts.undo(undo.version)}>${t("common.undo")}</button>
    <p role="status" dir="auto">${told ?? undo?.line ?? t("console.undo.none")}</p></div>`;
}
