/** Preparing a challenge: saves while one writes, shows how the hall will see it, sends slides with a count. */
import { sortable } from "./sort.js";

const root = document.getElementById("prepare");
const said = root.dataset;
const form = document.getElementById("prepare-words");
const state = document.getElementById("p-state");
const token = form.elements.csrf_token.value;
const PAUSE_MS = 1200;
const AGAIN_MS = 4000;

// --- while one writes

const question = document.getElementById("p-question");
const preview = document.getElementById("p-preview");
const words = new Set(said.words.split(",").map((word) => word.trim()));

/** Whether a question names a thing to buy or build rather than a need. */
function readsLikeSolution(text, known = words) {
  return text.toLowerCase().split(/\s+/).some((word) => known.has(word.replace(/^[.,;:?!«»"'()]+|[.,;:?!«»"'()]+$/g, "")));
}

function showQuestion() {
  const text = question.value.trim();
  preview.textContent = text || preview.dataset.empty;
  preview.classList.toggle("long", text.length > 110);
  preview.classList.toggle("longer", text.length > 220);
  preview.classList.toggle("longest", text.length > 420);
  document.getElementById("p-solution").hidden = !readsLikeSolution(text);
}

function showLength() {
  for (const note of document.querySelectorAll("[data-aloud-for]")) {
    const length = document.getElementById(note.dataset.aloudFor).value.trim().length;
    note.textContent = length > 40 ? said.aloud.replace("{n}", Math.max(5, Math.round(length / said.speed / 5) * 5)) : "";
  }
}

question.addEventListener("input", showQuestion);
form.addEventListener("input", showLength);
showQuestion();
showLength();

// --- saving

const LISTS = ["sought", "sdgs"];
const valueOf = (name) => JSON.stringify(new FormData(form).getAll(name));
const names = [...new Set([...form.elements].map((field) => field.name))].filter((name) => name && !name.endsWith("_given") && name !== "csrf_token");
const saved = Object.fromEntries(names.map((name) => [name, valueOf(name)]));
const changed = () => names.filter((name) => valueOf(name) !== saved[name]);
let timer = 0;
let sending = false;

function say(text, kind) {
  state.textContent = text;
  state.className = `state ${kind}`;
}

function showMissing(missing) {
  const open = new Set(missing);
  for (const line of document.querySelectorAll("[data-missing]")) {
    line.hidden = !open.has(line.dataset.missing);
    form.querySelector(`[data-step="${line.dataset.missing}"]`).classList.toggle("missing", !line.hidden);
  }
  const todo = document.getElementById("p-todo");
  const title = todo.querySelector("h2");
  todo.classList.toggle("done", !missing.length);
  title.textContent = missing.length ? title.dataset.some : title.dataset.ready;
}

/** Sends the fields that differ from what was kept last; what changes meanwhile goes with the next. */
async function save() {
  clearTimeout(timer);
  const now = changed();
  if (sending || !now.length) return;
  sending = true;
  say(said.saving, "");
  const body = new FormData();
  const kept = {};
  for (const name of now) {
    kept[name] = valueOf(name);
    if (LISTS.includes(name)) body.append(`${name}_given`, "1");
    for (const value of new FormData(form).getAll(name)) body.append(name, value);
  }
  try {
    const answer = await fetch(`${said.here}/prepare`, { method: "POST", body, headers: { Accept: "application/json", "X-CSRFToken": token } });
    const told = await answer.json();
    if (told.ok) {
      Object.assign(saved, kept);
      const clock = new Date().toLocaleTimeString(document.documentElement.lang === "en" ? "en-GB" : "nb", { hour: "2-digit", minute: "2-digit" });
      say(said.saved.replace("{time}", document.documentElement.lang === "en" ? clock : clock.replace(":", ".")), "ok");
      showMissing(told.missing);
    } else {
      say(Object.values(told.wrong || {})[0] || said.unsaved, "bad");
    }
    sending = false;
    if (told.ok && changed().length) later();
  } catch {
    sending = false;
    say(said.waiting, "wait");
    timer = setTimeout(save, AGAIN_MS);
  }
}

function later() {
  clearTimeout(timer);
  // During the meeting the hall would see half a sentence: there it is the button that saves.
  if (said.live) say(said.unsaved, "wait");
  else timer = setTimeout(save, PAUSE_MS);
}

form.addEventListener("input", later);
form.addEventListener("change", later);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  save();
});
addEventListener("beforeunload", (event) => {
  if (changed().length) event.preventDefault();
});
addEventListener("online", save);
fetch(`${said.here}/opened`, { method: "POST", headers: { "X-CSRFToken": token } }).catch(() => {});

// --- slides

const list = document.getElementById("slide-list");
const order = document.getElementById("slide-order");
if (list && order) {
  sortable(list, {
    rows: "li[data-id]",
    handle: "img",
    focus: "button",
    sideways: true,
    moved(ids) {
      order.elements.ids.value = ids.join(" ");
      order.submit();
    },
  });
}

const add = document.getElementById("slide-add");
const told = document.getElementById("p-upload");

/** Sends files with a count, and then the page anew: with the slides, or with what was wrong with a file. */
function send(files) {
  if ([...files].some((file) => file.size > said.most * 1024 * 1024)) {
    told.className = "state bad";
    told.textContent = said.tooBig;
    return;
  }
  const body = new FormData();
  body.append("csrf_token", token);
  for (const file of files) body.append("file", file);
  const request = new XMLHttpRequest();
  request.open("POST", `${said.here}/slides`);
  request.setRequestHeader("Accept", "application/json");
  request.upload.addEventListener("progress", ({ loaded, total }) => {
    told.className = "state wait";
    told.textContent = loaded < total ? said.sending.replace("{n}", Math.floor((100 * loaded) / total)) : said.reading;
  });
  request.addEventListener("load", async () => {
    if (changed().length) await save();
    location.reload();
  });
  request.addEventListener("error", () => {
    told.className = "state wait";
    told.textContent = said.waiting;
  });
  request.send(body);
}

add.addEventListener("submit", (event) => {
  event.preventDefault();
  if (add.elements.file.files.length) send(add.elements.file.files);
});
add.elements.file.addEventListener("change", () => add.elements.file.files.length && send(add.elements.file.files));
for (const kind of ["dragenter", "dragover"]) {
  add.addEventListener(kind, (event) => {
    event.preventDefault();
    add.classList.add("over");
  });
}
add.addEventListener("dragleave", () => add.classList.remove("over"));
add.addEventListener("drop", (event) => {
  event.preventDefault();
  add.classList.remove("over");
  if (event.dataTransfer.files.length) send(event.dataTransfer.files);
});
for (const button of root.querySelectorAll("[data-confirm]")) {
  button.addEventListener("click", (event) => {
    if (!confirm(button.dataset.confirm)) event.preventDefault();
  });
}
