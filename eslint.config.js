/** What the browser's modules are held to: syntax of ES2020, nothing unknown, nothing unused. Phones of 2021 run it as it stands. */
import js from "@eslint/js";
import esx from "eslint-plugin-es-x";
import globals from "globals";

export default [
  { ignores: ["static/vendor/", "node_modules/", ".venv/", "data/"] },
  { ...js.configs.recommended, files: ["**/*.js", "**/*.mjs"] },
  {
    files: ["**/*.js", "**/*.mjs"],
    languageOptions: { ecmaVersion: "latest", sourceType: "module" },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: { "no-unused-vars": ["error", { ignoreRestSiblings: true }] },
  },
  {
    files: ["static/**/*.js"],
    ...esx.configs["flat/restrict-to-es2020"],
    languageOptions: { ecmaVersion: "latest", globals: globals.browser },
  },
  {
    files: ["static/**/*.js"],
    rules: {
      // Of ES2018, but Safari has it only from 16.4: a page with one does not start at all on an older iPhone.
      "es-x/no-regexp-lookbehind-assertions": "error",
    },
  },
  { files: ["tests/**", "tools/**", "*.js"], languageOptions: { globals: { ...globals.node, ...globals.browser } } },
];
