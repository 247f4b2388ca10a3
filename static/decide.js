// Deciding by key: the proposal as it is, words to begin a rationale with, and Ctrl+Enter, which sends the decision.
const form = document.querySelector("#decide");
const why = form.elements.rationale;
const starts = [...form.querySelectorAll("[data-words]")];
const proposal = form.querySelector("#as-proposed");

function offer() {
  const to = form.querySelector("[name=to]:checked")?.value;
  let number = 0;
  for (const start of starts) {
    start.hidden = start.dataset.for !== to;
    start.removeAttribute("data-key");
    if (start.hidden) continue;
    start.dataset.key = ++number;
    start.querySelector("kbd").textContent = number;
  }
}

// The words come after what is written already; what only the reviewer knows is selected, to be typed over.
function begin(words) {
  const before = why.value.trim() ? `${why.value.trimEnd()} ` : "";
  why.value = before + words;
  const gap = words.indexOf("…");
  why.focus();
  why.setSelectionRange(gap < 0 ? why.value.length : before.length + gap, gap < 0 ? why.value.length : before.length + gap + 1);
}

function propose() {
  form.querySelector(`[name=to][value="${CSS.escape(proposal.dataset.to)}"]`).checked = true;
  for (const box of document.querySelectorAll("[name=evidence]")) box.checked = "proposed" in box.dataset;
  offer();
}

form.addEventListener("change", offer);
for (const start of starts) start.addEventListener("click", () => begin(start.dataset.words));
if (proposal) {
  proposal.hidden = false;
  proposal.addEventListener("click", propose);
}
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target === why) why.blur();
  if (event.key !== "Enter" || event.repeat || !(event.ctrlKey || event.metaKey)) return;
  const other = event.target.closest("form");
  if (other && other !== form) return;
  event.preventDefault();
  form.requestSubmit();
});
offer();
