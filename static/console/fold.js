/** Folding text for searching and comparing: case, accents, and the several ways æ, ø and å are written. Pure. */

const SAME = [[/[æä]/g, "ae"], [/[øö]/g, "o"], [/å/g, "a"], [/ð/g, "d"], [/þ/g, "th"]];
// «boen» may be «bøen» or itself; both become the same short form, so that either finds the other.
const SHORT = [[/oe+/g, "o"], [/a[ae]+/g, "a"]];

/** The text as it is compared: «Skåle», «skaale» and «SKALE» become one, and so do «Bøen», «boen» and «Boeen». */
export function fold(text) {
  let folded = String(text ?? "").toLowerCase().normalize("NFC");
  for (const [from, to] of SAME) folded = folded.replace(from, to);
  folded = folded.normalize("NFD").replace(/\p{M}/gu, "");
  for (const [from, to] of SHORT) folded = folded.replace(from, to);
  return folded.replace(/\s+/g, " ").trim();
}

/** A search: `finds(text)` says whether every word of the query stands somewhere in a folded text. An empty query finds everything. */
export function finder(query) {
  const words = fold(query).split(" ").filter(Boolean);
  return (folded) => words.every((word) => folded.includes(word));
}
