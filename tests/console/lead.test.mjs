import assert from "node:assert/strict";
import { test } from "node:test";

import { boot } from "../../static/live/boot.js";
import { ownPane, presenting, slideState, unanswered } from "../../static/lead/state.js";
import { kindsOf } from "../kinds.mjs";

boot.kinds = kindsOf("lead");

const challenge = { id: "x", slides: ["1", "2"] };
const item = (kind, challenge_id = "x") => ({ id: "i", kind, challenge_id });

test("the lead's page follows what the room does with this challenge, and waits with the slides otherwise", () => {
  assert.equal(ownPane(null, "x", "planned"), "slides");
  assert.equal(ownPane(item("ideation"), "x", "live"), "ideas");
  assert.equal(ownPane(item("ideation", null), "x", "live"), "ideas");
  assert.equal(ownPane(item("ideation", "y"), "x", "live"), "slides");
  assert.equal(ownPane(item("clustering"), "x", "live"), "themes");
  assert.equal(ownPane(item("results", null), "x", "live"), "actions");
  assert.equal(ownPane(item("close", null), "x", "closed"), "actions");
});

test("while one presents the room's slide counts; before that, one's own", () => {
  const shown = { slide: { challenge_id: "x", n: 2 } };
  assert.equal(presenting(item("presentation", "y"), "x"), false);
  assert.equal(slideState(shown, challenge, item("presentation"), 1).n, 2);
  assert.equal(slideState(shown, challenge, item("welcome", null), 3).n, 3);
  assert.equal(slideState(shown, challenge, item("welcome", null), 9).n, 3);
});

test("questions that wait for an answer are counted, hidden ones are not", () => {
  assert.equal(unanswered([{ answer: null }, { answer: "ja" }, { answer: null, hidden: true }]).length, 1);
});
