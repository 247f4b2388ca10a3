// A key presses the button or link that names it in data-key, unless somebody is typing, holds it down, or presses Enter on another one.
document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");
  if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
  if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
  const control = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!control) return;
  event.preventDefault();
  control.click();
});
