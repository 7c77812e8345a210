/** The themes and what is in them, with suggestions. Everything works by tapping; dragging is an extra. */

import { html, useMemo, useState } from "preact";
import { t, tn } from "live/texts";
import { ThemeAnswer, ThemeAnswerForm } from "parts/theme-answer";
import { useRoom } from "./context.js";
import { similar } from "./similar.js";

const FEW = 2;

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
  return html`<ul class="cards">${ideas.map((idea) => html`<li class="paper" key=${idea.id}><span dir="auto">${idea.text}</span>
      <button type="button" class="sm plain" aria-label=${t("console.themes.take_out", { text: idea.text })} onClick=${() => acts.ideas.assign([idea.id], null)}>×</button></li>`)}</ul>
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

export function ThemeColumn() {
  const { themes, stream, ui, set } = useRoom();
  const [open, setOpen] = useState(null);
  const key = themes.map((theme) => `${theme.id}${theme.title}`).join();
  const suggested = useMemo(() => similar(themes, stream.ideas, ui.declined), [key, stream.ideas, ui.declined]);
  const within = useMemo(() => {
    const byTheme = new Map(themes.map((theme) => [theme.id, []]));
    for (const idea of stream.ideas) if (!idea.hidden) byTheme.get(idea.theme_id)?.push(idea);
    return byTheme;
  }, [key, stream.ideas]);
  return html`<header><h2>${t("common.themes")}</h2>
      <button type="button" class="sm" onClick=${() => set({ sheet: { kind: "theme", ids: [...ui.selected] } })}>${t("console.do.new_theme")} <kbd>T</kbd></button></header>
    ${themes.length ? themes.map((theme) => html`<${Theme} key=${theme.id} theme=${theme} ideas=${within.get(theme.id) || []} suggested=${suggested[theme.id] || []}
      open=${open === theme.id} onOpen=${() => setOpen(open === theme.id ? null : theme.id)} />`) : html`<p class="empty">${t("console.themes.empty")}</p>`}`;
}
