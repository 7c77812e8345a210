/** The themes of the challenge, and what the department does with each: yes, later or no, and why. */

import { html, useState } from "../vendor/preact.js";
import { ideasIn, themesOf } from "../live/select.js";
import { t, tn } from "../live/texts.js";
import { ThemeAnswer, ThemeAnswerForm } from "../parts/theme-answer.js";

function Name({ first = "", onSave, onDone }) {
  const [title, setTitle] = useState(first);
  const save = async (event) => {
    event.preventDefault();
    if (title.trim() && (await onSave(title)).ok) onDone();
  };
  return html`<form class="stack" onSubmit=${save}><label><span class="label">${t("console.themes.name")}</span>
      <input class="field" maxlength="200" value=${title} onInput=${(event) => setTitle(event.target.value)} /></label>
    <div class="row-of"><button class="sm p" disabled=${!title.trim()}>${t("common.do.save")}</button><button type="button" class="sm" onClick=${onDone}>${t("common.do.cancel")}</button></div></form>`;
}

function Theme({ theme, view, acts, department }) {
  const [doing, setDoing] = useState(null);
  const done = () => setDoing(null);
  const ideas = ideasIn(view, theme.id);
  return html`<li class="theme"><h2><span dir="auto">${theme.title}</span></h2>
    <details><summary>${tn("console.themes.count", ideas.length)}</summary><ul class="under">${ideas.map((idea) => html`<li key=${idea.id} dir="auto">${idea.text}</li>`)}</ul></details>
    ${doing !== "answer" && html`<${ThemeAnswer} answer=${theme.answer} />`}
    ${doing === "answer" && html`<${ThemeAnswerForm} theme=${theme} department=${department} onSave=${(answer) => acts.answerTheme(theme.id, answer)} onDone=${done} />`}
    ${doing === "rename" && html`<${Name} first=${theme.title} onSave=${(title) => acts.renameTheme(theme.id, title)} onDone=${done} />`}
    ${!doing && html`<div class="row-of"><button type="button" class=${`sm ${theme.answer ? "" : "p"}`} onClick=${() => setDoing("answer")}>${theme.answer ? t("lead.themes.change") : t("lead.themes.give")}</button>
      <button type="button" class="sm" onClick=${() => setDoing("rename")}>${t("console.themes.rename")}</button>
      <button type="button" class="sm plain" onClick=${() => acts.removeTheme(theme.id)}>${t("console.themes.remove")}</button></div>`}</li>`;
}

export function ThemePane({ view, challenge, acts }) {
  const [naming, setNaming] = useState(false);
  const themes = themesOf(view, challenge.id);
  return html`${!themes.length && html`<p class="empty">${t("lead.themes.empty")}</p>`}
    <ul class="themes">${themes.map((theme) => html`<${Theme} key=${theme.id} theme=${theme} view=${view} acts=${acts} department=${challenge.department || challenge.title} />`)}</ul>
    ${naming ? html`<${Name} onSave=${acts.createTheme} onDone=${() => setNaming(false)} />` : html`<button type="button" class="sm" onClick=${() => setNaming(true)}>${t("console.do.new_theme")}</button>`}`;
}
