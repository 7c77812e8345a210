/** Puts a line that a test holds in its hand in the place of the socket library. */
export function resolve(name, context, next) {
  return name.endsWith("/vendor/socket.io.js") ? next(new URL("./line.mjs", import.meta.url).href, context) : next(name, context);
}
