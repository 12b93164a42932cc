// Selecting words of an article instead of quoting them, names while one types, and work that goes on in the background.
"use strict";

(() => {
  const points = (text) => [...text].length; // offsets are code points, as the record counts them
  const element = (tag, values = {}) => Object.assign(document.createElement(tag), values);

  // --- places in the text --------------------------------------------------------------------------------------------

  const paragraphOf = (node) => (node.nodeType === 1 ? node : node.parentElement)?.closest("[data-from]");

  // The text nodes of a paragraph without the numbers of statements, which are no words of the article.
  function texts(paragraph) {
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT, (node) =>
      node.parentElement.closest(".ref, .handle") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
    const found = [];
    while (walker.nextNode()) found.push(walker.currentNode);
    return found;
  }

  // The offset in the article of a place in the page; null where it is in no paragraph of it.
  function offsetOf(node, at) {
    const paragraph = paragraphOf(node);
    if (!paragraph) return null;
    const before = document.createRange();
    before.setStart(paragraph, 0);
    before.setEnd(node, at);
    let count = Number(paragraph.dataset.from);
    for (const text of texts(paragraph)) {
      if (!before.intersectsNode(text)) continue;
      count += points(text === node ? text.data.slice(0, at) : text.data);
    }
    return count;
  }

  // The other way round, among the paragraphs of one field.
  function placeOf(within, offset) {
    let last = null;
    for (const paragraph of within.querySelectorAll("[data-from]")) {
      let at = Number(paragraph.dataset.from);
      if (at > offset) break;
      for (const text of texts(paragraph)) {
        const length = points(text.data);
        if (offset <= at + length) {
          return { node: text, at: [...text.data].slice(0, offset - at).join("").length };
        }
        at += length;
        last = { node: text, at: text.data.length };
      }
    }
    return last;
  }

  function rangeOf(within, [start, end]) {
    const first = placeOf(within, start);
    const last = placeOf(within, end);
    if (!first || !last) return null;
    const range = document.createRange();
    range.setStart(first.node, first.at);
    range.setEnd(last.node, last.at);
    return range;
  }

  // What is selected: its field and its offsets, without white space at the ends; null where nothing is.
  function selected(within) {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!within.contains(range.commonAncestorContainer)) return null;
    const paragraph = paragraphOf(range.startContainer);
    let start = offsetOf(range.startContainer, range.startOffset);
    let end = offsetOf(range.endContainer, range.endOffset);
    if (start === null || end === null || paragraph.dataset.field !== paragraphOf(range.endContainer).dataset.field) return null;
    const exact = rangeOf(within.querySelector(`[data-field="${paragraph.dataset.field}"]`).parentElement, [start, end]);
    const words = exact ? spoken(exact) : "";
    start += points(words) - points(words.trimStart());
    end -= points(words) - points(words.trimEnd());
    return start < end ? { field: paragraph.dataset.field, at: [start, end], box: range.getBoundingClientRect() } : null;
  }

  // The words of a range without the numbers of statements.
  function spoken(range) {
    const copy = range.cloneContents();
    for (const number of copy.querySelectorAll(".ref")) number.remove();
    return copy.textContent;
  }

  // --- what can be done with a selection ------------------------------------------------------------------------------

  function offering(within, make) {
    let offer = null;
    const away = () => { offer?.remove(); offer = null; };
    function look() {
      const found = selected(within);
      if (!found) { away(); return; }
      const fresh = element("div", { className: "offer" });
      fresh.setAttribute("role", "group");
      fresh.setAttribute("aria-label", "With the selected words");
      fresh.append(...make(found, away));
      away();
      offer = fresh;
      document.body.append(offer);
      offer.style.left = `${Math.max(8, Math.min(found.box.left + scrollX, innerWidth + scrollX - offer.offsetWidth - 8))}px`;
      offer.style.top = `${found.box.bottom + scrollY + 8}px`;
    }
    document.addEventListener("pointerup", (event) => { if (!offer?.contains(event.target)) setTimeout(look); });
    document.addEventListener("keyup", (event) => {
      if (event.key === "Escape") away();
      else if (event.shiftKey || event.key === "Shift") look();
    });
    document.addEventListener("selectionchange", () => { if (getSelection().isCollapsed) setTimeout(() => { if (getSelection().isCollapsed && !offer?.contains(document.activeElement)) away(); }, 200); });
  }

  // In the reading view: what was missed.
  const reading = document.querySelector("[data-missed]");
  if (reading) {
    offering(reading.closest(".text"), (found) => {
      const asked = new URLSearchParams({ at: found.at.join("-"), ...(found.field === "title" ? { field: "title" } : {}) });
      return [element("a", { href: `${reading.dataset.missed}?${asked}`, textContent: "Add as a statement" })];
    });
  }

  // Beside a form: spans of the statement, which can be chosen anew and whose edges can be dragged.
  const text = document.querySelector("[data-text]");
  const form = document.querySelector("form.decide");
  if (text && form) spansOf(text, form);

  function spansOf(text, form) {
    const names = { content: "What was said", source: "Who", cue: "That it was said" };
    const headline = form.elements.headline;
    const spans = {};
    for (const name of Object.keys(names)) {
      spans[name] = (text.dataset[name] || "").split(" ").filter(Boolean).map((one) => one.split("-").map(Number));
    }
    const shows = Boolean(globalThis.CSS?.highlights);
    document.querySelector("[data-how]").hidden = false;
    if (shows && text.dataset.text !== "both") text.classList.toggle("anew", !("headline" in form.elements) && !text.classList.contains("long"));

    function draw() {
      for (const name of Object.keys(names)) {
        const ranges = spans[name].map((one) => rangeOf(text, one)).filter(Boolean);
        if (shows) CSS.highlights.set(name, new Highlight(...ranges));
      }
      place();
    }
    const words = (name) => spans[name].map((one) => spoken(rangeOf(text, one))).join(" ... ");
    function set(name, found) {
      spans[name] = found;
      form.elements[name].value = words(name);
      form.elements[`${name}_at`].value = found.map((one) => one.join("-")).join(" ");
      draw();
    }
    for (const name of Object.keys(names)) {
      // Words that are typed go before a place that was selected.
      form.elements[name].addEventListener("input", () => { form.elements[`${name}_at`].value = ""; });
    }

    offering(text, (found, away) => Object.entries(names).map(([name, label]) => {
      const button = element("button", { type: "button", textContent: label, className: name === "content" ? "" : "second" });
      button.addEventListener("click", () => {
        if (headline && name === "content") headline.checked = found.field === "title";
        set(name, [found.at]);
        getSelection().removeAllRanges();
        away();
        form.elements[name].focus({ preventScroll: true });
      });
      return button;
    }));

    // Two handles at the ends of what was said.
    const handles = ["first", "last"].map((which, last) => {
      const handle = element("button", { type: "button", className: "handle" });
      handle.setAttribute("aria-label", last ? "End of what was said; arrow keys move it" : "Beginning of what was said; arrow keys move it");
      handle.addEventListener("keydown", (event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (!step) return;
        event.preventDefault();
        move(last, byWord(last, step));
      });
      handle.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        handle.setPointerCapture(event.pointerId);
        handle.focus();
      });
      handle.addEventListener("pointermove", (event) => {
        if (!handle.hasPointerCapture(event.pointerId)) return;
        const at = under(event.clientX, event.clientY);
        if (at !== null) move(last, at);
      });
      return handle;
    });
    text.append(...handles);

    function under(x, y) {
      for (const handle of handles) handle.style.pointerEvents = "none";
      const caret = document.caretPositionFromPoint?.(x, y);
      const range = caret ? null : document.caretRangeFromPoint?.(x, y);
      for (const handle of handles) handle.style.pointerEvents = "";
      const [node, at] = caret ? [caret.offsetNode, caret.offset] : range ? [range.startContainer, range.startOffset] : [];
      return node && text.contains(node) ? offsetOf(node, at) : null;
    }
    function byWord(last, step) {
      const at = spans.content.at(last ? -1 : 0)[last];
      const paragraphs = [...text.querySelectorAll("[data-from]")];
      const whole = paragraphs.map((one) => ({ from: Number(one.dataset.from), words: texts(one).map((t) => t.data).join("") }));
      const edges = whole.flatMap(({ from, words }) => [...words.matchAll(/\S+/g)].map((word) => {
        const start = from + points(words.slice(0, word.index));
        return last ? start + points(word[0]) : start;
      }));
      return (step > 0 ? edges.find((edge) => edge > at) : edges.findLast((edge) => edge < at)) ?? at;
    }
    function move(last, at) {
      const found = spans.content.map((one) => [...one]);
      const own = found.at(last ? -1 : 0);
      if (last ? at <= own[0] : at >= own[1]) return;
      own[last] = at;
      const words = spoken(rangeOf(text, own));
      if (!words.trim()) return;
      if (last) own[1] -= points(words) - points(words.trimEnd());
      else own[0] += points(words) - points(words.trimStart());
      set("content", found);
    }
    function place() {
      const origin = text.getBoundingClientRect();
      handles.forEach((handle, last) => {
        const one = spans.content.at(last ? -1 : 0);
        const range = one && rangeOf(text, one);
        handle.hidden = !range;
        if (!range) return;
        const boxes = [...range.getClientRects()].filter((box) => box.width);
        const box = boxes.at(last ? -1 : 0);
        if (!box) return;
        handle.style.left = `${(last ? box.right : box.left) - origin.left + text.scrollLeft - 12}px`;
        handle.style.top = `${box.top - origin.top + text.scrollTop}px`;
        handle.style.height = `${box.height + 4}px`;
      });
    }
    draw();
    addEventListener("resize", place);
    document.fonts?.ready.then(place);
    if (spans.content.length) rangeOf(text, spans.content[0])?.startContainer.parentElement.scrollIntoView({ block: "nearest" });
  }

  // --- forms ----------------------------------------------------------------------------------------------------------

  // Names of the record that fit what is typed; the list has the commonest from the start.
  for (const input of document.querySelectorAll("[data-names]")) {
    let asked = 0;
    input.addEventListener("input", async () => {
      const turn = ++asked;
      if (input.value.trim().length < 2) return;
      const answer = await fetch(`/names?${new URLSearchParams({ q: input.value })}`);
      if (!answer.ok || answer.redirected || turn !== asked) return; // redirected: the session is over
      const list = document.getElementById(input.getAttribute("list"));
      const known = new Set([...list.options].map((one) => one.value));
      list.append(...(await answer.json()).filter((name) => !known.has(name)).map((value) => element("option", { value })));
    });
  }

  // A file that is too large is told before it is sent.
  for (const input of document.querySelectorAll("input[data-most]")) {
    input.addEventListener("change", () => {
      const large = input.files[0] && input.files[0].size > Number(input.dataset.most);
      input.setCustomValidity(large ? `This file is larger than the ${Math.round(input.dataset.most / 1048576)} MB that are taken` : "");
      input.reportValidity();
    });
  }
  for (const slow of document.querySelectorAll("form[data-slow]")) {
    slow.addEventListener("submit", () => { const button = slow.querySelector("button:not([type])"); button.textContent += " …"; });
  }
  addEventListener("pageshow", (event) => { if (event.persisted) for (const button of document.querySelectorAll("form[data-slow] button")) button.textContent = button.textContent.replace(/ …$/, ""); });

  // --- work in the background -----------------------------------------------------------------------------------------

  const working = document.querySelector("[data-working]");
  if (working) {
    const again = async () => {
      const answer = await fetch(location.href);
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      const told = fresh.querySelector("[data-working]");
      if (!told) { location.reload(); return; }
      if (told.textContent !== working.textContent) working.textContent = told.textContent;
      setTimeout(again, 1000);
    };
    setTimeout(again, 1000);
  }
})();
