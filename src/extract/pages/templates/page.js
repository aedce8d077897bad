"use strict";
// The same record lights up in the text and in the records, under the pointer and under the keyboard.
(() => {
  const all = new Map();
  for (const node of document.querySelectorAll("[data-r]")) {
    const key = node.dataset.r;
    if (!all.has(key)) all.set(key, []);
    all.get(key).push(node);
  }
  let lit = [];
  const light = (event) => {
    for (const node of lit) node.classList.remove("lit");
    const from = event.type === "mouseout" || event.type === "focusout" ? null : event.target.closest("[data-r]");
    lit = from ? all.get(from.dataset.r) : [];
    for (const node of lit) node.classList.add("lit");
  };
  for (const type of ["mouseover", "mouseout", "focusin", "focusout"]) document.addEventListener(type, light);
})();
