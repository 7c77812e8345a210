/** Ideas: silent writing with the backs of papers, the wall, and one paper held up. Questions hang on the same wall. */

import { html } from "../vendor/preact.js";
import { t, tn } from "../live/texts.js";
import { ideasOf, presence, themesOf } from "../live/select.js";
import { Fit, useFit } from "../parts/gauge.js";
import { Clock } from "../parts/timer.js";
import { Said } from "../parts/said.js";
import { Slips } from "../parts/slips.js";
import { Bow } from "../parts/shapes.js";
import { Sector, sectorName } from "../parts/sector.js";
import { IdeaWall } from "../parts/idea-wall.js";
import { excerpt, soften } from "../parts/paper-text.js";
import { Frame, Head } from "./frame.js";

const whose = (challenge) => challenge?.department || null;
const asked = (item, challenge) => challenge?.question || item?.title || t(`common.kind.${item?.kind ?? "ideation"}`);

/** Silent writing: something lives on the wall all the same. */
export function Silent({ view, item, challenge, workshop, offline, now }) {
  const writing = presence(view).writing ?? 0;
  const ideas = item.ideas ?? 0;
  const texts = { ideas: tn("screen.silent.ideas", ideas), writing: tn("screen.silent.writing", writing) };
  return html`<${Frame} name="silent" view=${view} item=${item} offline=${offline}>
    <div class="plane">
      <div class="big">
        <p class="who">${whose(challenge)}</p>
        <${Fit} as="h1" sizes=${[6.3, 5.6, 5, 4.4, 3.8, 3.3, 2.75, 2.25]} text=${soften(asked(item, challenge))} />
      </div>
      <${Clock} timer=${workshop.timer} now=${now} note=${t("screen.wall.silent")} />
      <${Slips} ideas=${ideas} writing=${writing} label=${t("screen.silent.hung", texts)} />
      <div class="say numbers">
        ${ideas ? html`<p class="came"><${Said} text=${texts.ideas} /></p>` : html`<p class="none">${t("screen.wall.empty")}</p>`}
        ${writing > 0 && html`<p class="writes"><${Said} text=${texts.writing} /></p>`}
      </div>
    </div>
  </${Frame}>`;
}

/** The question in the head of a wall: two lines where it can, never more than three. */
function AskHead({ item, challenge, workshop, now }) {
  const ref = useFit([3.3, 2.75, 2.25], [challenge?.question, item?.id]);
  return html`<header class="top ask">
    <div class="asks"><p class="who">${whose(challenge)}</p><h1 ref=${ref} dir="auto">${soften(asked(item, challenge))}</h1></div>
    <div class="right"><${Clock} timer=${workshop.timer} now=${now} /></div>
  </header>`;
}

/** The wall of ideas. */
export function Wall({ view, item, challenge, workshop, offline, now, still }) {
  const id = item.challenge_id ?? null;
  return html`<${Frame} name="wall" view=${view} item=${item} offline=${offline}>
    <${AskHead} item=${item} challenge=${challenge} workshop=${workshop} now=${now} />
    <${IdeaWall} key=${item.id} ideas=${ideasOf(view, id)} themes=${themesOf(view, id)} held=${still} empty=${t("screen.wall.empty")} />
  </${Frame}>`;
}

/** One paper held up in a loop of the thread, whole; the others fade and lose their words. */
export function HeldUp({ view, item, offline, idea }) {
  const others = Math.min(18, Math.max(5, ideasOf(view, idea.challenge_id).length - 1));
  const ref = useFit([7.5, 5.5, 4.25, 3.25, 2.75, 2.25], [idea.id, idea.text, idea.offer?.text]);
  return html`<${Frame} name="heldup" view=${view} item=${item} offline=${offline}>
    <div class="backs" aria-hidden="true">
      ${Array.from({ length: 5 }, (_, c) => html`<ul>${Array.from({ length: Math.ceil((others - c) / 5) }, (_, r) =>
        html`<li class="paper" style=${{ height: `${9 + ((c * 5 + r * 7) % 4) * 1.9}rem` }} />`)}</ul>`)}
    </div>
    <article class="paper up" key=${idea.id}>
      <div class="fitbox">
        <p class="from">${idea.sector && html`<${Sector} sector=${idea.sector} />${sectorName(idea.sector)}`}
          ${idea.name && html`<span dir="auto">${idea.name}</span>`}</p>
        <h1 class="words" ref=${ref} dir="auto">${soften(idea.text)}</h1>
        ${idea.offer && html`<p class="offer" dir="auto"><${Bow} /><span>${idea.offer.text ? soften(excerpt(idea.offer.text, 220)) : t(`common.offer.${idea.offer.kind}`)}</span></p>`}
      </div>
    </article>
    <svg class="strandroom loop" viewBox="0 0 1920 192" aria-hidden="true">
      <path class="strand" d="M-610 0 L-10 40 C 400 70 700 70 884 112 C 930 124 920 160 896 158 C 872 156 884 118 930 108 C 1150 66 1500 70 1930 30 L2530 0" />
    </svg>
  </${Frame}>`;
}

const QUESTION_STEPS = [
  { columns: 2, size: 3.25, gap: 1.6 }, { columns: 3, size: 2.75, gap: 1.4 }, { columns: 3, size: 2.25, gap: 1.25 },
];

/** What the wall needs of a question. */
function questionCard(question) {
  const text = soften(excerpt(question.text, 160));
  const answer = question.answer ? soften(excerpt(question.answer, 260)) : null;
  return { id: question.id, text, answer, sector: null, shape: `${text}|${answer ?? ""}` };
}

/** A question on paper; its answer under a red line. */
function QuestionCard({ card, state = "" }) {
  return html`<li class=${`paper idea question ${state}`} data-question=${card.id}>
    <p dir="auto">${card.text}</p>
    ${card.answer && html`<p class="answer" dir="auto"><span class="sr">${t("screen.questions.answer")}: </span>${card.answer}</p>`}
  </li>`;
}

const questionLabel = (state, cards) => (!state || state.pages.length === 1
  ? tn("screen.questions.count", cards.length)
  : tn("screen.questions.paged", cards.length, { a: state.page + 1, b: state.pages.length }));

/** Questions and their answers as they come: whatever changed last hangs first. */
export function Questions({ view, item, challenge, workshop, offline, now, still }) {
  const questions = Object.values(view.rows.questions)
    .filter((row) => (!item.challenge_id || row.challenge_id === item.challenge_id) && !row.hidden && !row.waiting)
    .sort((a, b) => b.version - a.version);
  return html`<${Frame} name="questions" view=${view} item=${item} offline=${offline}>
    <${Head} who=${whose(challenge)} title=${t("screen.questions.title")}><${Clock} timer=${workshop.timer} now=${now} /></${Head}>
    <${IdeaWall} key=${item.id} ideas=${questions} held=${still} empty=${t("screen.questions.empty")}
      steps=${QUESTION_STEPS} Card=${QuestionCard} toCard=${questionCard} label=${questionLabel} />
  </${Frame}>`;
}
