/** The slide on the screen, a bead for each, one's own note, and what comes next. */

import { html, useEffect, useState } from "../vendor/preact.js";
import { t } from "../live/texts.js";

function Now({ challenge, slides }) {
  const url = challenge.slides?.[slides.n - 1];
  if (url) return html`<img class="slide" src=${url} alt=${t("console.slides.of", { a: slides.n, b: slides.count })} />`;
  return html`<div class="slide question"><p class="help">${t("lead.slides.question")}</p><p class="display" dir="auto">${challenge.question}</p></div>`;
}

function Beads({ slides }) {
  const label = slides.n > slides.count ? t("lead.slides.question") : t("lead.slides.beads", { a: slides.n, b: slides.count });
  return html`<div class="beads" role="img" aria-label=${label} style=${{ "--gone": `${slides.last > 1 ? ((slides.n - 1) / (slides.last - 1)) * 100 : 0}%` }}>${Array.from({ length: slides.last }, (_, i) => html`<i key=${i}
    class=${`${i + 1 < slides.n ? "past" : i + 1 === slides.n ? "now" : ""} ${i + 1 === slides.last ? "ask" : ""}`}></i>`)}</div>`;
}

function Note({ session, challenge, n }) {
  const key = `note.${challenge.id}.${n}`;
  const [text, setText] = useState(() => session.shelf.get(key, ""));
  useEffect(() => setText(session.shelf.get(key, "")), [key]);
  const change = (event) => {
    setText(event.target.value);
    session.shelf.put(key, event.target.value);
  };
  return html`<section class="note-own"><label><span class="display">${t("lead.note.title")}</span>
    <textarea rows="2" value=${text} placeholder=${t("lead.note.empty")} onInput=${change}></textarea></label></section>`;
}

function Coming({ challenge, slides }) {
  if (slides.n >= slides.last) return null;
  const url = challenge.slides?.[slides.n];
  return html`<div class="coming">${url ? html`<img src=${url} alt="" />` : html`<span class="ask">?</span>`}
    <p>${t("lead.slides.next")}<b>${url ? t("console.slides.of", { a: slides.n + 1, b: slides.count }) : t("lead.slides.question")}</b></p></div>`;
}

/** The pane while one presents, or practises. */
export function SlidePane({ challenge, slides, session, live, open, onPane, view }) {
  return html`<${Now} challenge=${challenge} slides=${slides} /><${Beads} slides=${slides} />
    ${!live && html`<p class="help yourself">${t("lead.slides.yourself")}</p>`}
    <${Note} session=${session} challenge=${challenge} n=${slides.n} />
    <${Coming} challenge=${challenge} slides=${slides} />
    ${open > 0 && view && html`<button type="button" class="asks" onClick=${() => onPane("questions")}>${t("lead.questions.from_room")}<b class="numbers">${open}</b></button>`}`;
}

/** Back and next, as large as thumbs are in front of two hundred people. */
export function Turn({ slides, turn }) {
  if (slides.last < 2) return null;
  return html`<div class="turn"><button type="button" class="back" disabled=${slides.n <= 1} onClick=${() => turn(-1)}>${t("common.back")}</button>
    <button type="button" class="on" disabled=${slides.n >= slides.last} onClick=${() => turn(1)}>${t("common.next")}</button></div>`;
}
