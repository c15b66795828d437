// A lost session: what was typed stays, and sign-in leads back to this page.
import { saveAll } from "./draft.js";

export function signInAddress() {
  const stem = document.body.dataset.signInUrl || "/";
  const here = location.pathname + location.search;
  return `${stem}?next=${encodeURIComponent(here)}`;
}

// Takes everything off the screen at once.
export function lockPage() {
  saveAll();
  const address = signInAddress();
  document.body.replaceChildren();
  location.replace(address);
}

function showSignedOut() {
  const dialog = document.getElementById("signed-out");
  saveAll();
  dialog.querySelector("[data-sign-in]").href = signInAddress();
  if (!dialog.open) dialog.showModal();
}

document.body.addEventListener("htmx:beforeOnLoad", (event) => {
  if (event.detail.xhr.status === 401) {
    event.preventDefault();
    showSignedOut();
  }
});
