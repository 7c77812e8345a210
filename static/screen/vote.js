/** Priorities: while people choose, how many have; afterwards the bars of beads rising from the panel. */

import { html, useLayoutEffect, useRef, useState } from "../vendor/preact.js";
import { kindOf, questionOf } from "../live/kinds.js";
import { t, tn } from "../live/texts.js";
import { ideasOf, presence, talliesOf, themesOf } from "../live/select.js";
import { BeadBar, barScale, rowsOf } from "../parts/bead-bar.js";
import { Fit, sizeOf, useRuler } from "../parts/gauge.js";
import { Clock } from "../parts/timer.js";
import { Said } from "../parts/said.js";
import { Sector } from "../parts/sector.js";
import { excerpt, soften } from "../parts/paper-text.js";
import { leading, level, ranked } from "../parts/priorities.js";
import { Frame, Head } from "./frame.js";

const SHOWN = 6;

/** What a vote or matrix item is on: `{id, title, sector}` of each target. */
export function targetsOf(view, item) {
  const id = item.challenge_id ?? null;
  const themes = themesOf(view, id);
  const on = item.on ?? item.settings?.on ?? (themes.length ? "themes" : "ideas");
  if (on === "themes") return themes.map((theme) => ({ id: theme.id, title: theme.title, theme: true }));
  return ideasOf(view, id).map((idea) => ({ id: idea.id, title: idea.text, sector: idea.sector }));
}

/** A bead per person: solid where the answer has come, dashed where it may still come. */
function PeopleBeads({ k, n }) {
  const each = [1, 2, 5, 10, 20].find((size) => n / size <= 132) ?? 50;
  const total = Math.max(1, Math.ceil(n / each));
  const done = Math.ceil(k / each);
  const rows = total > 44 ? Math.ceil(total / 44) : 1;
  const across = Math.ceil(total / rows);
  const pitch = Math.min(56, 1808 / across);
  return html`<svg class="people" viewBox="0 0 1920 150" aria-hidden="true">
    ${Array.from({ length: rows }, (_, row) => {
      const here = Math.max(0, Math.min(across, done - row * across));
      const to = here === across ? 2500 : here ? 56 + (here - .5) * pitch : -600;
      return html`<path class="strand" d=${`M-600 ${30 + row * 44}H${to}`} /><path class="coming" d=${`M${to} ${30 + row * 44}H2500`} />`;
    })}
    ${Array.from({ length: total }, (_, i) => {
      const x = 56 + (i % across + .5) * pitch;
      const y = 30 + Math.floor(i / across) * 44;
      return html`<circle key=${i} cx=${x} cy=${y} r=${Math.min(15, pitch * .36)} class=${i < done ? "done" : "open"} />`;
    })}
  </svg>`;
}

/** A vote, matrix or poll while people answer: the question, how many have, and what there is to choose from. */
export function Choosing({ view, item, challenge, workshop, offline, now }) {
  const k = item.ballots ?? 0;
  const n = Math.max(k, presence(view).count ?? 0);
  const { ballot, on_options: poll } = kindOf(item);
  const title = poll ? questionOf(item) ?? item.title : ballot === "ratings" ? t("screen.matrix.title") : t("screen.vote.ask");
  const how = poll ? t("screen.poll.how") : ballot === "ratings" ? t("screen.matrix.how") : t("screen.vote.how");
  const choices = poll ? (item.settings?.options ?? []) : targetsOf(view, item).map((target) => target.title);
  const few = choices.length <= 9 ? choices : [];
  return html`<${Frame} name="choosing" view=${view} item=${item} offline=${offline}>
    <div class="big"><p class="who">${challenge?.department}</p>
      <${Fit} as="h1" sizes=${[7.5, 6.3, 5.2, 4.4, 3.6, 2.75, 2.25]} text=${soften(title ?? "")} />
      <p class="hint">${how}</p></div>
    <${Clock} timer=${workshop.timer} now=${now} />
    <${PeopleBeads} k=${k} n=${n} />
    <p class="progress numbers" role="status"><${Said} text=${t("screen.vote.progress", { k, n })} /></p>
    ${few.length > 0 && html`<ul class=${`choices${few.length > 6 ? " many" : few.length === 2 || few.length === 4 ? " pairs" : ""}`}>${few.map((title) => html`<li dir="auto"><span>${soften(excerpt(title, 52))}</span></li>`)}</ul>`}
  </${Frame}>`;
}

/** What lies on top of a theme's pile, and how many ideas are in it. */
function Pile({ view, theme }) {
  const ideas = ideasOf(view, null).filter((idea) => idea.theme_id === theme.id);
  const top = [...ideas].sort((a, b) => (b.supports ?? 0) - (a.supports ?? 0))[0];
  return html`${top && html`<div class=${`paper top-paper${ideas.length > 1 ? " pile" : ""}`} ><p dir="auto">${soften(excerpt(top.text, 60))}</p></div>`}
    <p class="count numbers">${tn("screen.wall.ideas", ideas.length)}</p>`;
}

