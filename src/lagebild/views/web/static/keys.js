// Moves by keys and lights up a claim's words; every page works without it.
"use strict";
(() => {
  const rows = [...document.querySelectorAll("[data-row]")];
  const text = document.querySelector(".text");
  let here = -1;

  const lit = (numbers) => {
    if (!text) return;
    for (const old of text.querySelectorAll(".lit")) old.classList.remove("lit");
    for (const number of numbers)
      for (const piece of text.querySelectorAll(`[data-c~="${CSS.escape(number)}"]`)) piece.classList.add("lit");
  };
  const rowOf = (identifier) => rows.findIndex((row) => row.id === `k-${identifier}`);

  const go = (place) => {
    if (!rows.length) return;
    rows[here]?.classList.remove("here");
    here = Math.min(Math.max(place, 0), rows.length - 1);
    const row = rows[here];
    row.classList.add("here");
    row.scrollIntoView({ block: "nearest" });
    row.querySelector("a")?.focus({ preventScroll: true });
    if (row.dataset.c) lit([row.dataset.c]);
  };

  for (const row of rows) {
    if (!row.dataset.c) continue;
    row.addEventListener("pointerenter", () => lit([row.dataset.c]));
    row.addEventListener("pointerleave", () => lit([]));
    row.addEventListener("focusin", () => lit([row.dataset.c]));
  }
  // On a number in the text: the words of its claim, and who says it, as the row beside has it.
  for (const number of text?.querySelectorAll(".n") ?? []) {
    const row = rows[rowOf(number.id.slice(2))];
    if (!row) continue;
    const who = row.querySelector(".by")?.textContent.replace(/\s+/g, " ").trim();
    if (who) number.title = who;
    const light = () => { lit([number.dataset.n]); row.classList.add("here"); };
    const dark = () => { lit([]); if (rows[here] !== row) row.classList.remove("here"); };
    number.addEventListener("pointerenter", light);
    number.addEventListener("pointerleave", dark);
    number.addEventListener("focus", light);
    number.addEventListener("blur", dark);
  }

  // The claim that the address means: its row is marked too, wherever it stands in the list.
  const meant = () => {
    const row = rows[rowOf(location.hash.replace(/^#[ck]-/, ""))];
    if (!row) return;
    for (const old of document.querySelectorAll(".rows > .here")) old.classList.remove("here");
    row.classList.add("here");
    here = rows.indexOf(row);
  };
  window.addEventListener("hashchange", meant);
  meant();

  // Text and claims side by side: whichever is shorter waits until its end is in sight.
  const columns = [...document.querySelectorAll(".columns > *")];
  const keep = () => {
    for (const one of columns) {
      one.style.setProperty("--keep", `${Math.min(0, window.innerHeight - one.offsetHeight)}px`);
      one.classList.add("kept");
    }
  };
  if (columns.length) {
    new ResizeObserver(keep).observe(columns[0].parentElement);
    window.addEventListener("resize", keep);
  }

  // Single keys can be switched off, for those whose speech or stick types them by mistake.
  const stored = (() => { try { return window.localStorage; } catch { return null; } })();
  const isOff = () => stored?.getItem("lagebild-keys") === "off";
  const choice = document.getElementById("keys-switch");
  if (choice && stored) {
    const shown = () => { choice.textContent = isOff() ? choice.dataset.on : choice.dataset.off; };
    choice.addEventListener("click", () => { stored.setItem("lagebild-keys", isOff() ? "on" : "off"); shown(); });
    choice.hidden = false;
    shown();
  }

  document.addEventListener("keydown", (event) => {
    if (isOff()) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.closest("input, select, textarea, [contenteditable]")) return;
    if (event.key === "j") go(here + 1);
    else if (event.key === "k") go(here - 1);
    else if (event.key === "/") {
      const field = document.querySelector("input[type=search]");
      if (!field) return;
      field.focus();
      field.select();
    } else return;
    event.preventDefault();
  });
})();

// What is being read shows by itself how far it is; without this, a link and the browser look again.
(() => {
  const again = async () => {
    const old = document.querySelector("#progress[data-again]");
    if (!old) return;
    try {
      const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
      const made = page.getElementById("progress");
      if (!made) return;
      document.querySelector("h1").textContent = page.querySelector("h1").textContent;
      if (made.outerHTML !== old.outerHTML) old.replaceWith(document.importNode(made, true));
    } catch { /* the server may be busy: the next look tells */ }
    wait();
  };
  const wait = () => {
    const found = document.querySelector("#progress[data-again]");
    if (found) setTimeout(again, Number(found.dataset.again));
  };
  wait();
})();
