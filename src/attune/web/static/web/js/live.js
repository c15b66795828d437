// Listens at /ws/live where the page has data-live; {"region": "tasks"} makes the body fire refresh-tasks,
// and each region fetches itself with hx-trigger="refresh-tasks from:body".
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 60000;
let wait = FIRST_WAIT_MS;

function refresh(region) {
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
    // 4401: the session ended; a new connection would be refused as well.
    if (event.code === 4401) return;
    const jitter = Math.random() * wait / 2;
    setTimeout(connect, wait + jitter);
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  });
}

if ("live" in document.body.dataset) connect();
