// j and k walk a list; the item one is at gives its keys (data-item-key) to its controls. An item hears `walkaway` when
// it is left and `walkto` when it is come to.
const stops = [...document.querySelectorAll("[data-walk] > *")];
let at = -1;

function stand(next) {
  if (stops[at]) {
    stops[at].classList.remove("now");
    stops[at].removeAttribute("aria-current");
    for (const control of stops[at].querySelectorAll("[data-item-key]")) control.removeAttribute("data-key");
    stops[at].dispatchEvent(new CustomEvent("walkaway"));
  }
  at = Math.min(Math.max(next, 0), stops.length - 1);
  const stop = stops[at];
  stop.classList.add("now");
  stop.setAttribute("aria-current", "true");
  for (const control of stop.querySelectorAll("[data-item-key]")) control.dataset.key = control.dataset.itemKey;
  stop.tabIndex = -1;
  stop.focus({ preventScroll: true });
  stop.scrollIntoView({ block: "nearest" });
  stop.dispatchEvent(new CustomEvent("walkto"));
}

document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select");
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey || !stops.length) return;
  if (event.key === "j") stand(at + 1);
  if (event.key === "k") stand(at - 1);
});
