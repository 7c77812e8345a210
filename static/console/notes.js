/** What did not get through, above the foot of the page: it stays until somebody has seen to it. */

import { html } from "../vendor/preact.js";
import { clock, t } from "../live/texts.js";
import { useRoom } from "./context.js";

function Note({ note, desk }) {
  return html`<li class="note failed" role="alert">
    <p dir="auto">${note.text}</p>
    ${note.again && html`<button type="button" class="sm" onClick=${() => desk.retry(note.key)}>${t("console.do.again")}</button>`}
    <button type="button" class="sm plain" onClick=${() => desk.drop(note.key)}>${t("console.do.dismiss")}</button>
  </li>`;
}

export function Notes() {
  const { session } = useRoom();
  const { connection, desk } = session;
  const away = connection.status() === "offline";
  const heard = connection.lastHeard();
  return html`<ul class="notes">
    ${away && html`<li class="note failed" role="status"><p>${connection.refused() ? t("console.refused")
      : t("console.offline", { time: clock(new Date(heard || Date.now()).toISOString()) })}</p></li>`}
    ${desk.notes().filter((note) => note.kind === "failed").map((note) => html`<${Note} key=${note.key} note=${note} desk=${desk} />`)}
  </ul>`;
}
