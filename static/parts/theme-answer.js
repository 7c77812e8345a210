/** What the department does with a theme: yes, later or no, and why. Read it, or give it. */

import { html } from "../vendor/preact.js";
import { t } from "../live/texts.js";
import { useDraft } from "./draft.js";

const TAKEN = ["yes", "later", "no"];

/** The answer as it stands, or nothing. */
export function ThemeAnswer({ answer }) {
  if (!answer) return null;
  return html`<p class=${`answer ${answer.taken}`}><b>${t(`common.answer.${answer.taken}`)}.</b> <span dir="auto">${answer.why}</span></p>`;
}

/** The form. `onSave({taken, why})` returns a promise of an acknowledgement; `onDone()` closes it. */
export function ThemeAnswerForm({ theme, department, onSave, onDone }) {
  const [{ taken, why }, change] = useDraft(`answer.${theme.id}`, () => ({ taken: theme.answer?.taken ?? null, why: theme.answer?.why ?? "" }));
  const ready = taken && why.trim();
  const save = async (event) => {
    event.preventDefault();
    if (ready && (await onSave({ taken, why })).ok) onDone();
  };
  return html`<form class="stack" onSubmit=${save}>
    <fieldset><legend class="label">${t("console.themes.ask", { department })}</legend>
      <div class="chips">${TAKEN.map((name) => html`<label class="chip" key=${name}>
        <input class="sr" type="radio" name=${`taken-${theme.id}`} checked=${taken === name} onChange=${() => change((was) => ({ ...was, taken: name }))} />
        ${t(`common.answer.${name}`)}</label>`)}</div></fieldset>
    <label><span class="label">${t("common.answer.why")}</span>
      <textarea class="field" rows="3" maxlength="5000" value=${why} onInput=${(event) => change((was) => ({ ...was, why: event.target.value }))}></textarea></label>
    <div class="row-of"><button class="sm p" disabled=${!ready}>${t("common.do.save")}</button>
      <button type="button" class="sm" onClick=${onDone}>${t("common.do.cancel")}</button></div>
  </form>`;
}
