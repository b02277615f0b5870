// The search of a copy on disk: words and beginnings of words over TEXTS, which texts.js holds.
"use strict";

const WEIGHTS = { title: 5, names: 4, text: 1 };
const MOST = 50;
const LENGTH = 240;

const folded = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
const words = (text) => folded(text).match(/[\p{L}\p{N}]+/gu) ?? [];
const starts = (text, word) => words(text).some((each) => each.startsWith(word));

function scored(thing, asked) {
  let score = 0;
  for (const word of asked) {
    if (thing.id.toLowerCase() === word || starts(thing.title, word)) score += WEIGHTS.title;
    if (thing.names.some((name) => starts(name, word))) score += WEIGHTS.names;
    const at = thing.texts.findIndex((text) => starts(text, word));
    if (at >= 0) score += WEIGHTS.text + 1 / (1 + at);
  }
  return score;
}

function shown(thing, asked) {
  const best = thing.texts
    .map((text) => ({ text, many: asked.filter((word) => starts(text, word)).length }))
    .reduce((a, b) => (b.many > a.many ? b : a));
  const item = document.createElement("li");
  item.className = "row";
  const title = document.createElement("h2");
  const link = document.createElement("a");
  link.href = thing.url;
  const id = document.createElement("span");
  id.className = "id";
  id.textContent = thing.id;
  link.append(id, " ", thing.title);
  title.append(link);
  const text = document.createElement("p");
  const cut = best.text.length > LENGTH ? `${best.text.slice(0, LENGTH)} …` : best.text;
  for (const part of cut.split(/([\p{L}\p{N}\p{M}]+)/u)) {
    const hit = part && asked.some((word) => folded(part).startsWith(word));
    const piece = hit ? document.createElement("mark") : document.createTextNode(part);
    if (hit) piece.textContent = part;
    text.append(piece);
  }
  item.append(title, text);
  return item;
}

const typed = new URLSearchParams(location.search).get("q") ?? "";
if (typed.trim()) {
  document.getElementById("q").value = typed;
  const asked = [...new Set(words(typed))];
  const found = TEXTS
    .map((thing) => ({ thing, score: scored(thing, asked) }))
    .filter((each) => each.score > 0)
    .sort((a, b) => b.score - a.score);
  const count = found.length === 1 ? "1 hit" : `${found.length} hits`;
  const first = found.length > MOST ? `; these are the first ${MOST}` : "";
  document.getElementById("found").textContent = `${count} for “${typed}”${first}.`;
  document.getElementById("hits").append(...found.slice(0, MOST).map((each) => shown(each.thing, asked)));
}
