// A lost session: drafts stay, a dialog says so and leads back to this page after sign-in.
export function signInAddress() {
  const stem = document.body.dataset.signInUrl || "/";
  const here = location.pathname + location.search;
  return `${stem}?next=${encodeURIComponent(here)}`;
}

function showSignedOut() {
  const dialog = document.getElementById("signed-out");
  if (!dialog) {
    location.assign(signInAddress());
    return;
  }
  dialog.querySelector("[data-sign-in]").href = signInAddress();
  if (!dialog.open) dialog.showModal();
}

document.body.addEventListener("htmx:beforeOnLoad", (event) => {
  if (event.detail.xhr.status === 401) {
    event.preventDefault();
    showSignedOut();
  }
});
