// What makes the pages better where scripts run; without them everything can be read and reached all the same.
"use strict";

(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const has = (element, name, number) => (element.dataset[name] || "").split(" ").includes(number);
  const typing = (target) => target.closest("input, textarea, select, [contenteditable]");

  // "/" goes to the search.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || typing(event.target) || event.ctrlKey || event.metaKey || event.altKey || !keysOn()) return;
    event.preventDefault();
    document.querySelector("[data-key='/']").focus();
  });

  // A button beside each text that can be copied.
  for (const text of all("[data-copy]")) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Copy" });
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(text.textContent);
      button.textContent = "Copied";
      setTimeout(() => { button.textContent = "Copy"; }, 2000);
    });
    text.previousElementSibling.append(button);
  }

  // Single keys can be turned off (WCAG 2.1.4), and stay so in this browser.
  function keysOn() {
    try { return localStorage.getItem("keys") !== "off"; } catch { return true; }
  }

  const reading = document.querySelector(".reading");
  if (!reading) return;
  const notes = all(".note");
  const margin = document.querySelector(".margin");
  const help = document.querySelector(".keys-help");
  if (help) {
    const button = help.querySelector("button");
    const tell = () => { button.textContent = keysOn() ? "turn keys off" : "turn keys on"; };
    help.hidden = false;
    tell();
    button.addEventListener("click", () => {
      try { localStorage.setItem("keys", keysOn() ? "off" : "on"); } catch { return; }
      tell();
    });
  }

  // One statement at a time is shown as a whole: its words, who, the cue, what its speaker and day rest on, its note.
  let shown = null;
  let kept = null; // chosen by key, click or address: shown while nothing else is pointed at
  function show(number, follow) {
    if (number === shown) return;
    shown = number;
    for (const element of all(".on, .rests")) element.classList.remove("on", "rests");
    if (number === null) return;
    for (const element of all("[data-s]")) if (has(element, "s", number)) element.classList.add("on");
    for (const element of all("[data-e]")) if (has(element, "e", number)) element.classList.add("rests");
    const note = notes.find((one) => one.dataset.n === number);
    if (!note) return;
    note.classList.add("on");
    if (follow && getComputedStyle(margin).position === "sticky") {
      const place = note.getBoundingClientRect().top - margin.getBoundingClientRect().top + margin.scrollTop;
      margin.scrollTo({ top: place - margin.clientHeight / 3 });
    }
  }
  function pointed(target) {
    const element = target.closest && target.closest("[data-s], [data-n]");
    if (!element || !reading.contains(element)) return null;
    return element.dataset.n || element.dataset.s.split(" ").at(-1);
  }
  const inText = (target) => Boolean(target.closest && target.closest(".text"));
  reading.addEventListener("pointerover", (event) => show(pointed(event.target) || kept, inText(event.target)));
  reading.addEventListener("pointerleave", () => show(kept, false));
  reading.addEventListener("focusin", (event) => { kept = pointed(event.target) || kept; show(kept, inText(event.target)); });
  reading.addEventListener("click", (event) => { kept = pointed(event.target); show(kept, inText(event.target)); });

  function fromAddress() {
    const own = decodeURIComponent(location.hash.slice(1)).replace(/^about-/, "");
    const place = own && document.getElementById(own);
    if (place && place.dataset.n) { kept = place.dataset.n; show(kept, true); }
  }
  addEventListener("hashchange", fromAddress);
  fromAddress();

  // j and k go from statement to statement.
  const places = all(".ref[data-n]").sort((one, other) => one.dataset.n - other.dataset.n);
  document.addEventListener("keydown", (event) => {
    if (!"jk".includes(event.key) || typing(event.target) || event.ctrlKey || event.metaKey || event.altKey || !keysOn()) return;
    const at = places.findIndex((one) => one.dataset.n === kept);
    const next = places[event.key === "j" ? at + 1 : Math.max(0, at - 1)];
    if (!next) return;
    event.preventDefault();
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "center" });
    history.replaceState(null, "", `#${next.id}`);
  });
})();
