// Listens at /ws/live, or at the address data-live names; {"region": "tasks"} makes the body fire refresh-tasks,
// and each region fetches itself with hx-trigger="refresh-tasks from:body".
import { saveAll } from "./draft.js";
import { lockPage } from "./session.js";

const SIGNED_OUT = 4401;
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 60000;
let wait = FIRST_WAIT_MS;

function refresh(region) {
  // The session itself changed: another practice is active, or a role ended. The page shows what holds now.
  if (region === "session") {
    saveAll();
    location.reload();
    return;
  }
  document.body.dispatchEvent(new CustomEvent(`refresh-${region}`, { bubbles: true }));
}

function isLive(event) {
  const request = event.detail.requestConfig ?? event.detail;
  return request.triggeringEvent?.type.startsWith("refresh-") ?? false;
}

// What the page fetches by itself is no sign that somebody is here; it must not put the idle lock off.
document.body.addEventListener("htmx:configRequest", (event) => {
  if (isLive(event)) event.detail.headers["X-Attune-Passive"] = "true";
});

// Nothing moves under the pointer or the focus: the region waits until both have left it.
document.body.addEventListener("htmx:beforeRequest", (event) => {
  const region = event.detail.elt;
  if (!isLive(event) || !isUsed(region)) return;
  event.preventDefault();
  if ("waits" in region.dataset) return;
  region.dataset.waits = "";
  const { type } = event.detail.requestConfig.triggeringEvent;
  const look = () => setTimeout(() => {
    if (isUsed(region)) return;
    region.removeEventListener("pointerleave", look);
    region.removeEventListener("focusout", look);
    delete region.dataset.waits;
    document.body.dispatchEvent(new CustomEvent(type, { bubbles: true }));
  });
  region.addEventListener("pointerleave", look);
  region.addEventListener("focusout", look);
});

// What changed shows it for a moment.
document.body.addEventListener("htmx:afterSettle", (event) => {
  if (!isLive(event)) return;
  const region = document.getElementById(event.detail.elt.id);
  region?.classList.add("is-fresh");
  region?.addEventListener("animationend", () => region.classList.remove("is-fresh"), { once: true });
});

function isUsed(region) {
  return region.matches(":hover") || region.contains(document.activeElement);
}

function connect() {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const socket = new WebSocket(`${scheme}://${location.host}${document.body.dataset.live || "/ws/live"}`);
  socket.addEventListener("open", () => { wait = FIRST_WAIT_MS; });
  socket.addEventListener("message", (event) => {
    const { region } = JSON.parse(event.data);
    if (/^[a-z][a-z0-9-]*$/.test(region ?? "")) refresh(region);
  });
  socket.addEventListener("close", (event) => {
    if (event.code === SIGNED_OUT) {
      lockPage();
      return;
    }
    const jitter = Math.random() * wait / 2;
    setTimeout(connect, wait + jitter);
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  });
}

if ("live" in document.body.dataset) connect();
