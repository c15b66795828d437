// After signing out every tab forgets its drafts: this one, and by a mark in shared storage the others.
import { forgetAll } from "./draft.js";

const MARK = "attune.signed-out";

if ("signedOut" in document.body.dataset) {
  forgetAll();
  try {
    localStorage.setItem(MARK, String(Date.now()));
  } catch {
    // A private window shares nothing, and forgets by itself.
  }
}

window.addEventListener("storage", (event) => {
  if (event.key === MARK) forgetAll();
});
