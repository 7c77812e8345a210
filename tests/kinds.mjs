/** The kinds of agenda items as the server tells them to a person's page. */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const ASK = "import json, sys; from workshop import kinds; print(json.dumps(kinds.pages(sys.argv[1])))";

/** `boot.kinds` of a person: phone, screen, console or lead. */
export const kindsOf = (person) =>
  JSON.parse(execFileSync(process.env.PYTHON ?? `${ROOT}.venv/bin/python`, ["-c", ASK, person], { cwd: ROOT, encoding: "utf-8" }));
