/** What lists lack in browsers of 2020, which halls still have. Pure. */

/** The last of a list, or undefined. */
export const lastOf = (list) => list[list.length - 1];

/** The last of a list for which something holds, or undefined. */
export function findLast(list, holds) {
  for (let n = list.length - 1; n >= 0; n -= 1) {
    if (holds(list[n])) return list[n];
  }
  return undefined;
}
