/** Afterwards: what became of mine, and of all. The same page is the evening's last and the one people come back to. */
import { html } from "../vendor/preact.js";
import { kindOf } from "../live/kinds.js";
import { findLast } from "../live/lists.js";
import { actionsOf, challenges, commitmentsOf, ideasIn, ideasOf, talliesOf, agenda, themesOf } from "../live/select.js";
import { day, t, tn } from "../live/texts.js";
import { Bow, Mark, Sign } from "./frame.js";
import { Giving, open, until } from "./commit.js";
import { mineOf } from "./mine.js";

const TOP = 5;

/** What got points under the last vote on a challenge, of one kind (themes or ideas); null when there was no such vote. */
function pointsOf(phone, challengeId, kind) {
  const { view } = phone;
  const votes = agenda(view).filter((item) => kindOf(item).ballot === "points" && (!item.challenge_id || item.challenge_id === challengeId));
  const counted = votes.map(({ id }) => talliesOf(view, id).filter(({ target_id: target }) => view.rows[kind][target]?.challenge_id === challengeId));
  const last = findLast(counted, (tallies) => tallies.length);
  return last ? Object.fromEntries(last.map(({ target_id: target, points }) => [target, points])) : null;
}

function Answer({ answer }) {
  if (!answer) return null;
  return html`<p class=${`fate fate-${answer.taken}`}><b>${t(`common.answer.${answer.taken}`)}.</b> ${answer.why}</p>`;
}

/** What became of one idea, as far as anybody has said. */
function Fate({ phone, mine }) {
  const { view } = phone;
  const known = view.rows.ideas[mine.id] || mine.row;
  const through = known?.merged_into ? view.rows.ideas[known.merged_into] : known;
  const theme = view.rows.themes[through?.theme_id];
  const text = mine.row && (mine.row.hidden ? t("phone.idea.hidden") : mine.row.waiting ? t(mine.row.late ? "phone.idea.late" : "phone.idea.approve") : null);
  return html`<li class=${mine.entry ? "open" : ""}><i class="knot" /><div class=${`paper my ${mine.entry ? "unsent" : ""}`}
    lang=${phone.workshop.language}>
    <p>${mine.text}</p>
    ${mine.entry && html`<span class="state wait"><${Mark} />${mine.entry.error?.message || t("phone.idea.state.waiting")}</span>`}
    ${mine.entry?.state === "refused" && html`<button class="btn plain small"
      onClick=${() => phone.outbox.drop(mine.entry.key)}>${t("phone.idea.remove")}</button>`}
    ${text && html`<p class="fate">${text}</p>`}
    ${!text && mine.row && (theme ? html`<p class="fate">${t("phone.fate.in_theme", { theme: theme.title })}</p><${Answer} answer=${theme.answer} />`
      : html`<p class="fate">${t("phone.fate.saved")}</p>`)}
  </div></li>`;
}

function Counts({ phone }) {
  const { view } = phone;
  const all = (kind) => Object.values(view.rows[kind]).length;
  const counted = agenda(view).filter((item) => kindOf(item).takes === "ideas").reduce((sum, item) => sum + (item.ideas || 0), 0);
  const lines = [[counted || all("ideas"), "phone.results.ideas"], [all("commitments"), "phone.results.commitments"], [all("actions"), "phone.results.actions"]]
    .filter(([n]) => n).map(([n, key]) => tn(key, n));
  return html`<ul class="sum">${lines.map((line) => html`<li key=${line}>${line}</li>`)}</ul>`;
}

const Strip = ({ points, most }) => points > 0
  && html`<span class="strip" aria-hidden="true"><i style=${{ width: `${(100 * points) / most}%` }} /></span>`;

function Theme({ phone, theme, points, most }) {
  return html`<li class="paper theme"><h3>${theme.title}</h3>
    <small>${tn("phone.results.ideas", ideasIn(phone.view, theme.id).length)}${points === null ? "" : html`<span> · ${tn("common.vote.beads", points)}</span>`}</small>
    <${Strip} points=${points} most=${most} /><${Answer} answer=${theme.answer} /></li>`;
}

/** Where the room chose among ideas: those it put first. */
function First({ phone, challenge }) {
  const points = pointsOf(phone, challenge.id, "ideas");
  if (!points) return null;
  const first = Object.entries(points).sort((a, b) => b[1] - a[1]).slice(0, TOP);
  return html`<ul class="list">${first.map(([id, n]) => html`<li class="paper theme" key=${id} lang=${phone.workshop.language}>
    <p>${phone.view.rows.ideas[id].text}</p><small>${tn("common.vote.beads", n)}</small><${Strip} points=${n} most=${first[0][1]} /></li>`)}</ul>`;
}

