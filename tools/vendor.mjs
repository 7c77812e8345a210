#!/usr/bin/env node
/**
 * Renews the front-end libraries in static/vendor from npm: `node tools/vendor.mjs`.
 * Nothing is fetched when the product runs; what lies in static/vendor is what the pages load.
 * preact, its hooks and htm become one file; socket.io is taken as published; phone.js is both of them for the phone.
 */
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const WANTED = { preact: "11.2.0", htm: "3.1.1", "socket.io-client": "4.8.4", esbuild: "0.28.2" };
const TARGET = join(dirname(fileURLToPath(import.meta.url)), "..", "static", "vendor");

// The hooks and helpers the pages use; what is not named here does not travel to a phone.
const PREACT = `
import { h, render, Component, Fragment, createContext, hydrate, options } from "preact";
import htm from "htm";
export { h, render, Component, Fragment, createContext, hydrate, options };
export { useState, useEffect, useLayoutEffect, useRef, useMemo, useReducer, useCallback, useContext } from "preact/hooks";
export const html = htm.bind(h);
`;

function fetchPackages(folder) {
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, dependencies: WANTED }));
  execFileSync("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], { cwd: folder });
}

// The phone's own: both libraries in one request.
const BOTH = `${PREACT}export { io } from "./node_modules/socket.io-client/dist/socket.io.esm.min.js";\n`;

function bundle(folder, source, name, contents) {
  const entry = join(folder, `${name}.entry.mjs`);
  writeFileSync(entry, source);
  execFileSync(join(folder, "node_modules", ".bin", "esbuild"), [
    entry, "--bundle", "--format=esm", "--minify", "--target=es2020", "--legal-comments=none",
    `--banner:js=/* ${contents}, see the LICENSE files beside this */`, `--outfile=${join(TARGET, `${name}.js`)}`,
  ], { cwd: folder });
}

function copySocket(folder) {
  const source = readFileSync(join(folder, "node_modules/socket.io-client/dist/socket.io.esm.min.js"), "utf8");
  // The map is not served, so the line that points at it would only cost a failed request in developer tools.
  writeFileSync(join(TARGET, "socket.io.js"), source.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "\n"));
}

function copyLicences(folder) {
  for (const name of ["preact", "htm", "socket.io-client"]) {
    copyFileSync(join(folder, "node_modules", name, "LICENSE"), join(TARGET, `LICENSE-${name}.txt`));
  }
  const lines = ["preact", "htm", "socket.io-client"].map((name) => {
    const { version, license } = JSON.parse(readFileSync(join(folder, "node_modules", name, "package.json"), "utf8"));
    return `${name} ${version} ${license}`;
  });
  writeFileSync(join(TARGET, "VERSIONS"), `${lines.join("\n")}\n`);
}

const folder = mkdtempSync(join(tmpdir(), "vendor-"));
try {
  mkdirSync(TARGET, { recursive: true });
  fetchPackages(folder);
  const preact = `preact ${WANTED.preact} with hooks (MIT), htm ${WANTED.htm} (Apache-2.0)`;
  bundle(folder, PREACT, "preact", preact);
  bundle(folder, BOTH, "phone", `${preact}, socket.io-client ${WANTED["socket.io-client"]} (MIT)`);
  copySocket(folder);
  copyLicences(folder);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
