/** The themes and what is in them, with suggestions. Everything works by tapping; dragging is an extra. */

import { html, useEffect, useMemo, useRef, useState } from "../vendor/preact.js";
import { t, tn } from "../live/texts.js";
import { ThemeAnswer, ThemeAnswerForm } from "../parts/theme-answer.js";
import { Windowed } from "../parts/windowed.js";
import { useRoom } from "./context.js";
import { similarSteps } from "./similar.js";

const FEW = 2;
const CARD_PX = 60;
// Suggestions may be so old while ideas stream in: they are looked for when the page has nothing better to do.
const LEISURE_MS = 800;
const SLICE_MS = 4;

/** Takes what is dropped on a theme: the dragged idea, or the whole selection it belongs to. */
function dropOn(theme, selected, acts) {
  return {
    onDragOver: (event) => event.preventDefault(),
    onDrop: (event) => {
      event.preventDefault();
      const id = event.dataTransfer.getData("text/plain");
      if (/^[0-9a-f-]{36}$/.test(id)) acts.ideas.assign(selected.has(id) ? [...selected] : [id], theme.id);
    },
  };
}

function Suggestion({ theme, ideas, acts }) {
  if (!ideas.length) return null;
  const ids = ideas.map((idea) => idea.id);
  return html`<div class="suggestion"><p><b>${tn("console.stream.similar", ideas.length)}</b>
      <span dir="auto">${ideas.slice(0, FEW).map((idea) => idea.text).join(" · ")}</span></p>
    <button type="button" class="sm" onClick=${() => acts.ideas.assign(ids, theme.id)}>${t("console.themes.accept")}</button>
    <button type="button" class="sm plain" onClick=${() => acts.themes.decline(theme.id, ids)}>${t("console.themes.decline")}</button></div>`;
}

function Rename({ theme, acts, onDone }) {
  const [title, setTitle] = useState(theme.title);
  const save = async (event) => {
    event.preventDefault();
    if (title.trim() && (await acts.themes.rename(theme.id, title)).ok) onDone();
  };
  return html`<form class="stack" onSubmit=${save}><input class="field" maxlength="200" aria-label=${t("console.themes.name")} value=${title}
      onInput=${(event) => setTitle(event.target.value)} ref=${(element) => element && !element.dataset.met && ((element.dataset.met = "1"), element.focus(), element.select())} />
    <div class="row-of"><button class="sm p" disabled=${!title.trim()}>${t("common.do.save")}</button>
      <button type="button" class="sm" onClick=${onDone}>${t("common.do.cancel")}</button></div></form>`;
}

function Opened({ theme, ideas, acts, department }) {
  const [doing, setDoing] = useState(null);
  const done = () => setDoing(null);
  const card = (idea) => html`<li class="paper" key=${idea.id}><span dir="auto">${idea.text}</span>
      <button type="button" class="sm plain" aria-label=${t("console.themes.take_out", { text: idea.text })} onClick=${() => acts.ideas.assign([idea.id], null)}>×</button></li>`;
  return html`<${Windowed} class="cards" items=${ideas} draw=${card} estimate=${CARD_PX} />
    <${ThemeAnswer} answer=${theme.answer} />
    ${doing === "rename" && html`<${Rename} theme=${theme} acts=${acts} onDone=${done} />`}
    ${doing === "answer" && html`<${ThemeAnswerForm} theme=${theme} department=${department} onSave=${(answer) => acts.themes.answer(theme.id, answer)} onDone=${done} />`}
    ${!doing && html`<div class="row-of"><button type="button" class="sm" onClick=${() => setDoing("rename")}>${t("console.themes.rename")}</button>
      <button type="button" class="sm" onClick=${() => setDoing("answer")}>${t("console.themes.answer")}</button>
      <button type="button" class="sm plain" onClick=${() => acts.themes.remove(theme.id)}>${t("console.themes.remove")}</button></div>`}`;
}

