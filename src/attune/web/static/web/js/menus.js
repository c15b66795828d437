// Menus are details elements; a click outside, Escape, or opening another one closes them.
const MENUS = "details.menu[open], details.shell-more[open]";

function close(menu, { giveFocusBack = false } = {}) {
  menu.open = false;
  if (giveFocusBack) menu.querySelector("summary").focus();
}

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll(MENUS)) {
    if (!menu.contains(event.target)) close(menu);
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    for (const menu of document.querySelectorAll(MENUS)) {
      close(menu, { giveFocusBack: menu.contains(document.activeElement) });
    }
  }
  const isTyping = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey) {
    const search = document.querySelector("[data-search-key]");
    if (search && search.offsetParent) {
      event.preventDefault();
      search.focus();
    }
  }
});
