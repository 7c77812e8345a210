/** Two numbers for each theme, or one answer to a question: the other two ways to say what one thinks. */
import { html } from "../vendor/preact.js";
import { questionOf } from "../live/kinds.js";
import { t } from "../live/texts.js";
import { Standing, ballotOf, questionFirst, targetsOf } from "./vote.js";

const NUMBERS = [1, 2, 3, 4, 5];

function Scale({ id, axis, value, choose }) {
  return html`<fieldset class="scale"><legend>${t(`common.matrix.${axis}`)}</legend>
    <div class="scale-ends" aria-hidden="true"><span>${t(`common.matrix.${axis}_low`)}</span><span>${t(`common.matrix.${axis}_high`)}</span></div>
    <div class="scale-row">${NUMBERS.map((n) => html`<label key=${n} class=${value === n ? "on" : ""}>
      <input class="sr" type="radio" name=${`${id}-${axis}`} checked=${value === n} onChange=${() => choose(n)}
        aria-label=${t("phone.matrix.of", { n })} />
      <span class="numbers" aria-hidden="true">${n}</span></label>`)}</div></fieldset>`;
}

/** The matrix item. A first number stays here until the second makes a pair of it. */
export function Matrix({ phone }) {
  const { item } = phone;
  const { targets, on } = targetsOf(phone, item);
  const ballot = ballotOf(phone, item);
  const half = (id) => ({ ...phone.pocket.get(":halves", {})[id], ...ballotOf(phone, item).choices[id] });
  function choose(target, axis, n) {
    const pair = { ...half(target.id), [axis]: n };
    phone.pocket.put(":halves", { ...phone.pocket.get(":halves", {}), [target.id]: pair });
    if (!pair.value || !pair.feasibility) return;
    const known = Object.fromEntries(Object.entries(ballotOf(phone, item).choices).filter(([id]) => targets.some((one) => one.id === id)));
    phone.outbox.put("vote.cast", { item_id: item.id, choices: { ...known, [target.id]: pair } });
    phone.announce(t("common.a11y.matrix", { theme: target.title || target.text, v: pair.value, f: pair.feasibility }));
  }
  if (!targets.length) return html`<div class="ask"><h1 tabindex="-1">${phone.title(item)}</h1><p class="help">${t("phone.vote.nothing")}</p></div>`;
  const [question, how] = questionFirst(t("phone.now.matrix"));
  return html`<div class="ask"><h1 tabindex="-1">${question}</h1><p class="help">${how}</p></div>
    <ul class="list">${targets.map((target) => {
      const pair = half(target.id);
      return html`<li class=${`paper rated ${pair.value && pair.feasibility ? "on" : ""}`} key=${target.id} lang=${phone.workshop.language}>
        <h2>${on === "themes" ? target.title : target.text}</h2>
        ${["value", "feasibility"].map((axis) => html`<${Scale} key=${axis} id=${target.id} axis=${axis} value=${pair[axis]}
          choose=${(n) => choose(target, axis, n)} />`)}
        ${Boolean(pair.value) !== Boolean(pair.feasibility) && html`<p class="state">${t("phone.matrix.half")}</p>`}</li>`;
    })}</ul>
    <footer class="foot-panel panel"><${Standing} ballot=${ballot} gone=${t("phone.choice.gone")} /></footer>`;
}

/** The poll item: one question, one answer. */
export function Poll({ phone }) {
  const { item } = phone;
  const ballot = ballotOf(phone, item);
  const chosen = Object.keys(ballot.choices)[0];
  const choose = (i) => phone.outbox.put("vote.cast", { item_id: item.id, choices: { [i]: 1 } });
  return html`<div class="ask"><h1 tabindex="-1">${questionOf(item) || phone.title(item)}</h1><p class="help">${t("phone.now.poll")}</p></div>
    <fieldset><legend class="sr">${questionOf(item)}</legend><ul class="list">${(item.settings?.options || []).map((option, i) => html`
      <li key=${i}><label class=${`paper check option ${chosen === String(i) ? "on" : ""}`}><input type="radio" name="poll"
        checked=${chosen === String(i)} onChange=${() => choose(i)} />${option}</label></li>`)}</ul></fieldset>
    <footer class="foot-panel panel"><${Standing} ballot=${ballot} gone=${t("phone.choice.gone")} /></footer>`;
}
