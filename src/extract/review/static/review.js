"use strict";
// Keys, the selection in the source, and what lights up together. Without this file everything still works by link and form.
(() => {
  const page = () => document.getElementById("page");
  const stored = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
  const store = (name, value) => { try { localStorage.setItem(name, value); } catch { /* private windows forget it */ } };
  const tell = (text) => { const live = document.getElementById("live"); if (live) live.textContent = text; };

  // --- a page was drawn, whole or by htmx
  let selected = null;
  const drawn = (swapped) => {
    selected = null;
    for (const node of document.querySelectorAll("[data-opens], [data-copies], [data-script]")) node.hidden = false;
    const rail = document.querySelector(".rail-fold");
    if (rail && matchMedia("(max-width: 60rem)").matches) rail.open = false;
    const mark = document.querySelector("#text .now");
    const pane = document.getElementById("text");
    if (mark && pane && pane.scrollHeight > pane.clientHeight + 4) {
      const top = mark.getBoundingClientRect().top - pane.getBoundingClientRect().top;
      pane.scrollTop += top - pane.clientHeight / 3;
    }
    if (swapped) {
      const said = document.querySelector("[data-say]");
      if (said) tell(said.textContent.trim());
      const lost = !document.activeElement || document.activeElement === document.body;
      const alert = document.querySelector("#conflict, #wrong");
      const focus = alert ?? document.querySelector("[data-focus]");
      if (alert) alert.tabIndex = -1;
      if (focus && (lost || alert)) focus.focus({ preventScroll: !alert });
    }
  };
  document.addEventListener("htmx:after:swap", (event) => {
    if (event.detail?.ctx?.target?.id !== "going") drawn(true);
  });

  // --- the same change lights up in the source and in the records
  const light = (event) => {
    for (const node of document.querySelectorAll(".lit")) node.classList.remove("lit");
    if (event.type === "mouseout" || event.type === "focusout") return;
    const from = event.target.closest?.("[data-r]");
    if (from) for (const node of document.querySelectorAll(`[data-r="${CSS.escape(from.dataset.r)}"]`)) node.classList.add("lit");
  };
  for (const type of ["mouseover", "mouseout", "focusin", "focusout"]) document.addEventListener(type, light);

  // --- a selection in the source as code points of the canonical text
  const points = (node) => {
    // A character that is drawn as its number is one.
    let count = 0;
    const walk = (one) => {
      if (one.nodeType === Node.TEXT_NODE) count += [...one.data].length;
      else if (one.classList?.contains("ctl")) count += 1;
      else one.childNodes.forEach(walk);
    };
    walk(node);
    return count;
  };
  const place = (container, offset, pane) => {
    let node = container;
    const drawnAs = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest(".ctl");
    const line = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-at]");
    if (!line || !pane.contains(line)) return null;
    const range = document.createRange();
    range.setStart(line, 0);
    if (drawnAs) range.setEndBefore(drawnAs); else range.setEnd(container, offset);
    return Number(line.dataset.at) + points(range.cloneContents()) + (drawnAs && offset > 0 ? 1 : 0);
  };
  const spanOf = (selection) => {
    const pane = document.querySelector("#text[data-takes]");
    if (!pane || !selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0).cloneRange();
    if (!pane.contains(range.startContainer) && !pane.contains(range.endContainer)) return null;
    // An edge between two lines belongs to the nearest line inside.
    const lines = [...pane.querySelectorAll("[data-at]")].filter((line) => range.intersectsNode(line) && line.textContent);
    if (!lines.length) return null;
    const first = lines[0], last = lines[lines.length - 1];
    let start = first.contains(range.startContainer) ? place(range.startContainer, range.startOffset, pane) : Number(first.dataset.at);
    let end = last.contains(range.endContainer) ? place(range.endContainer, range.endOffset, pane) : Number(last.dataset.at) + points(last);
    if (end === Number(last.dataset.at) && lines.length > 1) {
      const before = lines[lines.length - 2];
      end = Number(before.dataset.at) + points(before);
    }
    return start !== null && end !== null && start < end ? `${start}-${end}` : null;
  };
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    const span = spanOf(selection);
    // A click on a button may end the selection; what was selected is still what is meant.
    if (span) selected = span;
  });
  let control = null;
  document.addEventListener("focusin", (event) => { if (event.target.matches?.("[data-field]")) control = event.target; });
  const take = async () => {
    const judge = document.getElementById("judge"), told = document.getElementById("taken");
    const button = document.getElementById("take");
    if (!judge || !button) return;
    document.getElementById("correct").open = true;
    if (!selected) { told.textContent = button.dataset.nothing; return; }
    const into = control?.isConnected ? control : judge.querySelector("[data-field]");
    const query = new URLSearchParams({ span: selected });
    if (into.name.startsWith("value.")) query.set("field", into.dataset.field);
    const response = await fetch(`${judge.dataset.reading}?${query}`, { credentials: "same-origin", mode: "same-origin" });
    let said;
    try { said = await response.json(); } catch { location.reload(); return; }
    told.textContent = said.wrong ?? said.told;
    if (said.wrong) return;
    document.getElementById("span").value = said.span;
    if (said.value !== null) into.value = said.value;
    into.focus();
  };
  document.addEventListener("click", async (event) => {
    const opens = event.target.closest?.("[data-opens]"), copies = event.target.closest?.("[data-copies]");
    if (opens) document.getElementById(opens.dataset.opens).showModal();
    if (event.target.closest?.("#take")) take();
    if (copies) {
      const field = document.getElementById(copies.dataset.copies);
      field.select();
      try { await navigator.clipboard.writeText(field.value); } catch { document.execCommand("copy"); }
      copies.textContent = copies.dataset.done;
    }
  });

  // --- keys, off while somebody types, and switched off in the help
  const typing = (node) => node.matches?.("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]");
  const keysOn = () => stored("keys") !== "off";
  document.addEventListener("change", (event) => {
    if (event.target.id === "keys-on") store("keys", event.target.checked ? "on" : "off");
  });
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape" && typing(event.target) && event.target.closest("#judge")) { event.target.blur(); return; }
    if (typing(event.target) || document.querySelector("dialog[open]")) return;
    const help = document.getElementById("help");
    if (event.key === "?" && help) { event.preventDefault(); help.showModal(); return; }
    if (!keysOn() || event.repeat || !/^[a-z]$/.test(event.key)) return;
    const into = page()?.querySelector(`[data-focus-key="${event.key}"]`);
    if (into) { event.preventDefault(); into.focus(); return; }
    const node = page()?.querySelector(`[data-key="${event.key}"]`);
    if (!node) return;
    event.preventDefault();
    if (event.key === "c") {
      const fold = document.getElementById("correct");
      fold.open = true;
      const first = fold.querySelector("[data-field]");
      first.focus();
      first.select?.();
    } else if (event.key === "g") {
      const other = node.checked ? node.form.querySelector("[name=scope][value=one]") : node;
      other.checked = true;
      tell(other.parentElement.textContent.trim());
    } else node.click();
  });

  const begin = () => {
    const on = document.getElementById("keys-on");
    if (on) on.checked = keysOn();
    drawn(false);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin); else begin();
})();
