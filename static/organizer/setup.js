/** The check before the meeting: waits for a phone, counts while it waits, and names the usual causes after a minute. */
const EVERY_MS = 1500;
const page = document.getElementById("setup");
const remote = document.getElementById("remote");

async function ask(address) {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

/** Asks again and again; one answer that does not come is no reason to stop. */
async function watch(address, tell) {
  for (;;) {
    try {
      if (tell(await ask(address))) return;
    } catch {
      // The page goes on asking: the program may have been started anew.
    }
    await new Promise((later) => setTimeout(later, EVERY_MS));
  }
}

const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
const show = (id, on) => {
  const part = document.getElementById(id);
  if (part.hidden === on) part.hidden = !on;
};

if (page) {
  const began = Date.now() - page.dataset.waited * 1000;
  let came = Boolean(page.dataset.came);
  const tick = () => {
    const waited = Math.max(0, Math.floor((Date.now() - began) / 1000));
    document.getElementById("waited").textContent = clock(waited);
    show("causes", !came && waited >= page.dataset.patience);
  };
  tick();
  setInterval(tick, 1000);
  watch(page.dataset.state, ({ seen, own }) => {
    came = Boolean(seen);
    const device = document.getElementById("device");
    if (seen && device.textContent !== seen) device.textContent = seen;
    show("came", came);
    show("then", came);
    show("waits", !came);
    show("own", own && !came);
    tick();
    return false;
  });
}

if (remote) {
  watch(remote.dataset.used, ({ used }) => {
    if (!used) return false;
    document.getElementById("used").hidden = false;
    setTimeout(() => location.assign(remote.dataset.screen), 1500);
    return true;
  });
}
