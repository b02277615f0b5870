// Nothing here is needed to read, to search or to answer: it adds suggestions, keys and copying,
// and keeps what is typed into a form until it is saved.
"use strict";

const KEYS = "snaglist-keys";
const SENT = "snaglist-sent";
const FAILED = ".problem, .conflict";
const nowhere = { getItem: () => null, setItem: () => {}, removeItem: () => {} };
const storage = (name) => {
  try { return window[name]; } catch { return nowhere; }
};
const store = storage("localStorage");
const drafts = storage("sessionStorage");
const WAIT = 60; // Milliseconds without a letter before suggestions are asked for.

// A key that an input method takes for itself, as the Enter that ends a word of Japanese. Safari
// says so by the old number alone, for it ends the composition before the key.
const composes = (event) => event.isComposing || event.keyCode === 229;

function suggestions(input) {
  const list = document.createElement("ul");
  list.id = `${input.id}-names`;
  list.className = "names";
  list.role = "listbox";
  list.ariaLabel = "Suggestions";
  list.hidden = true;
  input.parentElement.append(list);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
  })) input.setAttribute(name, value);

  let chosen = -1;
  let timer = 0;
  let asked = 0;

  const close = () => {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (to) => {
    chosen = (to + list.children.length) % list.children.length;
    [...list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === chosen)));
    list.children[chosen].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", list.children[chosen].id);
  };
  const show = (found) => {
    list.replaceChildren(...found.map((each, at) => {
      const item = document.createElement("li");
      item.id = `${list.id}-${at}`;
      item.role = "option";
      item.dataset.url = each.url;
      item.setAttribute("aria-selected", "false");
      item.append(each.name);
      const what = document.createElement("span");
      what.className = "meta";
      what.textContent = each.name === each.title ? each.type : `${each.type}: ${each.title}`;
      item.append(" ", what);
      return item;
    }));
    chosen = -1;
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    input.removeAttribute("aria-activedescendant");
  };
  const ask = async () => {
    const mine = ++asked;
    if (!input.value.trim()) return close();
    try {
      const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(input.value)}`);
      const found = answer.ok ? await answer.json() : [];
      if (mine === asked && document.activeElement === input) show(found);
    } catch {
      close(); // Without an answer the search is as good as before.
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden || composes(event)) return;
    if (event.key === "ArrowDown") choose(chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen < 0 ? -1 : chosen - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && chosen >= 0) location.assign(list.children[chosen].dataset.url);
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", () => {
    asked += 1;
    close();
  });
  list.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    const item = event.target.closest("li");
    if (item) location.assign(item.dataset.url);
  });
}

function keys() {
  const shown = document.getElementById("keys");
  const off = shown.querySelector("input");
  const button = document.querySelector("[data-keys]");
  const tell = () => {
    for (const told of document.querySelectorAll("[data-keyed]")) told.hidden = off.checked;
  };
  off.checked = store.getItem(KEYS) === "off";
  off.addEventListener("change", () => {
    store.setItem(KEYS, off.checked ? "off" : "on");
    tell();
  });
  tell();
  button.hidden = false;
  button.addEventListener("click", () => shown.showModal());
  document.addEventListener("keydown", (event) => {
    if (composes(event)) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      document.querySelector("form.saying")?.requestSubmit();
      return;
    }
    const typing = event.target.closest(
      "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable], dialog[open]");
    if (typing || off.checked || event.ctrlKey || event.metaKey || event.altKey) return;
    const link = { n: "next", p: "prev" }[event.key];
    const status = /^[1-4]$/.test(event.key) && document.querySelector(`[data-key="${event.key}"]`);
    if (event.key === "/") (document.getElementById("q") ?? document.getElementById("q-top")).focus();
    else if (event.key === "?") shown.showModal();
    else if (status) {
      status.focus();
      status.click();
    } else if (link && document.querySelector(".transcript")) quote(link === "next" ? 1 : -1);
    else if (link) document.querySelector(`a[rel="${link}"]`)?.click();
    else return;
    event.preventDefault();
  });
}

// What an address names may be folded away; newer browsers unfold it by themselves.
function unfold() {
  const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  let folded = named?.closest("details:not([open])");
  if (!folded) return;
  for (; folded; folded = folded.parentElement.closest("details:not([open])")) folded.open = true;
  named.scrollIntoView();
}

// The reader's next or previous quote that is shown, from the one that the address names or else from
// the place on the screen.
function quote(step) {
  const marks = [...document.querySelectorAll(".transcript mark[id]")].filter((mark) =>
    mark.checkVisibility() && getComputedStyle(mark).textDecorationLine !== "none");
  const here = marks.indexOf(document.querySelector(".transcript mark:target"));
  const below = marks.findIndex((mark) => mark.getBoundingClientRect().top > innerHeight / 3 + 1);
  const at = here >= 0 ? here + step : step > 0 ? below : (below < 0 ? marks.length : below) - 1;
  if (marks[at]) location.replace(`#${marks[at].id}`);
}

// What the reader chose to see is in the address, so that it can be passed on.
function showing(field) {
  field.addEventListener("change", () => {
    const address = new URL(location.href);
    const chosen = field.type === "radio" ? field.value !== "all" : field.checked;
    if (chosen) address.searchParams.set(field.name, field.value);
    else address.searchParams.delete(field.name);
    history.replaceState(null, "", address);
  });
}

