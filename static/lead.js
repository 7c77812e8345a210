/** The department lead's page: a remote for the slides with a speaker's clock, and the ideas, questions and themes of one challenge. */
import { html, render } from "./vendor/preact.js";
import { boot } from "./live/boot.js";
import { openConnection } from "./live/connection.js";
import { browserStorage, createStorage } from "./live/storage.js";
import { Remote } from "./lead/remote.js";
import { openSession } from "./live/session.js";

const auth = { ...boot.auth, language: boot.lang };
const session = openSession({ connection: openConnection({ auth }), auth, shelf: createStorage(browserStorage(), "console."), desk: boot.challenge_id });
const root = document.getElementById("live");
root.replaceChildren();
render(html`<${Remote} session=${session} boot=${boot} />`, root);
