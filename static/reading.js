// The reading room, above walk.js: text and list light each other up, and selected words go into a form.
const text = document.querySelector(".read");
const items = [...document.querySelectorAll(".item[data-number]")];
const pick = document.querySelector("#pick");
let current = null;

const spans = (number) => text.querySelectorAll(`[data-of~="${number}"]`);

function light(number, name, isOn) {
  for (const span of spans(number)) span.classList.toggle(name, isOn);
  const item = items[number - 1];
  if (item) item.classList.toggle(name, isOn);
}

const go = (item) => stand(stops.indexOf(item));

function arrive(item) {
  current = item;
  light(item.dataset.number, "now", true);
  spans(item.dataset.number)[0]?.scrollIntoView({ block: "nearest" });
  history.replaceState(null, "", `#${item.id}`);  // so that the page comes back to it
  if (pick && !pick.hidden) take();
}

// Offsets are code points into the snapshot's text; a range's text has exactly its characters.
const codePoints = (string) => [...string].length;

function selected() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return null;
  const before = document.createRange();
  before.setStart(text, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const words = range.toString();
  const trimmed = words.trim();
  if (!trimmed) return null;
  const start = Number(text.dataset.start) + codePoints(before.toString()) + codePoints(words.slice(0, words.indexOf(trimmed)));
  return { start, end: start + codePoints(trimmed), words: trimmed };
}

function take() {
  pick.elements.at.value = current ? current.dataset.at : "";
  pick.elements.seen.value = current ? current.dataset.seen : "";
  for (const button of pick.querySelectorAll("[data-of-claim]")) button.disabled = !current;
  pick.querySelector("#pick-of").hidden = Boolean(current);
}

function offer() {
  const found = selected();
  if (pick.contains(document.activeElement)) return;
  pick.hidden = !found;
  for (const button of pick.querySelectorAll("button")) {
    const key = button.querySelector("kbd").textContent;
    if (found) button.dataset.key = key;
    else button.removeAttribute("data-key");
  }
  if (!found) return;
  pick.elements.start.value = found.start;
  pick.elements.end.value = found.end;
  pick.elements.statement.value = found.words;
  pick.querySelector("#picked").textContent = found.words;
  take();
}

if (text) {
  for (const item of items) {
    item.addEventListener("walkto", () => arrive(item));
    item.addEventListener("walkaway", () => light(item.dataset.number, "now", false));
    item.addEventListener("click", () => current !== item && go(item));
    item.addEventListener("mouseenter", () => light(item.dataset.number, "near", true));
    item.addEventListener("mouseleave", () => light(item.dataset.number, "near", false));
  }
  for (const name of ["mouseover", "mouseout"]) {
    text.addEventListener(name, (event) => {
      for (const number of (event.target.dataset.of ?? "").split(" ").filter(Boolean)) light(number, "near", name === "mouseover");
    });
  }
  text.addEventListener("click", (event) => {
    const number = (event.target.dataset.of ?? "").split(" ")[0];
    if (number && getSelection().isCollapsed) go(items[number - 1]);
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    event.target.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  });
  if (pick) document.addEventListener("selectionchange", offer);
  const asked = items.find((item) => `#${item.id}` === location.hash);
  if (asked) go(asked);
}
