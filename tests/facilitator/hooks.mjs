/** Lets Node find what the page's import map names: live/…, parts/…, preact, socket.io. */
const STATIC = new URL("../../static/", import.meta.url);
const VENDOR = { preact: "vendor/preact.js", "socket.io": "vendor/socket.io.js" };

export function resolve(name, context, next) {
  const path = VENDOR[name] ?? (/^(live|parts)\//.test(name) ? `${name}.js` : null);
  return next(path ? new URL(path, STATIC).href : name, context);
}
