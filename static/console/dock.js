/** The foot of the page: undo, back, and the one red button that says what it will do. */

import { html, useEffect, useRef } from "../vendor/preact.js";
import { itemTitle } from "../live/kinds.js";
import { workshop } from "../live/select.js";
import { clock, t } from "../live/texts.js";
import { consequence, neighbour } from "./next.js";
import { useRoom } from "./context.js";

/** A button's act that runs once at a time: two taps in one breath move one step. It is not disabled meanwhile, which would take its focus. */
function useOnce(act) {
  const busy = useRef(false);
  return async () => {
    if (busy.current) return;
    busy.current = true;
    await act();
    busy.current = false;
  };
}

function Undo() {
  const { session, acts } = useRoom();
  const undo = session.undo();
  // What an act of one's own came to stands where one takes it back.
  const told = session.desk.notes().find((note) => note.kind === "told")?.text ?? null;
  const go = useOnce(acts.undo);
  return html`<div class="undo">
    <button type="button" class="sm lg" aria-disabled=${!undo} aria-describedby="undo-line" onClick=${() => undo && go()}>${t("common.undo")}</button>
    <div class="said"><p class="told" role="status" dir="auto">${told ?? ""}</p>
      <p id="undo-line" dir="auto" class=${told ? "after" : ""}>${undo ? html`<b>${undo.line}</b>` : t("console.undo.none")}</p></div>
  </div>`;
}

function Next() {
  const { view, now, acts } = useRoom();
  const to = neighbour(view, 1);
  const go = useOnce(acts.next);
  if (!to) return html`<p class="next-none">${t("console.next.none")}</p>`;
  return html`<button type="button" class="next" data-moves onClick=${go}>
    <b>${t("console.next.title", { title: itemTitle(to) })}</b>
    <span>${consequence(view, to, { now, clock }).join(" ")}</span><kbd>⇧ Enter</kbd>
  </button>`;
}

/** Tells the page how high its foot is, so that what sticks above it knows where. */
function useFoot() {
  const ref = useRef(null);
  useEffect(() => {
    const look = new ResizeObserver(([entry]) => document.documentElement.style.setProperty("--foot", `${Math.round(entry.target.offsetHeight)}px`));
    look.observe(ref.current);
    return () => look.disconnect();
  }, []);
  return ref;
}

export function Dock() {
  const { view, acts } = useRoom();
  const foot = useFoot();
  const from = neighbour(view, -1);
  const back = useOnce(acts.back);
  const said = from ? t("console.back", { title: itemTitle(from) }) : t("console.back_none");
  return html`<div class="dock" ref=${foot}>
    <${Undo} />
    <button type="button" class="sm lg back" data-moves disabled=${!from} title=${said} aria-label=${from ? said : t("common.back")} onClick=${back}>${t("common.back")}</button>
    ${workshop(view) && html`<${Next} />`}
  </div>`;
}