function Commitment({ phone, row }) {
  const who = [row.name, row.organisation].filter(Boolean).join(", ") || phone.sectors.find(({ key }) => key === row.sector)?.title;
  return html`<li class="paper given"><p class="offered"><${Bow} /> ${row.text}</p>
    <small>${row.sector && html`<${Sign} sector=${row.sector} />`}<span>${who}</span>${row.due ?
      html`<span>${t("phone.commit.by", { date: day(row.due) })}</span>` : ""}</small></li>`;
}

function Action({ action }) {
  return html`<li class="paper given"><p><b>${action.title}</b></p><p class="fate"><b>${t(`common.status.${action.status}`)}.</b>
    ${action.reason || action.actual || ""}</p></li>`;
}

function Challenge({ phone, challenge }) {
  const { view } = phone;
  const points = pointsOf(phone, challenge.id, "themes");
  const themes = themesOf(view, challenge.id).map((theme) => ({ theme, points: points && (points[theme.id] || 0) }))
    .sort((a, b) => (b.points ?? 0) - (a.points ?? 0));
  const most = Math.max(1, ...themes.map(({ points }) => points || 0));
  const given = commitmentsOf(view, challenge.id);
  const actions = actionsOf(view, challenge.id);
  const ideas = ideasOf(view, challenge.id);
  const nothing = !themes.length && !given.length && !ideas.length && !actions.length;
  return html`<section class="of"><h2>${challenge.title}</h2>
    ${nothing && html`<p class="help">${t("phone.results.none", { department: challenge.department || challenge.title })}</p>`}
    ${themes.length > 0 && html`<ul
      class="list">${themes.map((one) => html`<${Theme} key=${one.theme.id} phone=${phone} ...${one} most=${most} />`)}</ul>`}
    <${First} phone=${phone} challenge=${challenge} />
    ${!themes.length && ideas.length > 0 && html`<p class="help">${tn("phone.results.ideas", ideas.length)}</p>`}
    ${given.length > 0 && html`<h3 class="sub">${t("common.commitments")}</h3><ul
      class="list">${given.map((row) => html`<${Commitment} key=${row.id} phone=${phone} row=${row} />`)}</ul>`}
    ${actions.length > 0 && html`<h3 class="sub">${t("common.actions")}</h3><ul
      class="list">${actions.map((row) => html`<${Action} key=${row.id} action=${row} />`)}</ul>`}
  </section>`;
}

function opening(phone) {
  if (!phone.closed) return t("phone.now.results");
  if (!phone.joined) return t("phone.join.closed");
  const evening = !phone.plan.starts_at || Number(phone.plan.starts_at.slice(11, 13)) >= 16;
  return t(evening ? "phone.now.close" : "phone.now.close_day");
}

/** The results item, the close item, and the page ever after. */
export function Results({ phone }) {
  const mine = mineOf(phone, null);
  const giving = phone.closed && phone.joined && (open(phone) || (phone.me?.commitments || []).length > 0);
  const list = challenges(phone.view);
  return html`<section class="say"><h2>${opening(phone)}</h2><${Counts} phone=${phone} /></section>
    ${mine.length > 0 && html`<section class="mine"><h2>${t("phone.results.mine")}</h2>
      <ol class=${`thread knots-${phone.sector}`}>${mine.map((one) => html`<${Fate} key=${one.id} phone=${phone} mine=${one} />`)}</ol></section>`}
    ${giving && html`<section class="of">${open(phone) && html`<p
      class="help">${t("phone.now.close_until", until(phone))}</p>`}<${Giving} phone=${phone} challengeId=${list.length === 1 ? list[0].id : null} /></section>`}
    ${list.map((challenge) => html`<${Challenge} key=${challenge.id} phone=${phone} challenge=${challenge} />`)}`;
}

/** What has happened since last time. */
export function Followup({ phone }) {
  const actions = actionsOf(phone.view, phone.item.challenge_id);
  return html`<section class="say"><h2>${t("phone.now.followup")}</h2></section>
    <ul class="list">${actions.map((row) => html`<${Action} key=${row.id} action=${row} />`)}</ul>`;
}
