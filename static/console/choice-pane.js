/** Votes, ratings and polls: how many have answered while they choose; afterwards what they chose. */

import { html } from "../vendor/preact.js";
import { itemTitle, kindOf, questionOf } from "../live/kinds.js";
import { ideasOf, presence, talliesOf, themesOf } from "../live/select.js";
import { t, tn } from "../live/texts.js";
import { ranked } from "../parts/priorities.js";
import { useRoom } from "./context.js";

const number = (lang, value) => new Intl.NumberFormat(lang === "en" ? "en-GB" : "nb-NO", { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(value);

/** What one chooses among under an item: `{id, title}`. */
export function targetsOf(view, item) {
  if (kindOf(item).on_options) return (item.settings?.options || []).map((title, n) => ({ id: String(n), title }));
  const themes = themesOf(view, item.challenge_id);
  const on = item.on ?? item.settings?.on ?? (themes.length ? "themes" : "ideas");
  if (on === "themes") return themes;
  return ideasOf(view, item.challenge_id).filter((idea) => !idea.hidden && !idea.waiting).map((idea) => ({ id: idea.id, title: idea.text }));
}

function Bars({ rows, most }) {
  return html`<ol class="bars">${rows.map((row) => html`<li key=${row.id}><p dir="auto">${row.title}</p>
    <div class="bar"><span class="track"><i style=${{ width: `${most ? (row.points / most) * 100 : 0}%` }}></i></span><b class="numbers">${row.said}</b></div></li>`)}</ol>`;
}

function Ratings({ targets, tallies, lang }) {
  const by = new Map(tallies.map((tally) => [String(tally.target_id), tally]));
  const rows = targets.map((target) => ({ ...target, tally: by.get(target.id) }))
    .sort((a, b) => (b.tally?.value ?? 0) + (b.tally?.feasibility ?? 0) - (a.tally?.value ?? 0) - (a.tally?.feasibility ?? 0));
  return html`<table class="ratings"><thead><tr><th scope="col">${t("common.theme")}</th><th scope="col">${t("common.matrix.value")}</th>
      <th scope="col">${t("common.matrix.feasibility")}</th><th scope="col">${t("console.choices.answered")}</th></tr></thead>
    <tbody>${rows.map(({ id, title, tally }) => html`<tr key=${id}><th scope="row" dir="auto">${title}</th>
      <td class="numbers">${tally ? number(lang, tally.value) : "–"}</td><td class="numbers">${tally ? number(lang, tally.feasibility) : "–"}</td>
      <td class="numbers">${tally?.voters ?? 0}</td></tr>`)}</tbody></table>`;
}

function Result({ choice, view, lang }) {
  const targets = targetsOf(view, choice).map((target) => ({ ...target, id: String(target.id) }));
  const tallies = talliesOf(view, choice.id);
  if (!tallies.length) return html`<p class="help">${t("console.choices.none")}</p>`;
  if (kindOf(choice).ballot === "ratings") return html`<${Ratings} targets=${targets} tallies=${tallies} lang=${lang} />`;
  const voters = new Map(tallies.map((tally) => [String(tally.target_id), tally.voters]));
  const rows = ranked(targets, tallies).map((row) => ({ ...row, said: kindOf(choice).on_options ? tn("console.choices.answers", row.points)
    : `${tn("common.vote.beads", row.points)}${row.points ? `, ${tn("console.choices.people", voters.get(String(row.id)) ?? 0)}` : ""}` }));
  return html`<${Bars} rows=${rows} most=${Math.max(...rows.map((row) => row.points))} />`;
}

function Progress({ choice, count }) {
  const share = count ? Math.min(1, (choice.ballots || 0) / count) : 0;
  return html`<p class="progress-said numbers">${t("console.stage.answered", { k: choice.ballots || 0, n: count })}</p>
    <div class="progress" aria-hidden="true"><i style=${{ width: `${share * 100}%` }}></i></div>
    <p class="help">${t("console.choices.later")}</p>`;
}

export function ChoicePane() {
  const { view, items, item, boot } = useRoom();
  const { count } = presence(view);
  const choices = items.filter((other) => kindOf(other).ballot && (other.first_current_at || other.id === item?.id));
  const sorted = [...choices].sort((a, b) => Number(b.id === item?.id) - Number(a.id === item?.id) || b.position - a.position);
  if (!sorted.length) return html`<p class="empty">${t("console.choices.empty")}</p>`;
  return sorted.map((choice) => {
    const challenge = view.rows.challenges[choice.challenge_id];
    const now = choice.id === item?.id;
    return html`<section class="choice" key=${choice.id}><h3>${itemTitle(choice)}${challenge?.department ? html` <small>${challenge.department}</small>` : ""}</h3>
      ${questionOf(choice) && html`<p dir="auto">${questionOf(choice)}</p>`}
      ${now ? html`<${Progress} choice=${choice} count=${count} />` : html`<${Result} choice=${choice} view=${view} lang=${boot.lang} />`}
      ${!kindOf(choice).on_options && html`<p class="help">${t("common.vote.advice")}</p>`}</section>`;
  });
}
