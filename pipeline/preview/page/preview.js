"use strict";
// Shows what the socket tells: states (pages, sections, findings), and that one is being made.

const $ = (id) => document.getElementById(id);
const main = $("pages"), book = $("book");
const SVG = "http://www.w3.org/2000/svg";
const ZOOMS = [0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3];
let pages = [];          // {digest, folio, section, width, height, box}
let current = 1;
let zoom = 1;
let focus = null;

function make(tag, name, text) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  if (text !== undefined) element.textContent = text;
  return element;
}

// --- pages ---------------------------------------------------------------------------

const near = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    entry.target.near = entry.isIntersecting;
    if (entry.isIntersecting) load(entry.target);
  }
}, { root: main, rootMargin: "120% 0px" });

function pixels(box) {
  const wanted = box.clientWidth * (window.devicePixelRatio || 1);
  return [480, 800, 1200, 1600, 2400].find((width) => width >= wanted * 0.95) || 2400;
}

function load(box) {
  const page = box.page, width = pixels(box);
  if (!page || (box.shown === page.digest && box.pixels >= width)) return;
  if (box.asked === `${page.digest}/${width}`) return;
  box.asked = `${page.digest}/${width}`;
  const picture = new Image();
  picture.alt = `Page ${page.folio}`;
  picture.src = `/pages/${page.digest}/${width}.png`;
  // The old picture stays until the new one can take its place.
  picture.decode().then(() => {
    if (box.page !== page) return;
    box.querySelector("img")?.remove();
    box.prepend(picture);
    box.pixels = width;
    if (box.shown === page.digest) return;
    box.shown = page.digest;
    return loadText(box, page);
  }).catch(() => { box.asked = ""; });
}

async function loadText(box, page) {
  const answer = await fetch(`/pages/${page.digest}/text.json`);
  if (!answer.ok || box.page !== page) return;
  const lines = await answer.json();
  const layer = document.createElementNS(SVG, "svg");
  layer.setAttribute("viewBox", `0 0 ${page.width} ${page.height}`);
  for (const line of lines) layer.append(textOf(line));
  box.querySelector("svg")?.remove();
  box.append(layer);
  mark(box);
}

function textOf(line) {
  const text = document.createElementNS(SVG, "text");
  const values = { x: line.x, y: line.y, "font-size": line.size, textLength: line.width, lengthAdjust: "spacingAndGlyphs" };
  for (const [name, value] of Object.entries(values)) text.setAttribute(name, value);
  text.textContent = line.text;
  text.dataset.source = line.source;
  text.line = line;
  return text;
}

function mark(box) {
  if (!focus || !focus.blocks.length) return;
  const layer = box.querySelector("svg");
  for (const text of [...layer.querySelectorAll("text")]) {
    if (!focus.blocks.includes(text.dataset.source)) continue;
    const { x, y, width, size } = text.line;
    const rect = document.createElementNS(SVG, "rect");
    const values = { x: x - 2, y: y - size * 0.95, width: width + 4, height: size * 1.3 };
    for (const [name, value] of Object.entries(values)) rect.setAttribute(name, value);
    rect.addEventListener("animationend", () => rect.remove());
    layer.prepend(rect);
  }
  if (box.page.folio !== focus.folio || focus.met) return;
  focus.met = true;
  const first = layer.querySelector("rect");
  if (first) bringIntoView(first);
}

function bringIntoView(element) {
  const here = element.getBoundingClientRect(), around = main.getBoundingClientRect();
  if (here.top < around.top || here.bottom > around.bottom) element.scrollIntoView({ block: "center" });
}

function showPages(told) {
  while (book.children.length > told.length) {
    near.unobserve(book.lastChild);
    book.lastChild.remove();
  }
  while (book.children.length < told.length) {
    const box = make("section", "page");
    box.append(make("span", "folio"));
    book.append(box);
    near.observe(box);
  }
  pages = told;
  told.forEach((page, index) => {
    const box = book.children[index];
    box.page = page;
    box.id = `page-${page.folio}`;
    box.setAttribute("aria-label", `Page ${page.folio}`);
    box.style.aspectRatio = `${page.width} / ${page.height}`;
    box.querySelector(".folio").textContent = page.folio;
    if (box.near) load(box);
  });
  $("count").textContent = told.length ? `/ ${told.length}` : "";
}

function goTo(folio) {
  const box = book.children[Math.min(Math.max(folio, 1), pages.length) - 1];
  if (!box) return;
  // Who turns pages is not taken back to the change when its text arrives.
  if (focus) focus.met = true;
  box.scrollIntoView({ block: "start" });
  // Known at once: the next key counts from here, also before the scrolling is told of.
  noteCurrent();
}

