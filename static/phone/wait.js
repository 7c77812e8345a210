/** Waiting: what the room is doing, what comes next and when, and how one may ask. */
import { html, useEffect, useState } from "../vendor/preact.js";
import { kindOf } from "../live/kinds.js";
import { agenda, ideasIn, secondsLeft, themesOf, workshop } from "../live/select.js";
import { clock, countdown, t, tn } from "../live/texts.js";
import { AskForm, MyQuestions } from "./ask.js";

const NEXT = 3;

function said(phone) {
  const { item, challenge, view } = phone;
  if (!item) return phone.plan.starts_at ? t("phone.join.early", { time: planned(phone.plan) }) : t("phone.now.welcome");
  if (kindOf(item).slides && challenge) return t("phone.now.presentation", { department: challenge.department || challenge.title });
  if (item.kind === "clustering") return t("phone.now.clustering");
  if (kindOf(item).rests) {
    const ends = workshop(view)?.timer?.ends_at;
    return ends ? t("phone.now.break", { time: clock(ends) }) : t("phone.wait.break");
  }
  return t("phone.now.welcome");
}

/** A plan's start is local time without a zone: it is said as it stands there. */
function planned({ starts_at: startsAt }) {
  if (/(Z|[+-]\d\d:\d\d)$/.test(startsAt)) return clock(startsAt);
  return clock(`${startsAt.slice(0, 16)}:00Z`, "UTC");
}

/** When the coming items begin, counted from what is left of this one. */
function coming(phone) {
  const items = agenda(phone.view);
  const at = phone.item ? items.indexOf(phone.item) : -1;
  let moment = phone.item ? phone.now() + Math.max(0, secondsLeft(phone.view, phone.now()) ?? 0) * 1000 : null;
  const rest = items.slice(at + 1, at + 1 + NEXT).map((item) => {
    const begins = moment;
    if (moment !== null) moment = item.minutes ? moment + item.minutes * 60000 : null;
    return { item, begins };
  });
  return { now: phone.item, rest };
}

function named(phone, item) {
  const title = phone.title(item);
  const { takes, ballot } = kindOf(item);
  if (item.title || (takes !== "ideas" && !ballot)) return title;
  return ballot ? t("phone.wait.you_choose", { title }) : t("phone.wait.you_write", { title });
}

function Programme({ phone }) {
  const { now, rest } = coming(phone);
  const left = secondsLeft(phone.view, phone.now());
  if (!rest.length) return null;
  return html`<section class="programme"><h2 class="sr">${t("phone.wait.programme")}</h2><ol>
    ${now && html`<li class="now" aria-current="step"><i /><span>${phone.title(now)}</span>
      ${left > 0 && html`<time>${tn("phone.wait.minutes", Math.ceil(left / 60))}</time>`}</li>`}
    ${rest.map(({ item, begins }) => html`<li key=${item.id}><i /><span>${named(phone, item)}</span>
      ${begins !== null && html`<time>${clock(new Date(begins).toISOString())}</time>`}</li>`)}
  </ol></section>`;
}

/** Themes as they come, with a word where an idea of mine lies. */
function Themes({ phone }) {
  const { item, view, me } = phone;
  const themes = themesOf(view, item.challenge_id);
  const mine = new Set((me?.ideas || []).map(({ id }) => view.rows.ideas[id]?.theme_id).filter(Boolean));
  return html`<ul class="themes">${themes.map((theme) => html`<li class="paper theme" key=${theme.id}>
    <h2>${theme.title}</h2><small>${tn("phone.results.ideas", ideasIn(view, theme.id).length)}</small>
    ${mine.has(theme.id) && html`<span class="state ok">${t("phone.themes.mine")}</span>`}</li>`)}</ul>`;
}

function Pause({ phone }) {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), 500);
    return () => clearInterval(timer);
  }, []);
  const left = secondsLeft(phone.view, phone.now());
  return left > 0 ? html`<p class="pause display numbers" role="timer" aria-live="off">${countdown(left)}</p>` : null;
}

/** One looks up now; the phone says so and may be put down. */
export function Wait({ phone }) {
  const { item, challenge, people } = phone;
  const [asking, setAsking] = useState(false);
  const canAsk = phone.joined && challenge && kindOf(item).draws.can_ask;
  return html`<section class="say"><h2>${said(phone)}</h2>
      ${kindOf(item).rests && html`<${Pause} phone=${phone} />`}
      <p class="help">${t("phone.wait.by_itself")}</p></section>
    ${item?.kind === "clustering" && html`<${Themes} phone=${phone} />`}
    <${Programme} phone=${phone} />
    ${canAsk && html`<${MyQuestions} phone=${phone} challengeId=${challenge.id} />`}
    <div class="foot">
      ${asking && html`<${AskForm} phone=${phone} challengeId=${challenge.id} done=${() => setAsking(false)} />`}
      ${canAsk && !asking && html`<button class="btn quiet wide" onClick=${() => setAsking(true)}>${t("phone.ask.open")}</button>`}
      ${phone.status === "online" && people.count > 0 && html`<p class="help centre">${tn("phone.here", people.count)}</p>`}
    </div>`;
}
