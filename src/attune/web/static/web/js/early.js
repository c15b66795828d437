// Sets what this device remembers before the first paint: light or dark, blurred or not.
(() => {
  const root = document.documentElement;
  try {
    const theme = localStorage.getItem("attune.theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    if (localStorage.getItem("attune.privacy") === "on") root.dataset.privacy = "on";
  } catch {
    // A private window keeps nothing; the system's own choice stands.
  }
})();
