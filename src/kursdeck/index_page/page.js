
"use strict";

/* How people type names whose letters their keyboard lacks: small, without accents, words joined by hyphens.
   The list's keys were written so; `letters` are those that Unicode does not take apart. */
function fold(text, letters) {
  const small = Array.from(text.normalize("NFC"), (letter) => letter.toUpperCase().toLowerCase());
  return small
    .map((letter) => letters[letter] || letter)
    .join("")
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "")
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");
}

/* Each word that was typed must be part of one of the keys; nothing typed finds everything. */
function matches(keys, typed, letters) {
  return fold(typed, letters)
    .split("-")
    .every((word) => keys.includes(word));
}

/* Viewers of zip files unpack only the page, into a folder of their own: the decks are not beside it. */
function isPacked(address) {
  return /\.zip[./]|\/(7z|rar\$|wz)[^/]*\//i.test(address);
}

function start(page, address) {
  const byId = (id) => page.getElementById(id);
  const letters = JSON.parse(page.body.dataset.letters);
  const items = Array.from(page.querySelectorAll("li[data-keys]"));
  const groups = Array.from(page.querySelectorAll("section"));
  function show() {
    const typed = byId("query").value;
    for (const item of items) {
      item.hidden = !matches(item.dataset.keys, typed, letters);
    }
    for (const group of groups) {
      group.hidden = !group.querySelector("li:not([hidden])");
    }
    const found = items.filter((item) => !item.hidden).length;
    const words = byId("count").dataset;
    const said = found ? words.some : words.none;
    for (const ofAll of page.querySelectorAll("nav, h2 small")) {
      ofAll.hidden = Boolean(typed.trim());
    }
    byId("count").textContent = said.replace("{shown}", found).replace("{all}", items.length);
  }
  byId("query").addEventListener("input", show);
  byId("search").hidden = false;
  if (isPacked(address)) {
    byId("unpack").setAttribute("role", "alert");
  }
  show();
}

if (typeof document !== "undefined") {
  start(document, decodeURIComponent(location.href));
}
