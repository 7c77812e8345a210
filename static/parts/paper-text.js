/** Text as it stands on paper in the hall: cut where it is too long for the wall, broken where a compound is. */

const WIDE = /\p{Extended_Pictographic}|[\u2e80-\u9fff\uac00-\ud7af\uff00-\uff60]/u;
const CAPITAL = /[\p{Lu}@%]/u;
const BROAD = /[WM—…@%]/u;
const weight = (char) => (WIDE.test(char) ? 2.5 : BROAD.test(char) ? 1.8 : CAPITAL.test(char) ? 1.3 : 1);

/** The text up to about `most` characters, ended with an ellipsis at a word where it is longer; wide signs count more. */
export function excerpt(text, most = 110) {
  let used = 0;
  let kept = "";
  for (const char of text) {
    used += weight(char);
    if (used > most) {
      const atWord = kept.replace(/\s+\S*$/u, "");
      return `${(atWord.length > kept.length * .6 ? atWord : kept).replace(/[\s,;:.–-]+$/u, "")} …`.replace(/ (?=…)/u, "\u00a0");
    }
    kept += char;
  }
  return text;
}

const SOFT = "\u00ad";
const LONG = 13;
const EDGE = 4;
const VOWEL = /[aeiouyæøåäöéèêü]/i;
// Clusters a Norwegian word part may begin with: of several consonants between vowels, the longest of these go right.
const ONSET = /(?:skj|skr|spr|spl|str|stj|skv|sj|kj|gj|tj|hj|bj|fj|bl|br|dr|fl|fr|gl|gr|gn|kl|kn|kr|kv|pl|pr|sk|sl|sm|sn|sp|st|sv|tr|tv|vr|[bcdfghjklmnpqrstvwxz])$/i;
// Endings with the joining s: the compound parts after it.
const JOINED = /(?:dom|het|sjon|ing|skap|tet|år|liv|arbeid|tid|drift|folk|land|læring)s(?=[bcdfghjklmnpqrtvw])/gi;

/** The text with soft hyphens in long words, since no browser can be trusted to hyphenate Norwegian. */
export function soften(text) {
  return text.replace(/\p{L}{13,}/gu, (word) => (word.length < LONG ? word : softenWord(word)));
}

function softenWord(word) {
  const breaks = new Set();
  for (const match of word.matchAll(JOINED)) breaks.add(match.index + match[0].length);
  const joints = [...breaks];
  for (const match of word.matchAll(/[^aeiouyæøåäöéèêü]+/gi)) {
    const { 0: cluster, index } = match;
    const end = index + cluster.length;
    if (index === 0 || end === word.length || !VOWEL.test(word[end])) continue;
    // Where the joint of a compound is known, syllables beside it would only disturb.
    if (joints.some((at) => at >= index && at <= end)) continue;
    const onset = ONSET.exec(cluster)?.[0].length ?? 1;
    const at = end - (onset === cluster.length && cluster.length > 1 ? onset - 1 : onset);
    breaks.add(cluster.length === 1 ? index : at);
  }
  let out = "";
  for (let n = 0; n < word.length; n += 1) {
    if (n >= EDGE && word.length - n >= EDGE && breaks.has(n)) out += SOFT;
    out += word[n];
  }
  return out;
}