function Theme({ theme, ideas, suggested, open, onOpen }) {
  const { ui, acts, view } = useRoom();
  const challenge = view.rows.challenges[theme.challenge_id];
  const department = challenge?.department || challenge?.title || "";
  const chosen = [...ui.selected].filter((id) => view.rows.ideas[id]?.challenge_id === theme.challenge_id);
  return html`<section class=${`theme ${open ? "open" : ""}`} ...${dropOn(theme, ui.selected, acts)}>
    <h3><button type="button" aria-expanded=${open} onClick=${onOpen}><span dir="auto">${theme.title}</span>
      <span class="numbers" aria-label=${tn("console.themes.count", ideas.length)}>${ideas.length}</span></button></h3>
    ${chosen.length > 0 && html`<button type="button" class="sm put" onClick=${() => acts.ideas.assign(chosen, theme.id)}>${tn("console.themes.put", chosen.length)}</button>`}
    ${open ? html`<${Opened} theme=${theme} ideas=${ideas} acts=${acts} department=${department} />` : html`
      <ul class="cards">${ideas.slice(0, FEW).map((idea) => html`<li class="paper" key=${idea.id} dir="auto">${idea.text}</li>`)}</ul>
      <${ThemeAnswer} answer=${theme.answer} />`}
    <${Suggestion} theme=${theme} ideas=${suggested} acts=${acts} />
    ${!open && ideas.length > FEW && html`<p class="more numbers">${tn("console.themes.more", ideas.length - FEW)}</p>`}
  </section>`;
}

/** Takes steps as long as they fit beside a frame, then lets the page draw, and so on to the end. Returns how to stop. */
function atLeisure(steps, done) {
  let timer = 0;
  const go = () => {
    const until = performance.now() + SLICE_MS;
    let step = steps.next();
    while (!step.done && performance.now() < until) step = steps.next();
    if (step.done) done(step.value);
    else timer = setTimeout(go, SLICE_MS);
  };
  go();
  return () => clearTimeout(timer);
}

/** What resembles each theme: anew at once when themes change or one says no, at leisure when ideas come. */
function useSimilar(themes, key, ideas, declined) {
  const [found, setFound] = useState({});
  const asked = useRef(null);
  asked.current = () => similarSteps(themes, ideas, declined);
  const run = useRef({ due: 0, stop: () => {} });
  const look = () => {
    run.current.stop();
    run.current.stop = atLeisure(asked.current(), setFound);
  };
  useEffect(look, [key, declined]);
  useEffect(() => {
    if (run.current.due) return;
    run.current.due = setTimeout(() => {
      run.current.due = 0;
      look();
    }, LEISURE_MS);
  }, [ideas]);
  useEffect(() => () => {
    clearTimeout(run.current.due);
    run.current.stop();
  }, []);
  return found;
}

/** Whether an idea still is what it was suggested as: free, shown, and itself. */
const isFree = (idea) => idea && !idea.theme_id && !idea.hidden && !idea.merged_into;

export function ThemeColumn() {
  const { themes, stream, ui, set, view } = useRoom();
  const [open, setOpen] = useState(null);
  const key = themes.map((theme) => `${theme.id}${theme.title}`).join();
  const similarTo = useSimilar(themes, key, stream.ideas, ui.declined);
  const suggested = (theme) => (similarTo[theme.id] || []).map((idea) => view.rows.ideas[idea.id]).filter(isFree);
  const within = useMemo(() => {
    const byTheme = new Map(themes.map((theme) => [theme.id, []]));
    for (const idea of stream.ideas) if (!idea.hidden) byTheme.get(idea.theme_id)?.push(idea);
    return byTheme;
  }, [key, stream.ideas]);
  return html`<header><h2>${t("common.themes")}</h2>
      <button type="button" class="sm" onClick=${() => set({ sheet: { kind: "theme", ids: [...ui.selected] } })}>${t("console.do.new_theme")} <kbd>T</kbd></button></header>
    ${themes.length ? themes.map((theme) => html`<${Theme} key=${theme.id} theme=${theme} ideas=${within.get(theme.id) || []} suggested=${suggested(theme)}
      open=${open === theme.id} onOpen=${() => setOpen(open === theme.id ? null : theme.id)} />`) : html`<p class="empty">${t("console.themes.empty")}</p>`}`;
}
