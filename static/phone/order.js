/** An order of its own on every phone, so that what stands first in a list is not favoured. The same every time. */

function hash(text) {
  let value = 2166136261;
  for (let i = 0; i < text.length; i += 1) value = Math.imul(value ^ text.charCodeAt(i), 16777619);
  // The last letters of an id must move the whole number.
  value = Math.imul(value ^ (value >>> 16), 2246822507);
  return (value ^ (value >>> 13)) >>> 0;
}

/** Rows in the order of this person for this item: what comes later takes its place without moving the rest about. */
export function ownOrder(rows, personId, itemId) {
  const key = Object.fromEntries(rows.map(({ id }) => [id, hash(`${personId}:${itemId}:${id}`)]));
  return [...rows].sort((a, b) => key[a.id] - key[b.id] || (a.id < b.id ? -1 : 1));
}
