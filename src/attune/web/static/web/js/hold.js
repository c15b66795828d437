// How long a time is held: counts down from what the server said, then leads back to the free times:
// a page that nobody looks at keeps nothing.
for (const clock of document.querySelectorAll("[data-hold-seconds]")) {
  const endsAt = performance.now() + Number(clock.dataset.holdSeconds) * 1000;
  const show = () => {
    const left = Math.max(0, Math.round((endsAt - performance.now()) / 1000));
    clock.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    if (left === 0) location.replace(clock.dataset.holdOver);
    else setTimeout(show, 1000);
  };
  show();
}
