// Listens at /ws/live where the page has data-live; {"region": "tasks"} makes the body fire refresh-tasks,
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

// What the page fetches by itself is no sign that somebody is here; it must not put the idle lock off.
document.body.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.triggeringEvent?.type.startsWith("refresh-")) event.detail.headers["X-Attune-Passive"] = "true";
});

function connect() {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const socket = new WebSocket(`${scheme}://${location.host}/ws/live`);
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
