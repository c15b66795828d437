// Keeps what is typed in forms with data-draft="key" for this tab, until it is sent or the person signs out.
// sessionStorage: nothing is left on a shared computer once the tab is closed.
export const PREFIX = "attune.draft.";
const SENT = "attune.sent";
const WAIT_MS = 600;
const UNKEPT = ["password", "file", "hidden", "submit", "button"];
const timers = new WeakMap();

function key(form) {
  return PREFIX + form.dataset.draft;
}

function kept(form) {
  return [...form.elements].filter((field) => field.name && !UNKEPT.includes(field.type) && !("unkept" in field.dataset));
}

function isChanged(field) {
  if (field.type === "radio" || field.type === "checkbox") return field.checked !== field.defaultChecked;
  if (field.tagName !== "SELECT") return field.value !== field.defaultValue;
  const options = [...field.options];
  const before = options.filter((option) => option.defaultSelected);
  const fallback = field.multiple ? [] : options.slice(0, 1);
  const expected = before.length ? before : fallback;
  return options.some((option) => option.selected !== expected.includes(option));
}

// Only what the person changed is kept, so that what the server knows by then is never overwritten.
function save(form) {
  const values = kept(form).filter(isChanged).map((field) => [field.name, field.value, field.checked ?? null]);
  try {
    if (values.length) sessionStorage.setItem(key(form), JSON.stringify(values));
    else sessionStorage.removeItem(key(form));
    form.dispatchEvent(new CustomEvent("draft-kept", { bubbles: true }));
  } catch {
    // Nothing can be kept in this window; the form works as before.
  }
}

function restore(form) {
  let values;
  try {
    values = JSON.parse(sessionStorage.getItem(key(form)) ?? "null");
  } catch {
    return;
  }
  if (!values) return;
  for (const [name, value, checked] of values) {
    for (const field of kept(form).filter((candidate) => candidate.name === name)) {
      if (field.type === "radio" || field.type === "checkbox") {
        if (field.value === value) field.checked = checked;
      } else if (!isChanged(field)) {
        field.value = value;
      }
    }
  }
}

export function saveAll() {
  document.querySelectorAll("form[data-draft]").forEach(save);
}

export function forgetAll() {
  try {
    Object.keys(sessionStorage).filter((name) => name.startsWith(PREFIX)).forEach((name) => sessionStorage.removeItem(name));
  } catch {
    // There was nothing to forget.
  }
}

function markSent(form) {
  save(form);
  try {
    sessionStorage.setItem(SENT, key(form));
  } catch {
    // Nothing is kept, so nothing can be left over.
  }
}

function forget(form) {
  clearTimeout(timers.get(form));
  try {
    sessionStorage.removeItem(key(form));
  } catch {
    // There was nothing to forget.
  }
}

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-draft]");
  if (!form) return;
  clearTimeout(timers.get(form));
  timers.set(form, setTimeout(() => save(form), WAIT_MS));
});

// A form sent without htmx may end on the sign-in page or on an error page (data-keeps-drafts), so its draft
// goes only when the next ordinary page no longer has the form. A form that stays after success names its version in the key.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if ("signOut" in form.dataset) forgetAll();
  else if ("draft" in form.dataset) markSent(form);
});

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.detail.elt.closest?.("form[data-draft]");
  if (form && event.detail.successful && event.detail.requestConfig.verb !== "get") forget(form);
});

function forgetSent() {
  if ("keepsDrafts" in document.body.dataset) return;
  try {
    const sent = sessionStorage.getItem(SENT);
    sessionStorage.removeItem(SENT);
    const isHere = [...document.querySelectorAll("form[data-draft]")].some((form) => key(form) === sent);
    if (sent && !isHere) sessionStorage.removeItem(sent);
  } catch {
    // There was nothing to forget.
  }
}

forgetSent();
document.querySelectorAll("form[data-draft]").forEach(restore);
document.addEventListener("htmx:load", (event) => {
  event.detail.elt.querySelectorAll?.("form[data-draft]").forEach(restore);
});
