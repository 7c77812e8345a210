/** The department lead's page: a remote for the slides with a speaker's clock, and the ideas, questions and themes of one challenge. */
import { html, render } from "preact";
import { boot } from "live/boot";
import { openConnection } from "live/connection";
import { Remote } from "./department/remote.js";
import { openSession } from "./facilitator/session.js";

let storage = null;
try {
  storage = window.localStorage;
} catch { /* Forbidden: notes live as long as the page does. */ }

const auth = { ...boot.auth, language: boot.lang };
const session = openSession({ connection: openConnection({ auth }), auth, storage });
const root = document.getElementById("live");
root.replaceChildren();
render(html`<${Remote} session=${session} boot=${boot} />`, root);
