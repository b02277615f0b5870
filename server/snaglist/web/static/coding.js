// Fills the form for coding from what is selected in the transcript; the form works without it.
"use strict";

const words = document.getElementById("f-words");
const transcript = document.querySelector("[data-code]");

// Code points before a place in an element, whose text is a line of the transcript as it stands.
function before(element, node, offset) {
  const range = document.createRange();
  range.setStart(element, 0);
  range.setEnd(node, offset);
  return [...range.toString()].length;
}

// The selected words of each line without speakers and numbers, and where the first begins.
function selected() {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const parts = [];
  let place = null;
  for (const line of transcript.querySelectorAll(".words")) {
    if (!range.intersectsNode(line)) continue;
    const all = [...line.textContent];
    const from = line.contains(range.startContainer) ? before(line, range.startContainer, range.startOffset) : 0;
    const to = line.contains(range.endContainer) ? before(line, range.endContainer, range.endOffset) : all.length;
    const text = all.slice(from, to).join("");
    if (!text.trim()) continue;
    const blank = [...text].length - [...text.trimStart()].length;
    place ??= { line: line.dataset.line, at: Number(line.dataset.start) + from + blank };
    parts.push(text.trim());
  }
  return place && { ...place, text: parts.join("\n") };
}

function fill(line, at, text) {
  const form = words.form;
  words.value = text;
  form.elements.where.value = line;
  for (const choice of form.querySelectorAll("[type=radio][name=at]")) choice.closest("fieldset").remove();
  if (!form.elements.at) {
    const hidden = Object.assign(document.createElement("input"), { type: "hidden", name: "at" });
    form.append(hidden);
  }
  form.elements.at.value = at;
}

function take() {
  const found = selected();
  if (!found) return;
  fill(found.line, found.at, found.text);
  document.getElementById("f-code").focus({ preventScroll: matchMedia("(min-width: 60rem)").matches });
}

if (words && transcript) {
  transcript.addEventListener("mouseup", () => setTimeout(take));
  // With the keys of the browser (caret browsing), a selection is done when Shift is let go.
  document.addEventListener("keyup", (event) => {
    if (event.key === "Shift" && !event.target.closest("input, textarea, select")) take();
  });
  transcript.addEventListener("click", (event) => {
    const number = event.target.closest(".ln");
    if (!number || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const line = number.parentElement.querySelector(".words");
    fill(line.dataset.line, "", line.textContent.trim());
    words.focus();
    words.setSelectionRange(0, 0);
  });
  // Typed words need not be where others were selected.
  words.addEventListener("input", () => { if (words.form.elements.at) words.form.elements.at.value = ""; });
  const trim = document.querySelector("[data-trim]");
  trim.hidden = false;
  trim.addEventListener("click", () => {
    const chosen = words.value.slice(words.selectionStart, words.selectionEnd).trim();
    if (!chosen) return;
    words.value = chosen;
    if (words.form.elements.at) words.form.elements.at.value = "";
    document.getElementById("f-code").focus();
  });
}
