/** Names for things the server has not seen yet. */

/** A random UUID. `crypto.randomUUID` is missing on plain http, which is what a hall's LAN has. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

const CREATES = ["idea.submit", "commitment.make", "question.ask", "theme.create", "action.create", "join"];

/** A command that can be sent again: what creates a thing is known by the thing's id, everything else gets an id of its own. */
export const repeatable = (event, object) => (CREATES.includes(event) ? object : { cid: newId(), ...object });
