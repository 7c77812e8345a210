/** A ballot for somebody on paper. People are kept in a small list in this browser, so that a ballot can be changed. */

import { html, useState } from "../vendor/preact.js";
import { kindOf, settingOf } from "../live/kinds.js";
import { newId } from "../live/ids.js";
import { t, tn } from "../live/texts.js";
import { targetsOf } from "./choice-pane.js";
import { useRoom } from "./context.js";
import { Choice, Field, SectorChoice } from "./fields.js";

const RATING = ["1", "2", "3", "4", "5"];

function Beads({ item, targets, choices, onChoices }) {
  const dots = settingOf(item, "dots");
  const most = settingOf(item, "max_per_target");
  const left = dots - Object.values(choices).reduce((sum, n) => sum + n, 0);
  const give = (id, n) => {
    const next = { ...choices, [id]: n };
    if (!n) delete next[id];
    onChoices(next);
  };
  return html`<p class="state numbers" role="status">${tn("console.proxy.left", left)}</p><ul class="steppers">${targets.map(({ id, title }) => {
    const n = choices[id] || 0;
    return html`<li key=${id}><span dir="auto">${title}</span>
      <button type="button" class="sm" aria-label=${t("console.proxy.less", { title })} disabled=${!n} onClick=${() => give(id, n - 1)}>−</button>
      <b class="numbers" aria-live="polite">${n}</b>
      <button type="button" class="sm" aria-label=${t("console.proxy.more", { title })} disabled=${n >= most || left <= 0} onClick=${() => give(id, n + 1)}>+</button></li>`;
  })}</ul>`;
}

function Ratings({ targets, choices, onChoices }) {
  const rate = (id, name, text) => {
    const rating = { ...choices[id], [name]: text ? Number(text) : undefined };
    const next = { ...choices, [id]: rating };
    if (!rating.value && !rating.feasibility) delete next[id];
    onChoices(next);
  };
  const options = [["", "–"], ...RATING.map((n) => [n, n])];
  return html`<ul class="steppers">${targets.map(({ id, title }) => html`<li class="rating" key=${id}><span dir="auto">${title}</span>
    <${Choice} label=${t("common.matrix.value")} value=${choices[id]?.value ?? ""} onValue=${(text) => rate(id, "value", text)} options=${options} />
    <${Choice} label=${t("common.matrix.feasibility")} value=${choices[id]?.feasibility ?? ""} onValue=${(text) => rate(id, "feasibility", text)} options=${options} /></li>`)}</ul>`;
}

function Options({ targets, choices, onChoices }) {
  return targets.map(({ id, title }) => html`<label class="check" key=${id}><input type="radio" name="option" checked=${Boolean(choices[id])} onChange=${() => onChoices({ [id]: 1 })} /><span dir="auto">${title}</span></label>`);
}

/** Of ratings, only what has both numbers is sent. */
const complete = (item, choices) => (kindOf(item).ballot !== "ratings" ? choices
  : Object.fromEntries(Object.entries(choices).filter(([, rating]) => rating.value && rating.feasibility)));

function usePeople(session, workshopId) {
  const key = `paper.${workshopId}`;
  const [people, setPeople] = useState(() => session.shelf.get(key, []));
  return [people, (next) => { session.shelf.put(key, next); setPeople(next); }];
}

const FORMS = { points: Beads, ratings: Ratings, one_option: Options };

export function ProxyBallot({ session }) {
  const { boot, view, item } = useRoom();
  const [people, keep] = usePeople(session, boot.workshop_id);
  const [person, setPerson] = useState(() => ({ id: newId(), sector: boot.plan.sectors?.[0]?.key ?? "innbygger", name: "" }));
  const [ballots, setBallots] = useState(() => session.shelf.get(`ballots.${item.id}`, {}));
  const [saved, setSaved] = useState(false);
  const known = people.some((other) => other.id === person.id);
  const choices = ballots[person.id] || {};
  const targets = targetsOf(view, item);
  const Form = FORMS[kindOf(item).ballot];
  const pick = (id) => { setSaved(false); setPerson(people.find((other) => other.id === id) ?? { ...person, id: newId(), name: "" }); };
  const choose = (next) => { setSaved(false); setBallots({ ...ballots, [person.id]: next }); };
  const submit = async (event) => {
    event.preventDefault();
    const { id, sector } = person;
    const ack = await session.desk.act("vote.cast", { item_id: item.id, choices: complete(item, choices), on_behalf_of: { id, sector } });
    if (!ack.ok) return;
    session.shelf.put(`ballots.${item.id}`, ballots);
    if (!known) keep([...people, person]);
    setSaved(true);
  };
  return html`<form class="stack" onSubmit=${submit}>
    ${people.length > 0 && html`<${Choice} label=${t("console.proxy.who")} value=${known ? person.id : ""} onValue=${pick}
      options=${[["", t("console.proxy.new_person")], ...people.map((other, n) => [other.id, other.name || t("console.proxy.person", { n: n + 1 })])]} />`}
    ${!known && html`<div class="pair"><${Field} label=${t("console.proxy.known_as")} aside=${t("console.proxy.here_only")} value=${person.name} onValue=${(name) => setPerson({ ...person, name })} />
      <${SectorChoice} boot=${boot} value=${person.sector} onValue=${(sector) => setPerson({ ...person, sector })} /></div>`}
    <${Form} item=${item} targets=${targets} choices=${choices} onChoices=${choose} />
    <div class="row-of"><button class="btn">${t("common.do.save")}</button>${saved && html`<p class="state ok" role="status">${t("console.proxy.saved")}</p>`}</div></form>`;
}
