#!/usr/bin/env node
/**
 * Which changes of a script can be made, one condition at a time: `node tools/mutants.mjs FILE` writes a JSON list of
 * `{start, end, new}`, places in the text. The source is read by acorn, found from where NODE_PATH or node_modules say.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { parse } = createRequire(`${process.env.ACORN_AT ?? process.cwd()}/`)("acorn");

const COMPARED = { "===": "!==", "!==": "===", "<": "<=", "<=": "<", ">": ">=", ">=": ">", "+": "-", "-": "+", "*": "/", "in": null };
const text = readFileSync(process.argv[2], "utf8");
const found = new Map();
const of = (node) => text.slice(node.start, node.end);

function put(start, end, fresh) {
  found.set(`${start} ${end} ${fresh}`, { start, end, new: fresh });
}

const isText = (node) => node?.type === "Literal" && typeof node.value === "string" && node.value !== "";
const conditions = (test) => test && ["true", "false"].forEach((fresh) => put(test.start, test.end, fresh));

const CHANGES = {
  BinaryExpression(node) {
    const fresh = COMPARED[node.operator];
    if (fresh) {
      const at = node.left.end + text.slice(node.left.end, node.right.start).indexOf(node.operator);
      put(at, at + node.operator.length, fresh);
    }
    if (/^[!=]==$/.test(node.operator)) [node.left, node.right].filter(isText).forEach((one) => put(one.start, one.end, '"?"'));
  },
  LogicalExpression(node) {
    [node.left, node.right].forEach((one) => put(node.start, node.end, `(${of(one)})`));
  },
  UnaryExpression(node) {
    if (node.operator === "!" || node.operator === "-") put(node.start, node.end, `(${of(node.argument)})`);
  },
  AssignmentExpression(node) {
    if (node.operator === "||=") put(node.start, node.end, `${of(node.left)} = ${of(node.right)}`);
  },
  Literal(node) {
    if (typeof node.value === "boolean") put(node.start, node.end, String(!node.value));
    else if (typeof node.value === "number") put(node.start, node.end, String(node.value + 1));
  },
  IfStatement: (node) => conditions(node.test),
  ConditionalExpression: (node) => conditions(node.test),
  WhileStatement: (node) => conditions(node.test),
  ArrayExpression: (node) => node.elements.filter(isText).forEach((one) => put(one.start, one.end, '"?"')),
  ExpressionStatement(node) {
    if (node.directive === undefined) put(node.start, node.end, ";");
  },
  Property(node, parent) {
    if (parent.type !== "ObjectExpression") return;
    const next = parent.properties[parent.properties.indexOf(node) + 1];
    put(node.start, next ? next.start : node.end, "");
  },
  SpreadElement(node, parent) {
    const list = parent.properties ?? parent.elements ?? parent.arguments;
    const next = list[list.indexOf(node) + 1];
    put(node.start, next ? next.start : node.end, "");
  },
  CallExpression(node) {
    const name = node.callee.property ?? {};
    const fresh = { max: "min", min: "max", ceil: "floor", floor: "ceil", some: "every" }[name.name];
    if (fresh) put(name.start, name.end, fresh);
    // Without the step of a chain: `rows.filter(…)`, `rows.sort(…)`.
    if (["filter", "sort"].includes(name.name)) put(node.callee.object.end, node.end, "");
  },
};

function walk(node, parent) {
  if (node.type === "ImportDeclaration") return;
  CHANGES[node.type]?.(node, parent);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (child && typeof child.type === "string") walk(child, node);
  }
}

walk(parse(text, { ecmaVersion: "latest", sourceType: "module" }), null);

function compiles({ start, end, new: fresh }) {
  try {
    parse(text.slice(0, start) + fresh + text.slice(end), { ecmaVersion: "latest", sourceType: "module" });
    return true;
  } catch {
    return false;
  }
}

const list = [...found.values()].filter(compiles).sort((a, b) => a.start - b.start || a.end - b.end);
process.stdout.write(JSON.stringify(list));