function Bars({ view, rows, scale, most }) {
  const lead = new Set(leading(rows).map((row) => row.id));
  const high = rowsOf(most, scale);
  return rows.slice(0, SHOWN).map((row) => html`<section key=${row.id} class=${`col${lead.has(row.id) ? " lead" : ""}`}>
    <h2 dir="auto"><span>${row.sector && html`<${Sector} sector=${row.sector} named=${true} />`}${soften(excerpt(row.title, row.theme ? 52 : 70))}</span></h2>
    <div class="under">${row.theme && html`<${Pile} view=${view} theme=${row} />`}</div>
    <div class="given"><p class="number numbers" style=${{ "--when": rowsOf(row.points, scale) / Math.max(1, high) }}>${row.points}</p>
      <${BeadBar} points=${row.points} scale=${scale} rows=${high} /></div>
  </section>`);
}

function tieText(rows) {
  if (!rows.length) return null;
  if (rows.length > 2) return tn("screen.vote.level", rows.length);
  return t("screen.vote.tie", { a: excerpt(rows[0].title, 40), b: excerpt(rows[1].title, 40) });
}

/** How the room put first. A tie is said; that nobody placed a bead is said too. */
export function Priorities({ view, item, shown, challenge, offline }) {
  const targets = targetsOf(view, item);
  const rows = ranked(targets, talliesOf(view, item.id));
  const total = rows.reduce((sum, row) => sum + row.points, 0);
  const place = useRef(null);
  const ruler = useRuler();
  const [room, setRoom] = useState(0);
  // The bars get what the tallest heading leaves them.
  useLayoutEffect(() => {
    const highest = (part) => Math.max(0, ...[...place.current.querySelectorAll(part)].map((element) => sizeOf(element).height));
    if (place.current) setRoom(sizeOf(place.current).height - highest("h2") - highest(".under") - 6.4);
  }, [ruler, rows.map((row) => row.id + row.title).join(), total > 0]);
  const columns = Math.max(1, Math.min(SHOWN, rows.length));
  const scale = room > 0 ? barScale(rows[0]?.points ?? 0, room * 16, 282) : null;
  const k = item.ballots ?? 0;
  const n = Math.max(k, presence(view).count ?? 0);
  const notes = [
    tieText(level(rows)),
    scale?.each > 1 && tn("screen.vote.each", scale.each),
    rows.length > SHOWN && tn("screen.vote.rest", rows.length - SHOWN),
  ].filter(Boolean);
  return html`<${Frame} name="priorities" view=${view} item=${shown ?? item} offline=${offline} door="small">
    <${Head} large=${true} who=${challenge?.department} title=${t("screen.vote.result")}>
      <p class="sum numbers"><${Said} text=${t("screen.vote.progress", { k, n })} /><br />${tn("screen.vote.beads", total)}</p>
    </${Head}>
    ${total === 0 ? html`<p class="nothing">${t("screen.vote.none")}</p>`
      : html`${notes.length > 0 && html`<p class="notes">${notes.join(" ")}</p>`}
        <div class=${`cols n${columns}${notes.length ? " noted" : ""}`} ref=${place} style=${{ "--columns": Math.max(4, columns) }}>
          ${scale ? html`<${Bars} view=${view} rows=${rows} scale=${scale} most=${rows[0].points} />`
            : html`<${Bars} view=${view} rows=${rows} scale=${{ across: 12, pitch: 23.5, each: 1e9 }} most=${1} />`}
        </div>`}
  </${Frame}>`;
}

const BeadRow = ({ n }) => html`<svg class="beads" viewBox=${`0 0 ${Math.max(1, n) * 38} 36`} aria-hidden="true" style=${{ width: `${n * 2.375}rem` }}>
  ${Array.from({ length: n }, (_, i) => html`<circle key=${i} cx=${i * 38 + 18} cy="18" r="16" style=${{ "--when": i / 34 }} />`)}</svg>`;

/** A poll's answers: a bar of beads for each option, in the order they were asked. */
export function Poll({ view, item, shown, offline }) {
  const options = (item.settings?.options ?? []).map((title, n) => ({ id: String(n), title }));
  const rows = ranked(options, talliesOf(view, item.id)).sort((a, b) => a.n - b.n);
  const most = Math.max(0, ...rows.map((row) => row.points));
  const total = rows.reduce((sum, row) => sum + row.points, 0);
  const each = [1, 2, 5, 10, 20].find((n) => most / n <= 34) ?? 50;
  return html`<${Frame} name="poll" view=${view} item=${shown ?? item} offline=${offline}>
    <${Head} large=${true} who=${t("screen.poll.result")} title=${soften(excerpt(questionOf(item) ?? item.title ?? "", 110))}>
      <p class="sum numbers"><${Said} text=${tn("screen.poll.answers", total)} />${each > 1 && html`<br />${tn("screen.poll.each", each)}`}</p>
    </${Head}>
    ${total === 0 ? html`<p class="nothing">${t("screen.poll.none")}</p>`
      : html`<ul class=${`answers${rows.length > 6 ? " many" : ""}`}>${rows.map((row) => html`<li key=${row.id} class=${row.points === most ? "lead" : ""}>
        <p class="option" dir="auto">${soften(excerpt(row.title, rows.length > 6 ? 40 : 70))}</p>
        <div class="track"><${BeadRow} n=${Math.ceil(row.points / each)} /><b class="numbers">${row.points}</b></div>
      </li>`)}</ul>`}
  </${Frame}>`;
}
