// Shows what search.js finds for the words in the address.
"use strict";

const MOST = 50;
const LENGTH = 240;
const LEAD = 60;

function windowOf(text, first) {
  let start = Math.max(0, Math.min(first - LEAD, text.length - LENGTH));
  if (start) start = text.indexOf(" ", start) >= 0 && text.indexOf(" ", start) < first ? text.indexOf(" ", start) + 1 : first;
  let end = Math.min(text.length, start + LENGTH);
  if (end < text.length) end = text.lastIndexOf(" ", end) > first + LEAD ? text.lastIndexOf(" ", end) : end;
  return [start, end];
}

function marked(best) {
  const pieces = [];
  let [at, end] = windowOf(best.text, best.spans[0]?.start ?? 0);
  if (at) pieces.push("… ");
  for (const span of best.spans) {
    if (span.end > end || span.end <= at) continue;
    pieces.push(best.text.slice(at, Math.max(at, span.start)));
    const mark = document.createElement("mark");
    mark.textContent = best.text.slice(Math.max(at, span.start), span.end);
    pieces.push(mark);
    at = span.end;
  }
  pieces.push(best.text.slice(at, end), end < best.text.length ? " …" : "");
  return pieces;
}

function shown(thing, wanted) {
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
  text.append(...marked(bestPassage(thing, wanted)));
  item.append(title, text);
  return item;
}

const typed = new URLSearchParams(location.search).get("q") ?? "";
if (typed.trim()) {
  document.getElementById("q").value = typed;
  const found = search(typed);
  const count = found.hits.length === 1 ? "1 result" : `${found.hits.length} results`;
  const first = found.hits.length > MOST ? `; these are the first ${MOST}` : "";
  const dropped = found.dropped.length ? ` Ignored words: ${found.dropped.join(", ")}.` : "";
  const signs = found.signs.length ? ` Only a server understands ${found.signs.join(" ")}; here each word was searched for.` : "";
  document.getElementById("found").textContent = `${count} for “${typed}”${first}.${dropped}${signs}`;
  document.getElementById("hits").append(...found.hits.slice(0, MOST).map((hit) => shown(hit.thing, found.wanted)));
}
