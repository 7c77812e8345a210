/** What the server wrote into the page. */

function readBoot() {
  const element = typeof document === "undefined" ? null : document.getElementById("boot");
  return element ? JSON.parse(element.textContent) : { texts: {}, lang: "nb", languages: [], plan: {}, kinds: {}, first: {} };
}

/** What the server wrote into the page. */
export const boot = readBoot();
