// Nothing here is needed to read or to search: it adds suggestions, keys and copying.
"use strict";

const KEYS = "snaglist-keys";
const store = (() => {
  try { return localStorage; } catch { return { getItem: () => null, setItem: () => {} }; }
})();
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
  off.checked = store.getItem(KEYS) === "off";
  off.addEventListener("change", () => store.setItem(KEYS, off.checked ? "off" : "on"));
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
      status.checked = true;
    } else if (link) document.querySelector(`a[rel="${link}"]`)?.click();
    else return;
    event.preventDefault();
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
document.querySelectorAll("input[data-suggest]").forEach(suggestions);
document.querySelectorAll("button[data-copy]").forEach(copying);
keys();
