"use strict";
/* Shows only the names that hold every word that was typed. Without it, the index is whole. */
(() => {
  const plain = (text) =>
    text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase("en-GB");
  const names = [...document.querySelectorAll("main section li")].map((element) => ({
    element, text: plain(element.textContent) }));
  const sections = [...document.querySelectorAll("main section")];
  const form = document.getElementById("search");
  const typed = document.getElementById("words");
  const found = document.getElementById("found");

  function show() {
    const words = plain(typed.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { element, text } of names) {
      element.hidden = !words.every((word) => text.includes(word));
      shown += !element.hidden;
    }
    for (const section of sections) {
      section.hidden = !section.querySelector("li:not([hidden])");
    }
    found.textContent = words.length ? `${shown} of ${names.length} names` : "";
  }

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  typed.addEventListener("input", show);
  show();
})();
