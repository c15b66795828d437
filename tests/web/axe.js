// Runs axe on the page. Its search for what lies behind a text takes most of its time, so that one element is asked
// about for each way a text looks: its color, size and weight on the same backgrounds.
async () => {
  const looks = new Map();
  const look = (element) => {
    const style = getComputedStyle(element);
    const parts = [style.color, style.fontSize, style.fontWeight];
    for (let one = element; one; one = one.parentElement) {
      const { backgroundColor, backgroundImage, opacity, position } = getComputedStyle(one);
      parts.push(backgroundColor, backgroundImage, opacity, position === "static" ? "" : position);
    }
    return parts.join("|");
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (texts.currentNode.data.trim() && element.checkVisibility()) looks.set(look(element), element);
  }
  for (const element of document.querySelectorAll("input, select, textarea")) {
    if (element.checkVisibility()) looks.set(look(element), element);
  }
  const told = { preload: false, resultTypes: ["violations"] };
  const found = await axe.run({ ...told, rules: { "color-contrast": { enabled: false } } });
  if (looks.size === 0) return found.violations;
  const contrast = await axe.run({ include: [...looks.values()] }, { ...told, runOnly: ["color-contrast"] });
  return [...found.violations, ...contrast.violations];
}
