/** The facilitator's page: opens the line, and draws the console whenever something is new. */
import { html, render } from "./vendor/preact.js";
import { boot } from "./live/boot.js";
import { openConnection } from "./live/connection.js";
import { browserStorage, createStorage } from "./live/storage.js";
import { Console } from "./console/console.js";
import { openSession } from "./live/session.js";

const shelf = createStorage(browserStorage(), "console.");
const name = shelf.get("name");
const auth = { ...boot.auth, language: boot.lang, ...(name && { name }) };
const session = openSession({ connection: openConnection({ auth }), auth, shelf, desk: boot.workshop_id });
// The words that stood there until now were for a page without scripts.
const root = document.getElementById("live");
root.replaceChildren();
render(html`<${Console} session=${session} boot=${boot} />`, root);
