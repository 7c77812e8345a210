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
export function wordsOf(text) {
  const words = fold(text).split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 2 && !COMMON.has(word));
  return [...new Set(words.map(stem))];
}

// Compounds meet by their first part: «foreldremøte» is near «foreldrekafé», though less than to itself.
const HEAD = 6;
function nearness(a, b) {
  if (a === b) return 1;
  const shorter = a.length < b.length ? a : b;
  const longer = shorter === a ? b : a;
  if (shorter.length >= 4 && longer.startsWith(shorter)) return .7;
  return a.length >= HEAD && a.slice(0, HEAD) === b.slice(0, HEAD) ? .6 : 0;
}

// What many ideas say, alone or as the first part of a compound, tells little: «skole» in a challenge about schools.
function weigher(ideas, words) {
  const each = ideas.map((idea) => words.get(idea.id));
  const known = new Map();
  return (word) => {
    if (!known.has(word)) {
      const n = each.filter((its) => its.some((other) => other.startsWith(word))).length;
      known.set(word, Math.log(1 + ideas.length / (n || 1)));
    }
    return known.get(word);
  };
}

// How well the words of an idea are met by those of a theme: a share of its weight, between 0 and 1.
function score(words, theme, weight) {
  let met = 0;
  let all = 0;
  for (const word of words) {
    let best = 0;
    for (const [other, strength] of theme) {
      const near = nearness(word, other) * strength;
      if (near) best = Math.max(best, near * Math.min(weight(word), weight(other)));
    }
    met += best;
    all += weight(word);
  }
  return all ? met / all : 0;
}

// A word that several ideas of the theme use, or its title, says more than a word that one of them happens to have.
function profile(theme, members, words) {
  const strengths = new Map(wordsOf(theme.title).map((word) => [word, 1]));
  const times = new Map();
  for (const idea of members) for (const word of words.get(idea.id)) times.set(word, (times.get(word) || 0) + 1);
  for (const [word, n] of times) strengths.set(word, Math.max(strengths.get(word) || 0, n > 1 ? .9 : .55));
  return strengths;
}

const ENOUGH = .24;
const MARGIN = 1.2;

/**
 * For each theme the free ideas that resemble it, best first: `{theme id: [idea, …]}`. An idea is suggested to one theme
 * at most, and not where another theme is nearly as near. `declined` holds "theme:idea" that somebody has said no to.
 */
export function similar(themes, ideas, declined = new Set()) {
  const words = new Map(ideas.map((idea) => [idea.id, wordsOf(`${idea.text} ${idea.offer?.text ?? ""}`)]));
  const weight = weigher(ideas, words);
  const profiles = themes.map((theme) => [theme, profile(theme, ideas.filter((idea) => idea.theme_id === theme.id), words)]);
  const found = Object.fromEntries(themes.map((theme) => [theme.id, []]));
  for (const idea of ideas) {
    if (idea.theme_id || idea.hidden || idea.merged_into) continue;
    const scored = profiles.map(([theme, its]) => [score(words.get(idea.id), its, weight), theme.id]).sort((a, b) => b[0] - a[0]);
    const [best, next] = scored;
    if (!best || best[0] < ENOUGH || (next && best[0] < next[0] * MARGIN)) continue;
    if (!declined.has(`${best[1]}:${idea.id}`)) found[best[1]].push([best[0], idea]);
  }
  for (const id of Object.keys(found)) found[id] = found[id].sort((a, b) => b[0] - a[0]).map(([, idea]) => idea);
  return found;
}
