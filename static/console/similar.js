/** Ideas that seem to belong with a theme, by the words they share. Simple, in the browser, and only ever a suggestion. */
import { fold } from "./fold.js";

const COMMON = new Set(fold(`og i på for til av med som det den de en et ei er å at vi du jeg eg ikke ikkje kan skal må har
 få får blir bli være vere men så om fra frå eller alle flere fleire mer meir mye mykje bare berre når da seg sin sitt sine vår
 våre vårt hos ved etter før over under også òg slik hver kvar hvor kor hva kva noe noko noen nokon the and of to in for with on
 a an is are be we you it that this can more not our at as or from have has minst ekstra egen eget egne gang ganger dag dager`).split(" "));
// Longest first: what is cut off so that «skolen», «skolene» and «skole» meet.
const ENDINGS = ["enes", "anes", "ende", "erne", "ene", "ane", "ers", "ens", "ets", "inga", "ing", "er", "ar", "en", "et", "te", "es", "e", "a", "s"];

function stem(word) {
  const ending = ENDINGS.find((end) => word.length - end.length >= 4 && word.endsWith(end));
  return ending ? word.slice(0, -ending.length) : word;
}

/** The words of a text that say what it is about, folded and cut to their stems. */
function wordsOf(text) {
  const words = fold(text).split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 2 && !COMMON.has(word));
  return [...new Set(words.map(stem))];
}

// A row is replaced when it changes, so its words hold as long as it does.
const known = new WeakMap();

function wordsOfIdea(idea) {
  if (!known.has(idea)) known.set(idea, wordsOf(`${idea.text} ${idea.offer?.text ?? ""}`));
  return known.get(idea);
}

// Compounds meet by their first part: «foreldremøte» is near «foreldrekafé», though less than to itself.
const HEAD = 6;
// Two words that are near one another begin alike, by this much at least.
const START = 4;
const startOf = (word) => word.slice(0, START);

function nearness(a, b) {
  if (a === b) return 1;
  const shorter = a.length < b.length ? a : b;
  const longer = shorter === a ? b : a;
  if (shorter.length >= START && longer.startsWith(shorter)) return .7;
  return a.length >= HEAD && a.slice(0, HEAD) === b.slice(0, HEAD) ? .6 : 0;
}

/** How many of the ideas have a word that begins so; words are looked up in their alphabet, not in every idea. */
function counter(ideas) {
  const having = new Map();
  ideas.forEach((idea, n) => wordsOfIdea(idea).forEach((word) => {
    if (having.has(word)) having.get(word).push(n);
    else having.set(word, [n]);
  }));
  const sorted = [...having.keys()].sort();
  return (start) => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle] < start) low = middle + 1;
      else high = middle;
    }
    const found = new Set();
    for (; low < sorted.length && sorted[low].startsWith(start); low += 1) having.get(sorted[low]).forEach((n) => found.add(n));
    return found.size;
  };
}

// What many ideas say, alone or as the first part of a compound, tells little: «skole» in a challenge about schools.
function weigher(ideas) {
  const count = counter(ideas);
  const weights = new Map();
  return (word) => {
    if (!weights.has(word)) weights.set(word, Math.log(1 + ideas.length / (count(word) || 1)));
    return weights.get(word);
  };
}

/** How well a word is met by those of a theme; each word is asked for once, and of the theme's only what begins alike. */
function meeter(strengths, weight) {
  const alike = new Map();
  for (const [word, strength] of strengths) {
    const start = startOf(word);
    if (alike.has(start)) alike.get(start).push([word, strength]);
    else alike.set(start, [[word, strength]]);
  }
  const met = new Map();
  return (word) => {
    if (!met.has(word)) {
      const each = (alike.get(startOf(word)) || []).map(([other, strength]) => {
        const near = nearness(word, other) * strength;
        return near && near * Math.min(weight(word), weight(other));
      });
      met.set(word, Math.max(0, ...each));
    }
    return met.get(word);
  };
}

// How well the words of an idea are met by those of a theme: a share of its weight, between 0 and 1.
function score(words, meets, weight) {
  let met = 0;
  let all = 0;
  for (const word of words) {
    met += meets(word);
    all += weight(word);
  }
  return all ? met / all : 0;
}

// A word that several ideas of the theme use, or its title, says more than a word that one of them happens to have.
function profile(theme, members) {
  const strengths = new Map(wordsOf(theme.title).map((word) => [word, 1]));
  const times = new Map();
  for (const idea of members) for (const word of wordsOfIdea(idea)) times.set(word, (times.get(word) || 0) + 1);
  for (const [word, n] of times) strengths.set(word, Math.max(strengths.get(word) || 0, n > 1 ? .9 : .55));
  return strengths;
}

const ENOUGH = .24;
const MARGIN = 1.2;

// So many ideas are looked at before others may have the page's thread.
const STEP = 50;

/**
 * For each theme the free ideas that resemble it, best first: `{theme id: [idea, …]}`. An idea is suggested to one theme
 * at most, and not where another theme is nearly as near. `declined` holds "theme:idea" that somebody has said no to. It is
 * found in steps, so that the page can draw between two of them; the last returns it.
 */
export function* similarSteps(themes, ideas, declined = new Set()) {
  for (let n = 0; n < ideas.length; n += STEP) {
    ideas.slice(n, n + STEP).forEach(wordsOfIdea);
    yield;
  }
  const weight = weigher(ideas);
  yield;
  const meeters = themes.map((theme) => [theme, meeter(profile(theme, ideas.filter((idea) => idea.theme_id === theme.id)), weight)]);
  const found = Object.fromEntries(themes.map((theme) => [theme.id, []]));
  const free = ideas.filter((idea) => !idea.theme_id && !idea.hidden && !idea.merged_into);
  for (const [n, idea] of free.entries()) {
    if (n % STEP === STEP - 1) yield;
    const scored = meeters.map(([theme, meets]) => [score(wordsOfIdea(idea), meets, weight), theme.id]).sort((a, b) => b[0] - a[0]);
    const [best, next] = scored;
    if (!best || best[0] < ENOUGH || (next && best[0] < next[0] * MARGIN)) continue;
    if (!declined.has(`${best[1]}:${idea.id}`)) found[best[1]].push([best[0], idea]);
  }
  for (const id of Object.keys(found)) found[id] = found[id].sort((a, b) => b[0] - a[0]).map(([, idea]) => idea);
  return found;
}
