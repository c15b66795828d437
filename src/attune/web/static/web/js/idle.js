// Locks the page after data-idle-seconds without a touch: warns two minutes ahead, keeps the drafts,
// then replaces the page by the sign-in page. Tabs share the last touch, so one busy tab keeps all open.
import { lockPage } from "./session.js";

const WARN_S = 120;
const SHARED = "attune.touched";
const limit = Number(document.body.dataset.idleSeconds ?? 0);
const dialog = document.getElementById("idle-warning");
let touched = Date.now();

function lastTouch() {
  try {
    return Math.max(touched, Number(localStorage.getItem(SHARED) ?? 0));
  } catch {
    return touched;
  }
}

function touch() {
  if (Date.now() - touched < 1000) return;
  touched = Date.now();
  try {
    localStorage.setItem(SHARED, String(touched));
  } catch {
    // Each tab then counts for itself.
  }
}

function tick() {
  const left = Math.ceil(limit - (Date.now() - lastTouch()) / 1000);
  if (left <= 0) {
    lockPage();
    return;
  }
  const warn = left <= Math.min(WARN_S, limit / 2);
  if (warn) {
    dialog.querySelector("[data-idle-left]").textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    if (!dialog.open) dialog.showModal();
  } else if (dialog.open) {
    dialog.close();
  }
  setTimeout(tick, 1000);
}

// The server counts too: staying tells it that the person is here.
function stay() {
  touched = 0;
  touch();
  fetch(location.href, { method: "HEAD", credentials: "same-origin" }).catch(() => {});
}

if (limit > 0 && dialog) {
  for (const name of ["pointerdown", "keydown", "scroll", "person-here"]) {
    document.addEventListener(name, () => { if (!dialog.open) touch(); }, { passive: true });
  }
  dialog.querySelector("[data-stay]").addEventListener("click", stay);
  dialog.addEventListener("cancel", stay);
  touched = 0;
  touch();
  tick();
}
