// A form that was sent says so on its button, keeps its width and cannot be sent twice.
function markBusy(form, button) {
  form.dataset.sent = "";
  if (!button) return;
  button.dataset.label = button.textContent;
  button.setAttribute("aria-busy", "true");
  if (button.dataset.busyLabel) {
    const text = [...button.childNodes].reverse().find((node) => node.nodeType === Node.TEXT_NODE);
    if (text) text.textContent = button.dataset.busyLabel;
  }
}

function markIdle(form) {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll('[aria-busy="true"]')) {
    button.removeAttribute("aria-busy");
    const text = [...button.childNodes].reverse().find((node) => node.nodeType === Node.TEXT_NODE);
    if (text && button.dataset.label) text.textContent = button.dataset.label;
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "dialog") return;
  if ("sent" in form.dataset) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  markBusy(form, event.submitter ?? form.querySelector('[type="submit"]'));
  // Another script may have taken the form over and sent nothing.
  setTimeout(() => {
    if (event.defaultPrevented && !form.classList.contains("htmx-request")) markIdle(form);
  });
}, true);

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.detail.elt.closest?.("form");
  if (form) markIdle(form);
});

// The browser may show this page again from its own memory.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("form[data-sent]").forEach(markIdle);
});
