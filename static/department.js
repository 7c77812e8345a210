/** The department lead's page: a remote for the slides with a speaker's clock, and the ideas, questions and themes of one challenge. */
import { html, render } from "preact";
import { boot } from "live/boot";
import { openConnection } from "live/connection";
import { browserStorage, createStorage } from "live/storage";
import { Remote } from "./department/remote.js";
import { openSession } from "live/session";

const auth = { ...boot.auth, language: boot.lang };
const session = openSession({ connection: openConnection({ auth }), auth, shelf: createStorage(browserStorage(), "console."), desk: boot.challenge_id });
const root = document.getElementById("live");
root.replaceChildren();
render(html`<${Remote} session=${session} boot=${boot} />`, root);
