/** Who this phone is: joining with one tap, coming back, and starting anew where the server does not know it. */
import { newId } from "../live/ids.js";

const PATIENCE_MS = 700;
const COME_AGAIN = ["rate_limited", "unavailable"];

/**
 * The session of this phone. `auth` is what the connection sends and gets the token once there is one. What one wished
 * to be is kept until the server has answered, also over a reload.
 */
export function createSession({ boot, pocket, auth, onChange }) {
  // The id is the secret by which a repeated join is the same join; the token is what the server gave for it.
  const kept = pocket.get("", null) || { id: newId() };
  if (boot.auth?.token && !kept.token) kept.token = boot.auth.token;
  if (kept.token) auth.token = kept.token;
  const keep = (fields) => pocket.put("", Object.assign(kept, fields));
  const session = { returning: Boolean(kept.token), problem: "", line: null, onJoined: () => {} };
  let joining = false;
  let wishedAt = 0;
  keep({});

  function taken(ack, wish) {
    auth.token = ack.token || auth.token;
    keep({ token: auth.token, sector: wish.sector, wish: kept.wish === wish ? null : kept.wish });
    session.line.sync();
    session.onJoined();
  }

  function refused(error) {
    // The secret has served for another content: then it is simply another person who joins.
    if (error.code === "conflict" && !auth.token) return keep({ id: newId() });
    if (COME_AGAIN.includes(error.code)) return undefined;
    session.problem = error.message;
    return keep({ wish: null });
  }

  async function attempt() {
    if (!kept.wish || joining || session.line.status() !== "online") return;
    joining = true;
    const wish = kept.wish;
    const once = auth.token ? { cid: newId() } : { id: kept.id };
    const ack = await session.line.send("join", { ...once, ...wish, language: boot.lang });
    joining = false;
    if (ack.ok) taken(ack, wish);
    else refused(ack.error);
    if (kept.wish) setTimeout(attempt, (ack.error?.retry_after_s ?? 2) * 1000);
    onChange();
  }

  return Object.assign(session, {
    attempt,
    joined: () => Boolean(auth.token),
    sector: () => kept.wish?.sector || kept.sector || null,
    wish: () => kept.wish || null,
    /** Whether a wish has waited so long that one should be told. */
    waits: () => Boolean(kept.wish) && Date.now() - wishedAt > PATIENCE_MS,
    /** Joins, or corrects who one is. */
    join(fields) {
      session.problem = "";
      wishedAt = Date.now();
      keep({ wish: fields });
      setTimeout(onChange, PATIENCE_MS + 50);
      return attempt();
    },
    /**
     * The server does not know this phone's token: a restored backup, say. The same secret id may still open the same
     * seat; if not, a new one is taken. What is unsent stays and goes out afterwards.
     */
    startAnew() {
      delete auth.token;
      keep({ token: null, wish: kept.sector ? { sector: kept.sector } : null });
      session.line.restart();
    },
  });
}
