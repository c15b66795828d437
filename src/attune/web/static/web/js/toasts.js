// Shows what one just did for six seconds, longer while the pointer or the focus is on it.
// The server sends HX-Trigger: {"toast": {"text": "Moved to Thursday.", "undo": {"label": "Undo", "url": "/…"}}}.
const SHOWN_MS = 6000;
const region = document.getElementById("toasts");
const pattern = document.getElementById("toast-pattern");

function startClock(toast) {
  let timer = 0;
  const leave = () => toast.remove();
  const run = () => {
    clearTimeout(timer);
    timer = setTimeout(leave, SHOWN_MS);
  };
  const pause = () => clearTimeout(timer);
  toast.addEventListener("pointerenter", pause);
  toast.addEventListener("pointerleave", run);
  toast.addEventListener("focusin", pause);
  toast.addEventListener("focusout", run);
  run();
}

export function showToast({ text, undo }) {
  if (!region || !pattern) return;
  const toast = pattern.content.firstElementChild.cloneNode(true);
  toast.querySelector("span").textContent = text;
  const button = toast.querySelector("button");
  if (undo) {
    button.hidden = false;
    button.textContent = undo.label;
    button.addEventListener("click", () => {
      toast.remove();
      window.htmx.ajax("POST", undo.url, { target: undo.target ?? "body", swap: undo.target ? "outerHTML" : "none" });
    });
  } else {
    button.remove();
  }
  region.replaceChildren(toast);
  startClock(toast);
}

document.body.addEventListener("toast", (event) => showToast(event.detail));
for (const toast of region?.querySelectorAll(".toast") ?? []) startClock(toast);
