/** The mini picture of the screen, with its own two buttons: freeze and black. They are not undone, they are switched back. */

import { html, useEffect, useRef, useState } from "../vendor/preact.js";
import { workshop } from "../live/select.js";
import { clock, t } from "../live/texts.js";
import { useRoom } from "./context.js";

const WIDTH = 1280;
const WIDE = "(min-width: 62.5em)";

/** Whether the window is as wide as a laptop's: only then is the picture worth a second connection. */
function useWide() {
  const [wide, setWide] = useState(() => matchMedia(WIDE).matches);
  useEffect(() => {
    const media = matchMedia(WIDE);
    const look = () => setWide(media.matches);
    media.addEventListener("change", look);
    return () => media.removeEventListener("change", look);
  }, []);
  return wide;
}

function Picture({ src }) {
  const box = useRef(null);
  const [scale, setScale] = useState(.18);
  useEffect(() => {
    const fit = new ResizeObserver(([entry]) => setScale(entry.contentRect.width / WIDTH));
    fit.observe(box.current);
    return () => fit.disconnect();
  }, []);
  return html`<div class="picture" ref=${box}><iframe src=${src} title=${t("console.screen.now")} tabindex="-1" inert
    style=${{ width: `${WIDTH}px`, height: `${WIDTH * 9 / 16}px`, transform: `scale(${scale})` }}></iframe></div>`;
}

/** The moment the picture was frozen, as far as this page has seen it. */
function useFrozenAt(frozen, version, now) {
  const [at, setAt] = useState(null);
  useEffect(() => setAt(frozen ? now : null), [frozen]);
  return at ?? now;
}

/** Freeze and black, and the line that says so. */
export function ScreenButtons() {
  const { view, acts, now } = useRoom();
  const { frozen, blank, version } = workshop(view);
  const since = useFrozenAt(frozen, version, now);
  return html`<div class="screen-buttons">
    <button type="button" class="sm" aria-pressed=${frozen} onClick=${acts.screen.freeze}>${frozen ? t("console.do.unfreeze") : t("console.do.freeze")} <kbd>F</kbd></button>
    <button type="button" class="sm" aria-pressed=${blank} onClick=${acts.screen.blank}>${blank ? t("console.do.unblank") : t("console.do.blank")} <kbd>B</kbd></button>
    <p class="screen-said" role="status">${frozen ? t("console.frozen", { time: clock(new Date(since).toISOString()) }) : ""}${" "}${blank ? t("console.blank") : ""}</p>
  </div>`;
}

export function Preview() {
  const { boot, view } = useRoom();
  const wide = useWide();
  const { frozen, blank } = workshop(view);
  const here = boot.links?.screen_here ?? boot.links?.screen;
  return html`<section class="preview" aria-label=${t("console.screen.now")}>
    ${wide && html`<p class="cap"><span>${t("console.screen.now")}</span>
      ${here && html`<a href=${here} target="_blank" rel="noopener">${t("console.screen.open")}</a>`}</p>`}
    ${wide && here && html`<div class=${`frame ${frozen ? "frozen" : ""} ${blank ? "black" : ""}`}><${Picture} src=${here} /></div>`}
    <${ScreenButtons} />
  </section>`;
}