// Leaves of a long page what has the words typed.
function filtering(place) {
  const [field, said] = [place.querySelector("input"), place.querySelector("[role=status]")];
  const all = [...document.querySelectorAll(place.dataset.filter)];
  place.hidden = false;
  field.addEventListener("input", () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const one of all) {
      const text = one.textContent.toLowerCase();
      one.hidden = !words.every((word) => text.includes(word));
    }
    said.textContent = words.length ? `${all.filter((one) => !one.hidden).length} of ${all.length}` : "";
  });
}

function copying(button) {
  const text = document.getElementById(button.dataset.copy);
  const said = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.textContent.trim());
      button.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(text);
      button.textContent = "Selected: copy it with your keys";
    }
    setTimeout(() => { button.textContent = said; }, 2500);
  });
}

// Days are the reader's: review pages learn how many minutes the clock is ahead of UTC.
function clock(path) {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  const ahead = -new Date().getTimezoneOffset();
  document.cookie = `snaglist-clock=${ahead}; Path=${path}; SameSite=Lax${secure}`;
}

const clocked = document.querySelector("meta[name=clock]");
if (clocked) clock(clocked.content);

// What is typed is kept in this tab until it is saved: leaving asks first, and after Back it is there
// again, whether the browser restores forms or not.
function typing(form) {
  const key = `snaglist-typed ${form.action}`;
  const secret = ["csrf_token", "word", "link", "carried", "form", "version"];
  const fields = [...form.elements].filter((each) =>
    each.name && !secret.includes(each.name) && !["file", "password"].includes(each.type));
  // What has nothing to type in has nothing to keep, and yet is what was sent last.
  form.addEventListener("submit", () => drafts.setItem(SENT, key));
  if (fields.every((each) => each.type === "hidden")) return;
  const ticked = (each) => ["radio", "checkbox"].includes(each.type);
  // A tick belongs to the state of a row that was looked at, which is its value.
  const id = (each) => (ticked(each) ? `${each.name}=${each.value}` : each.name);
  const told = (each) => {
    if (ticked(each)) return each.defaultChecked;
    if (each.type !== "select-one") return each.defaultValue;
    return ([...each.options].find((one) => one.defaultSelected) ?? each.options[0])?.value;
  };
  const said = (each) => (ticked(each) ? each.checked : each.value);
  const read = (of) => JSON.stringify(Object.fromEntries(fields.map((each) => [id(each), of(each)])));
  const write = (text) => {
    const values = JSON.parse(text);
    for (const each of fields) {
      if (id(each) in values) each[ticked(each) ? "checked" : "value"] = values[id(each)];
    }
  };
  // What the page told before anybody typed, whatever the browser has put back since.
  const before = read(told);
  const draft = JSON.parse(drafts.getItem(key) ?? "null");
  const failed = document.querySelector(FAILED);
  // A form that failed tells what was sent; it was begun on the page before.
  const begun = (failed && draft?.before) || before;
  const ask = (event) => {
    event.preventDefault();
    event.returnValue = true; // For browsers before 2024.
  };
  const keep = () => {
    drafts.setItem(key, JSON.stringify({ before: begun, typed: read(said) }));
    addEventListener("beforeunload", ask);
  };
  const drop = () => {
    drafts.removeItem(key);
    removeEventListener("beforeunload", ask);
  };
  const note = (text, ...buttons) => {
    const shown = document.createElement("p");
    shown.className = "again";
    shown.role = "status";
    shown.append(text);
    for (const [name, act] of buttons) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "quiet";
      button.textContent = name;
      button.addEventListener("click", () => {
        shown.remove();
        act();
      });
      shown.append(" ", button);
    }
    form.prepend(shown);
  };
  const discard = () => {
    write(before);
    drop();
  };
  const again = (typed) => {
    write(typed);
    keep();
    note("What you typed here is not saved yet.", ["Discard it", discard]);
  };
  const shown = fields.filter((each) => each.type !== "hidden");
  const toldNow = JSON.parse(before);
  // Whoever left the page that said so before its script ran has saved it all the same.
  const isSaved = (typed) => {
    const values = JSON.parse(typed);
    return shown.every((each) => values[id(each)] === toldNow[id(each)]);
  };
  if (failed) keep();
  else if (draft && isSaved(draft.typed)) drop();
  else if (draft) {
    // Over what the page tells otherwise by now, only the reader may put it.
    if (draft.before === before) again(draft.typed);
    else {
      note("You typed something here when this page said something else.",
        ["Put it back", () => again(draft.typed)], ["Discard it", discard]);
    }
  }
  form.addEventListener("input", keep);
  form.addEventListener("submit", () => removeEventListener("beforeunload", ask));
}

// The links that tick rows load the page anew without a script, and here spare what is typed.
function ticking(link) {
  const wanted = link.dataset.ticks;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    for (const box of document.querySelectorAll("input[data-row]")) {
      box.checked = wanted === "all" || wanted === box.dataset.row;
      box.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });
}

// Once it is saved, what was typed is kept no longer; and Back must not send a form a second time.
function answered() {
  const saved = document.querySelector("[data-saved]");
  if (saved) drafts.removeItem(drafts.getItem(SENT));
  if (saved || document.querySelector(FAILED)) history.replaceState(null, "", location.href);
}

answered();
unfold();
addEventListener("hashchange", unfold);
document.querySelectorAll("form.written[method=post]").forEach(typing);
document.querySelectorAll("a[data-ticks]").forEach(ticking);
document.querySelectorAll("input[data-suggest]").forEach(suggestions);
document.querySelectorAll("[data-filter]").forEach(filtering);
document.querySelectorAll(".shown input").forEach(showing);
document.querySelectorAll("button[data-copy]").forEach(copying);
keys();
