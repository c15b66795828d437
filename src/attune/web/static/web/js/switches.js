// Light or dark, and the blur over names and amounts; both are remembered on this device.
const root = document.documentElement;

function remember(key, value) {
  try {
    localStorage.setItem(`attune.${key}`, value);
  } catch {
    // A private window keeps nothing; the choice lasts until the page is closed.
  }
}

function isDark() {
  if (root.dataset.theme) return root.dataset.theme === "dark";
  return matchMedia("(prefers-color-scheme: dark)").matches;
}

function showPrivacy() {
  for (const button of document.querySelectorAll("[data-toggle-privacy]")) {
    button.setAttribute("aria-pressed", String(root.dataset.privacy === "on"));
  }
}

// Blurred text can be read by whoever moves the focus to it.
function makeReachable() {
  for (const text of document.querySelectorAll(".phi")) {
    const holdsFocus = text.matches("a, button, input, [tabindex]") || text.closest("a, button");
    if (root.dataset.privacy === "on" && !holdsFocus) {
      text.tabIndex = 0;
      text.dataset.blurStop = "";
    }
    if (root.dataset.privacy !== "on" && "blurStop" in text.dataset) {
      text.removeAttribute("tabindex");
      delete text.dataset.blurStop;
    }
  }
}

export function setPrivacy(on) {
  root.dataset.privacy = on ? "on" : "off";
  remember("privacy", root.dataset.privacy);
  showPrivacy();
  makeReachable();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-toggle-theme], [data-toggle-privacy]");
  if (!button) return;
  if ("toggleTheme" in button.dataset) {
    root.dataset.theme = isDark() ? "light" : "dark";
    remember("theme", root.dataset.theme);
  } else {
    setPrivacy(root.dataset.privacy !== "on");
  }
});
document.addEventListener("htmx:afterSettle", makeReachable);
showPrivacy();
makeReachable();