function noteCurrent() {
  const top = main.getBoundingClientRect().top + main.clientHeight / 3;
  const boxes = [...book.children];
  const box = boxes.find((one) => one.getBoundingClientRect().bottom > top) || boxes.at(-1);
  if (!box || !box.page) return;
  current = box.page.folio;
  if (document.activeElement !== $("folio")) $("folio").value = current;
  for (const link of $("sections").querySelectorAll("a")) {
    if (link.dataset.section === box.page.section) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

function setZoom(value) {
  const share = (main.scrollTop + main.clientHeight / 2) / main.scrollHeight;
  zoom = value;
  book.style.setProperty("--zoom", zoom);
  $("zoom").textContent = `${Math.round(zoom * 100)} %`;
  main.scrollTop = share * main.scrollHeight - main.clientHeight / 2;
  for (const box of book.children) if (box.near) load(box);
}

function step(by) {
  const index = ZOOMS.findIndex((value) => value >= zoom);
  setZoom(ZOOMS[Math.min(Math.max(index + by, 0), ZOOMS.length - 1)]);
}

// --- sections and findings ---------------------------------------------------------------

function showSections(sections) {
  const list = $("sections").querySelector("ol");
  list.replaceChildren();
  let part = "";
  for (const section of sections) {
    if (section.part && section.part !== part) list.append(make("li", "part", section.part));
    part = section.part;
    const link = make("a");
    link.href = `#page-${section.folio}`;
    link.dataset.section = section.id;
    link.append(make("span", "", section.title), make("span", "", section.folio));
    link.addEventListener("click", (event) => {
      event.preventDefault();
      closePanels();
      goTo(section.folio);
      main.focus({ preventScroll: true });
    });
    const item = make("li");
    item.append(link);
    list.append(item);
  }
}

function showFindings(findings) {
  const list = $("findings").querySelector("ol");
  list.replaceChildren(...findings.map(findingItem));
  $("badge").textContent = findings.length || "";
  if (!findings.length) list.append(make("li", "", "Aucun constat : rien à corriger."));
}

function findingItem(finding) {
  const item = make("li", finding.severity);
  item.append(make("p", "label", `${finding.label} ${finding.rule} (${finding.family})`));
  item.append(make("p", "message", finding.message));
  if (finding.hint) item.append(make("p", "hint", finding.hint));
  item.append(make("p", "place", `${finding.file}, ligne ${finding.line}`));
  if (finding.folio) {
    const button = make("button", "", `Voir la page ${finding.folio}`);
    button.type = "button";
    button.addEventListener("click", () => {
      closePanels();
      goTo(finding.folio);
    });
    item.append(button);
  }
  return item;
}

function closePanels() {
  for (const name of ["sections", "findings"]) openPanel(name, false);
}

function openPanel(name, open) {
  $(name).classList.toggle("open", open);
  $(`show-${name}`).setAttribute("aria-expanded", String(open));
}

function toggle(name) {
  const open = !$(name).classList.contains("open");
  closePanels();
  document.body.style.setProperty("--head", `${document.querySelector("header").offsetHeight}px`);
  openPanel(name, open);
  if (open) $(name).focus();
}

// --- states --------------------------------------------------------------------------

function show(told) {
  document.body.className = told.kind === "busy" ? "busy" : told.state;
  if (told.kind === "busy") {
    $("state").textContent = "Composition…";
    return;
  }
  const name = told.title || "Aperçu";
  $("title").textContent = name;
  document.title = `${told.findings.some((f) => f.severity === "error") ? "● " : ""}Aperçu – ${name}`;
  const late = told.state !== "fresh";
  $("state").textContent = late ? "Pages d’avant : le texte est à corriger" : `À jour, composé en ${told.seconds}`;
  if (told.state === "fault") $("state").textContent = "Pages d’avant : défaut de l’outil";
  $("notice").hidden = !told.words;
  $("notice").textContent = told.words;
  $("summary").textContent = told.summary;
  focus = told.focus;
  showPages(told.pages);
  showSections(told.sections);
  showFindings(told.findings);
  if (focus) showFocus();
  noteCurrent();
}

function showFocus() {
  const box = book.children[focus.folio - 1];
  if (!box) return;
  const here = box.getBoundingClientRect(), around = main.getBoundingClientRect();
  if (here.bottom < around.top + 80 || here.top > around.bottom - 80) box.scrollIntoView({ block: "start" });
  // What did not change its look is not loaded again, but may hold the block.
  if (box.shown === box.page.digest && box.querySelector("svg")) mark(box);
}

function connect() {
  const socket = new WebSocket(`ws://${location.host}/states`);
  socket.addEventListener("message", (event) => show(JSON.parse(event.data)));
  socket.addEventListener("close", () => {
    document.body.className = "lost";
    $("state").textContent = "L’aperçu est arrêté : relancer « make preview »";
    setTimeout(connect, 1500);
  });
}

// --- hands ---------------------------------------------------------------------------

let waiting = false;
main.addEventListener("scroll", () => {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => { waiting = false; noteCurrent(); });
});
let wide = innerWidth;
addEventListener("resize", () => {
  if (innerWidth !== wide) goTo(current);
  wide = innerWidth;
  for (const box of book.children) if (box.near) load(box);
});
$("previous").addEventListener("click", () => goTo(current - 1));
$("next").addEventListener("click", () => goTo(current + 1));
$("folio").addEventListener("change", () => goTo(parseInt($("folio").value, 10) || current));
$("smaller").addEventListener("click", () => step(-1));
$("larger").addEventListener("click", () => step(1));
$("fit").addEventListener("click", () => setZoom(1));
for (const name of ["sections", "findings"]) $(`show-${name}`).addEventListener("click", () => toggle(name));
book.addEventListener("click", (event) => {
  const source = event.target.dataset?.source;
  const [file, line] = source ? source.split(/:(?=\d+$)/) : [];
  $("source").textContent = file ? `${file}, ligne ${line}` : "";
});
addEventListener("keydown", (event) => {
  if (event.target.matches("input") || event.ctrlKey || event.metaKey || event.altKey) return;
  const does = {
    ArrowLeft: () => goTo(current - 1), ArrowRight: () => goTo(current + 1),
    "+": () => step(1), "-": () => step(-1), 0: () => setZoom(1),
    Escape: () => { closePanels(); $("source").textContent = ""; },
  }[event.key];
  if (does) { event.preventDefault(); does(); }
});
connect();
