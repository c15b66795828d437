// A part that could not be refreshed keeps its old content; an alert above it offers Retry.
const SLOW_MS = 8000;
const slow = new WeakMap();

function noticeAbove(target, patternId, marker) {
  if (!target || target === document.body) return null;
  const before = target.previousElementSibling;
  if (before?.matches(marker)) return before;
  const notice = document.getElementById(patternId).content.firstElementChild.cloneNode(true);
  target.before(notice);
  return notice;
}

function clearNotices(target) {
  clearTimeout(slow.get(target));
  let before = target?.previousElementSibling;
  while (before?.matches("[data-failure], [data-slow]")) {
    const gone = before;
    before = before.previousElementSibling;
    gone.remove();
  }
}

function showFailure(event) {
  const { xhr, target, requestConfig } = event.detail;
  if (xhr?.status === 401) return;
  clearNotices(target);
  const notice = noticeAbove(target, "failure-pattern", "[data-failure]");
  const retry = notice?.querySelector("[data-retry]");
  if (!retry) return;
  if (requestConfig?.verb !== "get") {
    retry.remove();
    return;
  }
  retry.addEventListener("click", () => {
    window.htmx.ajax("GET", requestConfig.path, { source: requestConfig.elt, target, swap: "outerHTML" });
  });
}

document.body.addEventListener("htmx:beforeSend", (event) => {
  const { target } = event.detail;
  clearTimeout(slow.get(target));
  slow.set(target, setTimeout(() => noticeAbove(target, "slow-pattern", "[data-slow]"), SLOW_MS));
});
document.body.addEventListener("htmx:afterRequest", (event) => clearTimeout(slow.get(event.detail.target)));
document.body.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.shouldSwap) clearNotices(event.detail.target);
});
for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  document.body.addEventListener(failure, showFailure);
}
