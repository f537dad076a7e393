"use strict";
(() => {
  const root = document.documentElement;
  const data = JSON.parse(document.getElementById("data").textContent);
  const $ = (id) => document.getElementById(id);
  const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
  const panel = $("panel"), card = $("card"), reviewBox = $("review");
  let language = data.language;

  // --- words ---------------------------------------------------------------------------------------------------

  const word = (key) => {
    const found = data.labels[key];
    return found ? found[data.languages.indexOf(language)] : key.slice(key.lastIndexOf(".") + 1);
  };
  // All text goes into the page as text: nothing here ever reads it as HTML.
  const make = (tag, properties = {}, ...inside) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (name === "class") element.className = value;
      else if (name === "on") for (const [event, run] of Object.entries(value)) element.addEventListener(event, run);
      else if (value !== null && value !== undefined) element.setAttribute(name, value);
    }
    element.append(...inside.filter((piece) => piece !== null && piece !== undefined));
    return element;
  };

  function speak(next) {
    language = next;
    root.lang = next;
    for (const element of all("[data-t]")) element.textContent = word(element.dataset.t);
    for (const element of all("[data-tl]")) element.setAttribute("aria-label", word(element.dataset.tl));
    for (const button of all("[data-lang]")) button.setAttribute("aria-pressed", String(button.dataset.lang === next));
    for (const cell of all("td[data-h]")) delete cell.dataset.h;
    for (const view of all(".view.on")) nameCells(view);
    if ($("letters").checked) setLetters();
    states();
    count();
    if (chosen) show(chosen, false); else hint();
  }

  // --- documents and their items -------------------------------------------------------------------------------

  const documents = new Map();
  for (const entry of data.documents) {
    const doc = { ...entry, byRef: new Map(), decisions: new Map(), added: [], complete: false, saved: true };
    for (const record of entry.items) {
      if (!doc.byRef.has(record.r)) doc.byRef.set(record.r, { ...record, doc, off: false, out: false });
    }
    for (const [name, value] of Object.entries(entry.header)) {
      const ref = "h-" + name;
      if (!doc.byRef.has(ref)) doc.byRef.set(ref, { k: "header", r: ref, s: null, f: { field: name, value }, doc });
      else doc.byRef.get(ref).f.value = value;
    }
    doc.items = Array.from(doc.byRef.values()).filter((item) => item.s);
    documents.set(entry.key, doc);
  }
  const only = documents.size === 1 ? documents.values().next().value : null;
  let current, chosen = null, pinned = null, view = null;  // `current` is null on the front of a batch

  const section = (doc) => $(doc.key);
  const textOf = (doc) => section(doc).querySelector(".text");
  const place = (item) => $(item.doc.key + "-" + item.r);
  function pieces(item) {
    const doc = item.doc;
    if (!doc.pieces) {
      doc.pieces = new Map();
      for (const mark of all("mark.m", textOf(doc))) {
        const list = doc.pieces.get(mark.dataset.r);
        if (list) list.push(mark); else doc.pieces.set(mark.dataset.r, [mark]);
      }
    }
    return doc.pieces.get(item.r) || [];
  }
  const itemAt = (element) => {
    const mark = element && element.closest ? element.closest("mark.m") : null;
    return mark ? documents.get(mark.closest(".doc").dataset.doc).byRef.get(mark.dataset.r) : null;
  };
  const wordsOf = (item) => pieces(item).length ? slice(item.doc, item.s[0], item.s[1]) : "";

  // --- offsets: code points of the document's text <-> places in the page ------------------------------------------

  // What a line or cell holds is the document's text to the letter; `data-o` says where it begins.
  const units = (text, points) => { let n = 0; for (const c of text) { if (points-- <= 0) break; n += c.length; } return n; };
  const points = (text) => { let n = 0; for (const _ of text) n++; return n; };
  function blocks(doc) {
    if (!doc.blocks) doc.blocks = all("[data-o]", textOf(doc)).map((element) => [Number(element.dataset.o), element]);
    return doc.blocks;
  }
  function whole(doc) {
    if (!doc.whole) doc.whole = Array.from(textOf(doc).textContent);
    return doc.whole;
  }
  const slice = (doc, start, end) => whole(doc).slice(start, end).join("");
  function pointAt(doc, offset) {
    const list = blocks(doc);
    let low = 0, high = list.length - 1;
    while (low < high) { const middle = (low + high + 1) >> 1; if (list[middle][0] <= offset) low = middle; else high = middle - 1; }
    if (!list.length) return null;
    let [left, element] = [offset - list[low][0], list[low][1]];
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let node, last = null;
    while ((node = walker.nextNode())) {
      const size = points(node.data);
      if (left <= size) return [node, units(node.data, left)];
      left -= size;
      last = node;
    }
    return last ? [last, last.data.length] : [element, 0];
  }
  function rangeOf(doc, start, end) {
    const a = pointAt(doc, start), b = pointAt(doc, end);
    if (!a || !b) return null;
    const range = document.createRange();
    range.setStart(...a);
    range.setEnd(...b);
    return range;
  }
  function offsetOf(doc, node, offset) {
    const range = document.createRange();
    range.setStart(textOf(doc), 0);
    range.setEnd(node, offset);
    return points(range.toString());
  }
  let lastSelection = null;
  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    if (!current || !selection.rangeCount || selection.isCollapsed) return;
    const range = selection.getRangeAt(0), box = textOf(current);
    if (!box.contains(range.startContainer) || !box.contains(range.endContainer)) return;
    lastSelection = { doc: current, range: range.cloneRange() };
  });
  function selected(doc) {
    if (!lastSelection || lastSelection.doc !== doc) return null;
    const { startContainer, startOffset, endContainer, endOffset } = lastSelection.range;
    let start = offsetOf(doc, startContainer, startOffset), end = offsetOf(doc, endContainer, endOffset);
    const text = whole(doc);
    while (start < end && !text[start].trim()) start++;
    while (end > start && !text[end - 1].trim()) end--;
    return start < end ? [start, end] : null;
  }
  function paint(name, ranges) {
    if (!window.CSS || !CSS.highlights || !window.Highlight) return;
    CSS.highlights.set(name, new Highlight(...ranges.filter(Boolean)));
  }

  // --- going to places -------------------------------------------------------------------------------------------

  function open(doc, name) {
    if (current !== doc) {
      current = doc;
      for (const element of all(".doc, .of-doc")) element.classList.toggle("on", Boolean(doc) && element.dataset.doc === doc.key);
      document.body.classList.toggle("no-doc", !doc);
      if (doc) { $("complete").checked = doc.complete; dress(doc); filter(); }
      paint("added", doc ? doc.added.map((one) => rangeOf(doc, ...one.set.span)) : []);
    }
    view = name;
    for (const element of all(".view")) {
      const on = element.classList.contains("front") ? !doc : Boolean(doc) && element.dataset.view === name && element.parentNode === section(doc);
      element.classList.toggle("on", on);
      if (on) nameCells(element);
    }
    if (doc) {
      for (const link of all(".views a", section(doc))) {
        if (link.dataset.view === name) link.setAttribute("aria-current", "page"); else link.removeAttribute("aria-current");
      }
    }
  }
  function nameCells(element) {
    for (const table of all("table.list", element)) {
      const heads = all("thead th", table).map((head) => head.textContent);
      if (table.querySelector("tbody td[data-h]")) continue;
      for (const row of all("tbody tr", table)) {
        Array.from(row.children).forEach((cell, n) => { if (cell.tagName === "TD" && !cell.querySelector(".state")) cell.dataset.h = heads[n]; });
      }
    }
  }
  // A link names an element; the part that holds it is opened first. Without a script the links work as they are.
  function go(hash, focus) {
    const target = hash ? $(decodeURIComponent(hash.slice(1))) : null;
    if (!target) {
      if (only) open(only, "overview"); else open(null, "all");
      return;
    }
    if (target.id === "main") { target.focus(); return; }
    const doc = target.closest(".doc") ? documents.get(target.closest(".doc").dataset.doc) : null;
    const part = target.closest(".view");
    open(doc, part && doc ? part.dataset.view : doc ? "overview" : "all");
    for (const row of all("tr.here")) row.classList.remove("here");
    if (target.matches("tr")) target.classList.add("here");
    if (target.matches("mark.m")) {
      const item = itemAt(target);
      rove(target);
      pin(item);
    }
    if (target.matches("section")) scrollTo(0, 0);
    else {
      target.scrollIntoView({ block: "center" });
      // Parts laid out only now may have moved it.
      requestAnimationFrame(() => requestAnimationFrame(() => target.scrollIntoView({ block: "center" })));
    }
    if (focus) target.focus({ preventScroll: true });
  }
  addEventListener("hashchange", () => go(location.hash, true));
  function visit(hash) {
    if (location.hash === hash) go(hash, true); else location.hash = hash;
  }

  // --- filters -----------------------------------------------------------------------------------------------------

  const severe = (item) => (item.g || []).some((n) => item.doc.told[n].severity !== "info");
  function wanted() {
    return {
      kinds: new Set(all('input[name="kind"]:checked').map((box) => box.value)),
      sure: Number($("sure").value), told: $("told").value, state: $("decided").value,
    };
  }
  function passes(item, want) {
    if (!want.kinds.has(item.k) && item.k !== "table") return false;
    if (want.sure < 1 && !(item.c !== undefined && item.c <= want.sure)) return false;
    if (want.told === "with" && !(item.g && item.g.length)) return false;
    if (want.told === "warning" && !severe(item)) return false;
    if (want.told === "doubtful" && !item.d) return false;
    if (want.state !== "any" && item.doc.decisions.has(item.r) !== (want.state === "decided")) return false;
    return true;
  }
  // Rows stay in their table whatever kinds are highlighted: a table is of one kind already.
  function filter() {
    if (!current) return;
    const want = wanted(), everyKind = { ...want, kinds: new Set(data.kinds) };
    const rows = rowsOf(current);
    for (const item of current.items) {
      const off = !passes(item, want), out = !passes(item, everyKind);
      if (off !== item.off) {
        for (const mark of pieces(item)) mark.classList.toggle("off", off);
        item.off = off;
      }
      if (out !== item.out) {
        for (const row of rows.get(item.r) || []) row.hidden = out;
        item.out = out;
      }
    }
    count();
  }
  function rowsOf(doc) {
    if (!doc.rows) {
      doc.rows = new Map();
      for (const row of all("[data-row]", section(doc))) {
        const list = doc.rows.get(row.dataset.row);
        if (list) list.push(row); else doc.rows.set(row.dataset.row, [row]);
      }
    }
    return doc.rows;
  }
  function count() {
    if (!current) return;
    const totals = {}, left = {};
    for (const item of current.items) {
      totals[item.k] = (totals[item.k] || 0) + 1;
      if (!item.off) left[item.k] = (left[item.k] || 0) + 1;
    }
    for (const element of all("[data-count]")) element.textContent = totals[element.dataset.count] || 0;
    const sum = (counts) => Object.values(counts).reduce((a, b) => a + b, 0);
    $("shown").textContent = `${sum(left)} ${word("of")} ${sum(totals)} ${word("filter.shown")}`;
    $("sure-shown").textContent = Number($("sure").value).toFixed(2);
  }
  function setLetters() {
    const on = $("letters").checked;
    root.classList.toggle("letters", on);
    if (!on || !current) return;
    for (const item of current.items) for (const mark of pieces(item)) mark.dataset.l = word("letter." + item.k);
  }
  $("filter-box").addEventListener("input", (event) => { if (event.target.id === "letters") setLetters(); else filter(); });
  const tick = (on) => { for (const box of all('input[name="kind"]')) box.checked = on; filter(); };
  $("every").addEventListener("click", () => tick(true));
  $("none").addEventListener("click", () => tick(false));
  $("reset").addEventListener("click", () => {
    for (const box of all('input[name="kind"]')) box.checked = box.defaultChecked;
    $("sure").value = 1; $("told").value = "any"; $("decided").value = "any";
    filter();
  });

  // --- moving among highlights with the keyboard -----------------------------------------------------------------

  function rove(mark) {
    const doc = documents.get(mark.closest(".doc").dataset.doc);
    if (doc.tab) doc.tab.tabIndex = -1;
    doc.tab = mark;
    mark.tabIndex = 0;
  }
  function dress(doc) {
    if (!doc.tab) { const mark = textOf(doc).querySelector("mark.m:not(.off)"); if (mark) rove(mark); }
    states();
    setLetters();
  }
  function step(direction) {
    if (!current) return;
    if (view !== "text") open(current, "text");
    const line = current.items.filter((item) => !item.off && place(item) && place(item).matches("mark")).sort((a, b) => a.s[0] - b.s[0] || b.s[1] - a.s[1]);
    if (!line.length) return;
    const at = line.indexOf(pinned);
    let next = at + direction;
    if (at < 0) {
      const from = pinned && pinned.s ? pinned.s[0] : -1;
      next = line.findIndex((item) => item.s[0] > from);
      if (direction < 0) next = (next < 0 ? line.length : next) - 1;
    }
    const item = line[(next + line.length) % line.length];
    const mark = place(item);
    rove(mark);
    mark.scrollIntoView({ block: "nearest" });
    mark.focus({ preventScroll: true });
    pin(item);
  }
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const inText = event.target.matches && event.target.matches("mark.m");
    if (inText && (event.key === "ArrowRight" || event.key === "ArrowLeft")) {
      event.preventDefault();
      step(event.key === "ArrowRight" ? 1 : -1);
    } else if (inText && event.key === "Enter") {
      event.preventDefault();
      const button = reviewBox.querySelector("button") || card.querySelector("a, button");
      if (button) button.focus();
    } else if (event.key === "Escape") {
      const back = pinned && place(pinned);
      if (panel.contains(event.target) && back && view === "text") back.focus({ preventScroll: true });
      else unpin();
    }
  });
  $("prev").addEventListener("click", () => step(-1));
  $("next").addEventListener("click", () => step(1));
  $("close").addEventListener("click", () => {
    const back = pinned && place(pinned);
    unpin();
    if (back && view === "text") back.focus({ preventScroll: true });
  });

  // --- details -----------------------------------------------------------------------------------------------------

  document.addEventListener("focusin", (event) => {
    const item = itemAt(event.target);
    if (item && event.target.matches("mark.m") && item !== pinned) { rove(event.target); pin(item); }
  });
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-open]");
    if (opener) {
      const doc = documents.get(opener.dataset.doc);
      pin(doc.byRef.get(opener.dataset.open));
      return;
    }
    if (!getSelection().isCollapsed) return;
    const item = itemAt(event.target);
    if (item && !item.off) pin(item);
    else if (item) { const outer = surely(event.target); if (outer) pin(outer); }
  });
  // The innermost highlight at an element that no filter has put out.
  function surely(element) {
    for (let mark = element.closest("mark.m"); mark; mark = mark.parentElement && mark.parentElement.closest("mark.m")) {
      const item = itemAt(mark);
      if (item && !item.off) return item;
    }
    return null;
  }
  let waiting = 0;
  document.addEventListener("mouseover", (event) => {
    const item = event.target.closest ? surely(event.target) : null;
    clearTimeout(waiting);
    if (item && item !== chosen && !reviewBox.querySelector(".mending")) waiting = setTimeout(() => show(item, false), 60);
    else if (!item && pinned && chosen !== pinned && !panel.contains(event.target)) waiting = setTimeout(() => show(pinned, false), 250);
  });

  let hot = [];
  function heat(item, fixed) {
    for (const mark of hot) mark.classList.remove("hot");
    hot = item && item.s ? pieces(item) : [];
    for (const mark of hot) mark.classList.add("hot");
    if (!fixed) return;
    for (const mark of all("mark.pinned")) mark.classList.remove("pinned");
    for (const mark of hot) mark.classList.add("pinned");
  }
  function pin(item) {
    if (!item) return;
    pinned = item;
    show(item, true);
  }
  function unpin() {
    pinned = chosen = null;
    heat(null, true);
    paint("origin", []);
    panel.classList.remove("open");
    hint();
  }
  function hint() {
    card.replaceChildren(make("p", { class: "hint" }, word("details.hint")));
    reviewBox.replaceChildren();
  }

  const closed = {
    role: { unit: "role", section: null, table: "tablerole" }, bound: "bound", comparator: "comparator", relation: "relation", form: "form",
    severity: "severity", value_source: "source", date_source: "source", issuer_source: "source", code: "code",
    kind: { deadline: "grain", target: "measure" }, field: "header",
  };
  function labelled(item, name, value) {
    let family = closed[name];
    if (family && typeof family === "object") family = family[item.k];
    return family ? word(family + "." + value) : null;
  }
  function jumpTo(item, shown) {
    const href = item.s && place(item) ? "#" + item.doc.key + "-" + item.r : null;
    return href ? make("a", { href }, shown) : document.createTextNode(shown);
  }
  function shown(item, name, value) {
    const doc = item.doc;
    if (Array.isArray(value)) {
      const parts = value.map((one) => shown(item, name, one));
      return make("span", {}, ...parts.flatMap((part, n) => (n ? ["; ", part] : [part])));
    }
    if (value && typeof value === "object") return structured(item, name, value);
    if ((name.endsWith("_id") || name.endsWith("_ids") || name === "same_as") && doc.byRef.has(value)) {
      const other = doc.byRef.get(value);
      const text = other.f.path || (other.f.text || wordsOf(other)).replace(/\s+/g, " ").trim() || value;
      return jumpTo(other, text.length > 90 ? text.slice(0, 90) + "…" : text);
    }
    if (name === "reference_id") return cited(item, value);
    return labelled(item, name, value) || String(value);
  }
  // The document that a citation refers to, and its other mentions.
  function cited(item, ref) {
    const others = item.doc.items.filter((other) => other !== item && other.f.reference_id === ref);
    const links = others.slice(0, 20).flatMap((other) => [" ", jumpTo(other, other.r)]);
    return make("span", {}, item.doc.references[ref] || ref, others.length ? make("br") : null, others.length ? word("mentions") + ":" : null, ...links);
  }
  function structured(item, name, value) {
    if (name === "parts") return [value.kind, value.label].join(" ");
    const main = value.iso || value.canonical || value.raw || "";
    const box = make("span", {}, main);
    if (value.raw && value.raw !== main) box.append(" (“" + value.raw + "”)");
    if (value.span && (value.span.start < item.s[0] || value.span.end > item.s[1])) {
      box.append(" ", make("button", { type: "button", class: "link", on: { click: () => reveal(item.doc, value.span.start, value.span.end) } }, word("show")));
    }
    return box;
  }
  function reveal(doc, start, end) {
    open(doc, "text");
    const range = rangeOf(doc, start, end);
    if (!range) return;
    paint("origin", [range]);
    range.startContainer.parentElement.scrollIntoView({ block: "center" });
  }
  // Places that a value was taken from: its date and issuer, wherever they stand, and the footnote.
  function origins(item) {
    const spans = ["date", "issuer"].map((name) => item.f[name] && item.f[name].span).filter(Boolean).map((span) => [span.start, span.end]);
    const note = item.f.footnote_id && item.doc.byRef.get(item.f.footnote_id);
    if (note) spans.push(note.s);
    return spans;
  }

  function show(item, fixed) {
    chosen = item;
    const doc = item.doc;
    panel.classList.add("open");
    heat(item, fixed);
    const inText = item.s && current === doc;
    paint("origin", inText ? origins(item).map(([start, end]) => rangeOf(doc, start, end)) : []);
    const rows = [];
    const add = (name, value) => rows.push(make("div", {}, make("dt", {}, word("f." + name)), make("dd", {}, value)));
    for (const [name, value] of Object.entries(item.f)) {
      if (name === "header" && item.k === "table") { add(name, value.join(" | ")); continue; }
      if (name === "value" && item.k === "header") { add(name, Array.isArray(value) ? value.join("; ") : String(value ?? "–")); continue; }
      add(name, shown(item, name, value));
    }
    if (item.u) add("rule", item.u);
    if (item.c !== undefined && item.c !== null) add("confidence", item.c.toFixed(2));
    const parts = [
      make("p", {}, make("span", { class: "chip " + item.k }, word("kind." + item.k)), " ", make("b", {}, item.r), item.d ? make("span", { class: "doubt" }, " ? " + word("doubt")) : null),
    ];
    if (item.s && !item.f.text) parts.push(make("blockquote", { lang: "vi" }, wordsOf(item) || slice(doc, item.s[0], item.s[1])));
    if (rows.length) parts.push(make("dl", {}, ...rows));
    for (const n of item.g || []) {
      const told = doc.told[n];
      parts.push(make("p", { class: "told" }, make("b", {}, word("severity." + told.severity) + ": " + word("code." + told.code)), make("br"), told.message));
    }
    const links = [];
    if (item.s && (view !== "text" || current !== doc) && place(item)) links.push(make("a", { class: "button", href: "#" + doc.key + "-" + item.r }, word("to-text")));
    if ($(doc.key + "-row-" + item.r)) links.push(make("a", { class: "button", href: "#" + doc.key + "-row-" + item.r }, word("to-table")));
    links.push(make("button", { type: "button", on: { click: () => history.back() } }, word("back")));
    parts.push(make("div", { class: "buttons" }, ...links));
    const near = item.s ? doc.items.filter((other) => other !== item && !other.off && other.k !== "table" && other.s[0] < item.s[1] && item.s[0] < other.s[1]).slice(0, 12) : [];
    if (near.length) {
      parts.push(make("p", {}, word("nested") + ": ", ...near.flatMap((other, n) => [n ? ", " : "", make("button", { type: "button", class: "link", on: { click: () => { const mark = place(other); if (view === "text" && mark) { rove(mark); mark.focus({ preventScroll: true }); } pin(other); } } }, `${word("kind." + other.k)} ${other.r}`)])));
    }
    card.replaceChildren(...parts);
    decide(item);
  }

  // --- decisions ----------------------------------------------------------------------------------------------------

  const form = (item) => data.forms[item.k];
  function decide(item) {
    reviewBox.replaceChildren();
    if (!form(item)) return;
    const made = item.doc.decisions.get(item.r);
    const button = (decision, run) => make("button", { type: "button", "data-decision": decision, "aria-pressed": String(Boolean(made) && made.decision === decision), on: { click: run } }, word("review." + decision));
    const buttons = item.added ? [button("mend", () => mend(item))] : [
      button("accept", () => keep(item, { decision: "accept" })),
      item.s ? button("reject", () => keep(item, { decision: "reject" })) : null,
      button("mend", () => mend(item)),
    ];
    buttons.push(made ? make("button", { type: "button", "data-decision": "undo", on: { click: () => keep(item, null) } }, word("review.undo")) : null);
    reviewBox.append(make("div", { class: "buttons", role: "group", "aria-label": word("review") }, ...buttons.filter(Boolean)));
    if (made && made.set) {
      reviewBox.append(make("dl", {}, ...Object.entries(made.set).map(([name, value]) => make("div", {}, make("dt", {}, name === "span" ? word("place") : word("f." + name)), make("dd", {}, name === "span" ? slice(item.doc, ...value) : Array.isArray(value) ? value.join(", ") : String(value ?? "–"))))));
    }
  }
  function keep(item, decision) {
    if (!decision && item.added) { drop(item); return; }
    if (decision) item.doc.decisions.set(item.r, decision); else item.doc.decisions.delete(item.r);
    changed(item.doc);
    if (current === item.doc) filter();
    show(item, item === pinned);
    const first = reviewBox.querySelector("button");
    if (first) first.focus();
  }
  function plain(item, name) {
    const value = item.k === "header" && !("value" in item.f) ? wordsOf(item) : item.f[name];
    if (value === undefined || value === null) return "";
    if (Array.isArray(value)) return item.k === "header" ? value.join("\n") : value.join(", ");
    if (typeof value === "object") return String((name === "date" ? value.iso : name === "number" ? value.canonical || value.raw : value.raw) || "");
    return String(value);
  }
  function mend(item) {
    const made = item.doc.decisions.get(item.r);
    const before = (made && made.set) || {};
    let span = before.span || null;
    const fields = form(item).map((field) => {
      const old = plain(item, field.n);
      const now = field.n in before ? (Array.isArray(before[field.n]) ? before[field.n].join(", ") : before[field.n] ?? "") : old;
      const long = field.n === "text" || field.n === "title" || field.n === "value" && item.k === "header";
      const input = field.v
        ? make("select", { name: field.n }, ...field.v.map((value) => { const option = make("option", { value }, word(field.of + "." + value)); option.selected = value === now; return option; }))
        : long ? make("textarea", { name: field.n, rows: "3" }) : make("input", { type: "text", name: field.n, pattern: field.p, placeholder: field.p ? word("form." + item.k + "." + field.n) : null });
      if (!field.v) input.value = now;
      return { field, old, input, label: make("label", {}, word(item.k === "header" ? "header." + item.f.field : "f." + field.n), input) };
    });
    const where = make("span", { lang: "vi" }, span ? "“" + slice(item.doc, ...span) + "”" : "");
    const take = make("button", { type: "button", on: { click: () => {
      const found = selected(item.doc);
      if (!found) { say(word("review.select")); return; }
      span = found;
      where.textContent = "“" + slice(item.doc, ...found) + "”";
    } } }, word("review.take"));
    const box = make("form", { class: "mending", on: { submit: (event) => {
      event.preventDefault();
      const set = {};
      for (const { field, old, input } of fields) {
        const value = input.value.trim();
        if (value === old.trim()) continue;
        if (field.n.endsWith("_ids")) set[field.n] = value.split(/[\s,;]+/).filter(Boolean);
        else if (item.k === "target" && (field.n === "value" || field.n === "value_max")) set[field.n] = value === "" ? null : Number(value.replace(",", "."));
        else if (item.k === "header" && item.f.field === "recipients") set[field.n] = value.split("\n").map((line) => line.trim()).filter(Boolean);
        else set[field.n] = value === "" ? null : value;
      }
      if (span) set.span = span;
      if (made && made.decision === "add") { keep(item, { decision: "add", set: { ...made.set, ...set } }); return; }
      keep(item, Object.keys(set).length ? { decision: "mend", set } : { decision: "accept" });
    } } }, ...fields.map((one) => one.label), make("p", {}, word("place") + ": ", where, " ", take),
      make("div", { class: "buttons" }, make("button", { type: "submit", class: "main" }, word("review.apply")), make("button", { type: "button", on: { click: () => decide(item) } }, word("review.cancel"))));
    reviewBox.replaceChildren(box);
    fields[0].input.focus();
  }
  for (const button of all("[data-add]")) {
    button.addEventListener("click", () => {
      if (!current) return;
      const span = selected(current);
      if (!span) { say(word("review.select")); return; }
      const kind = button.dataset.add;
      const set = { span };
      for (const field of data.forms[kind]) if (field.v) set[field.n] = field.v[0];
      if (kind === "citation") set.relation = "mention";
      put(current, { kind, set });
      changed(current);
      const item = current.byRef.get(current.added[current.added.length - 1].ref);
      pin(item);
      mend(item);
    });
  }
  function put(doc, one) {
    doc.last = (doc.last || 0) + 1;
    const ref = "+" + doc.last;
    const item = { k: one.kind, r: ref, s: one.set.span, f: { ...one.set }, doc, off: false, out: false, added: true };
    delete item.f.span;
    doc.byRef.set(ref, item);
    doc.added.push({ ref, kind: one.kind, set: one.set });
    doc.decisions.set(ref, { decision: "add", set: one.set });
    if (current === doc) paint("added", doc.added.map((each) => rangeOf(doc, ...each.set.span)));
  }
  function drop(item) {
    const doc = item.doc;
    doc.added = doc.added.filter((one) => one.ref !== item.r);
    doc.byRef.delete(item.r);
    doc.decisions.delete(item.r);
    changed(doc);
    unpin();
    paint("added", doc.added.map((one) => rangeOf(doc, ...one.set.span)));
  }
  function say(text) { $("say").textContent = text; }

  function states() {
    for (const doc of documents.values()) {
      const rows = rowsOf(doc);
      if (!doc.dressed && !doc.decisions.size) continue;
      doc.dressed = true;
      for (const item of doc.byRef.values()) {
        const made = doc.decisions.get(item.r);
        const name = made ? made.decision : "";
        if (item.state !== name) for (const mark of pieces(item)) { mark.classList.remove("accept", "reject", "mend"); if (name) mark.classList.add(name); }
        item.state = name;
        for (const row of rows.get(item.r) || []) {
          const cell = row.querySelector(".state");
          if (cell) { cell.className = "state " + name; cell.textContent = name ? word("state." + name) : ""; }
        }
      }
    }
    for (const row of all(".front [data-doc]")) {
      const doc = documents.get(row.dataset.doc), cell = row.querySelector(".state");
      if (!cell || !doc) continue;
      if (row.dataset.row) {
        const made = doc.decisions.get(row.dataset.row);
        cell.className = "state " + (made ? made.decision : "");
        cell.textContent = made ? word("state." + made.decision) : "";
      } else cell.textContent = doc.decisions.size ? `${doc.decisions.size} ${word("review.decided")}` : "";
    }
    const open = Array.from(documents.values()).reduce((sum, doc) => sum + (doc.saved ? 0 : doc.decisions.size + (doc.complete ? 1 : 0)), 0);
    $("unsaved").textContent = open ? `(${open})` : "";
    $("unsaved").title = open ? word("review.left") : "";
  }
  function changed(doc) {
    doc.saved = false;
    states();
    remember(doc);
  }
  // A closed window loses nothing where the browser lets a page from disk keep something; the saved file is what counts.
  const memory = (doc) => "vnplan-review:" + doc.sha256;
  function remember(doc) {
    doc.kept = false;
    try { localStorage.setItem(memory(doc), JSON.stringify({ ...sheet(doc), saved: doc.saved })); doc.kept = true; } catch (error) { /* not allowed here */ }
  }
  function recall() {
    for (const doc of documents.values()) {
      try {
        const text = localStorage.getItem(memory(doc));
        if (text) { const kept = JSON.parse(text); take(doc, kept); doc.saved = Boolean(kept.saved); doc.kept = true; }
      } catch (error) { /* not allowed here, or not ours */ }
    }
  }

  function sheet(doc) {
    const items = [];
    for (const [ref, made] of doc.decisions) {
      const item = doc.byRef.get(ref);
      if (!item) continue;
      const one = { kind: item.k, decision: made.decision };
      if (made.decision !== "add") {
        one.id = ref;
        if (item.s) { one.span = { start: item.s[0], end: item.s[1] }; one.raw = slice(doc, ...item.s); }
      }
      if (made.set) {
        one.set = { ...made.set };
        if (made.set.span) { one.set.span = { start: made.set.span[0], end: made.set.span[1] }; one.set.raw = slice(doc, ...made.set.span); }
      }
      items.push(one);
    }
    return { name: doc.name, sha256: doc.sha256, complete: doc.complete, items };
  }
  // A newer version may number things anew: the place tells what was meant, and what is gone is left out.
  function meant(doc, one) {
    const fits = (item) => item && item.k === one.kind && (one.span ? item.s && item.s[0] === one.span.start && item.s[1] === one.span.end : !item.s);
    const item = doc.byRef.get(one.id);
    return fits(item) ? item : one.span ? doc.items.find(fits) : null;
  }
  function take(doc, kept) {
    doc.complete = Boolean(kept.complete);
    for (const one of kept.items) {
      const set = one.set ? { ...one.set } : undefined;
      if (set && set.span) { set.span = [set.span.start, set.span.end]; delete set.raw; }
      if (one.decision === "add") put(doc, { kind: one.kind, set });
      else {
        const item = meant(doc, one);
        if (item) doc.decisions.set(item.r, set ? { decision: one.decision, set } : { decision: one.decision });
      }
    }
  }
  function own() {
    try { return decodeURIComponent(location.pathname.split("/").pop()).replace(/\.html?$/i, "") || "vnplan"; } catch (error) { return "vnplan"; }
  }
  $("save").addEventListener("click", () => {
    const kept = Array.from(documents.values()).filter((doc) => doc.decisions.size || doc.complete);
    const text = JSON.stringify({ format: "vnplan-corrections", version: 1, schema_version: data.schema_version, documents: kept.map(sheet) }, null, 1);
    const address = URL.createObjectURL(new Blob([text + "\n"], { type: "application/json" }));
    const name = own() + ".corrections.json";
    const link = make("a", { href: address, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
    for (const doc of kept) { doc.saved = true; remember(doc); }
    states();
    say(`${name}: ${word("review.saved")}`);
  });
  $("load").addEventListener("change", async (event) => {
    const file = event.target.files[0];
    if (!file) return;
    let read = null;
    try { read = JSON.parse(await file.text()); } catch (error) { /* told below */ }
    event.target.value = "";
    if (!read || read.format !== "vnplan-corrections" || !Array.isArray(read.documents)) { say(word("review.wrong-file")); return; }
    const strange = [];
    for (const kept of read.documents) {
      const doc = Array.from(documents.values()).find((one) => one.sha256 === kept.sha256);
      if (!doc) { strange.push(kept.name); continue; }
      for (const ref of doc.added.map((one) => one.ref)) doc.byRef.delete(ref);
      doc.added = [];
      doc.decisions.clear();
      take(doc, kept);
      remember(doc);
    }
    if (current) { $("complete").checked = current.complete; filter(); }
    states();
    say(strange.length ? word("review.other-document") + " " + strange.join(", ") : word("review.loaded"));
  });
  $("complete").addEventListener("change", (event) => {
    if (!current) return;
    current.complete = event.target.checked;
    changed(current);
  });
  addEventListener("beforeunload", (event) => {
    if (Array.from(documents.values()).some((doc) => !doc.saved && !doc.kept)) event.preventDefault();
  });
  for (const button of all("[data-lang]")) button.addEventListener("click", () => speak(button.dataset.lang));
  if (matchMedia("screen and (max-width: 60rem)").matches) { $("filter-box").open = false; $("outline-box").open = false; }
  addEventListener("beforeprint", () => {
    if (!current) return;
    for (const element of all(".view", section(current))) nameCells(element);
  });

  recall();
  for (const element of all("[data-t]")) if (!element.textContent) element.textContent = word(element.dataset.t);
  for (const element of all("[data-tl]")) element.setAttribute("aria-label", word(element.dataset.tl));
  go(location.hash, false);
  states();
  root.dataset.ready = "1";
})();
