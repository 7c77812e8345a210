/** Giving ideas a theme, old or new, and choosing which idea leads when several become one. */

import { html, useState } from "../vendor/preact.js";
import { themesOf } from "../live/select.js";
import { t, tn } from "../live/texts.js";
import { Sheet } from "../parts/sheet.js";
import { useRoom } from "./context.js";
import { fold } from "./fold.js";

/** A theme for what is selected; with nothing selected, a new theme. The field both finds and names. */
export function ThemeSheet({ ids = [], onClose }) {
  const { view, acts, stream, challenges } = useRoom();
  const first = view.rows.ideas[ids[0]]?.challenge_id ?? stream.challengeId;
  const [challengeId, setChallenge] = useState(first ?? challenges[0]?.id ?? null);
  const [title, setTitle] = useState("");
  const themes = themesOf(view, challengeId);
  const found = ids.length ? themes.filter((theme) => fold(theme.title).includes(fold(title))) : [];
  const known = themes.find((theme) => fold(theme.title) === fold(title));
  const give = async (themeId) => (await acts.ideas.assign(ids, themeId)).ok && onClose();
  const submit = async (event) => {
    event.preventDefault();
    if (!title.trim()) return;
    const ack = known && ids.length ? await acts.ideas.assign(ids, known.id) : await acts.themes.create(challengeId, title, ids);
    if (ack.ok) onClose();
  };
  return html`<${Sheet} title=${ids.length ? tn("console.themes.give", ids.length) : t("console.do.new_theme")} onClose=${onClose}>
    <form class="stack" onSubmit=${submit}>
      ${!first && challenges.length > 1 && html`<label><span class="label">${t("common.challenge")}</span><select class="field" value=${challengeId} onChange=${(event) => setChallenge(event.target.value)}>
        ${challenges.map((one) => html`<option key=${one.id} value=${one.id}>${one.department || one.title}</option>`)}</select></label>`}
      <label><span class="label">${ids.length && themes.length ? t("console.themes.find_or_name") : t("console.themes.name")}</span>
        <input class="field" autofocus maxlength="200" value=${title} onInput=${(event) => setTitle(event.target.value)} /></label>
      ${found.length > 0 && html`<ul class="options">${found.map((theme) => html`<li key=${theme.id}><button type="button" onClick=${() => give(theme.id)}><span dir="auto">${theme.title}</span></button></li>`)}</ul>`}
      <div class="row-of"><button class="btn" disabled=${!title.trim()}>${known && ids.length ? t("console.themes.use") : t("console.themes.create")}</button>
        ${ids.some((id) => view.rows.ideas[id]?.theme_id) && html`<button type="button" class="sm" onClick=${() => give(null)}>${t("console.do.free")}</button>`}</div>
    </form></${Sheet}>`;
}

/** Which of the selected texts leads; the others stand under it and can be split off again. */
export function MergeSheet({ ids, onClose }) {
  const { view, acts } = useRoom();
  const ideas = ids.map((id) => view.rows.ideas[id]).filter(Boolean);
  const [into, setInto] = useState(ideas.reduce((most, idea) => (!most || idea.supports > most.supports ? idea : most), null)?.id);
  const submit = async (event) => {
    event.preventDefault();
    if ((await acts.ideas.merge(into, ids.filter((id) => id !== into))).ok) onClose();
  };
  return html`<${Sheet} title=${tn("console.merge.title", ideas.length)} onClose=${onClose}>
    <form class="stack" onSubmit=${submit}><fieldset><legend class="label">${t("console.merge.which")}</legend>
      ${ideas.map((idea) => html`<label class="check long" key=${idea.id}><input type="radio" name="into" checked=${into === idea.id} onChange=${() => setInto(idea.id)} /><span dir="auto">${idea.text}</span></label>`)}</fieldset>
      <p class="help">${t("console.merge.kept")}</p>
      <div class="row-of"><button class="btn">${t("console.do.merge")}</button><button type="button" class="sm" onClick=${onClose}>${t("common.do.cancel")}</button></div>
    </form></${Sheet}>`;
}
