// The week as a calendar in which sessions are dragged. Where there is no room for it the list says the same,
// and each session's own page moves it by keyboard.
import { showToast } from "./toasts.js";

const root = document.getElementById("week-calendar");
const dialog = document.getElementById("move-dialog");
const list = () => document.getElementById("session-list");
const wide = window.matchMedia("(min-width: 56rem)");
const day = new Intl.DateTimeFormat(document.documentElement.lang, {
  weekday: "short", month: "long", day: "numeric", hour: "numeric", minute: "2-digit", timeZone: "UTC",
});
const hour = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "numeric", timeZone: "UTC" });
let calendar = null;

// While a session is in the hand, or asked about, an answer waits: drawn anew, the week would drop what moves, and
// what is put back would stand there twice.
let settled = null;
let settle = () => {};

function pickUp() {
  settled = new Promise((freed) => { settle = freed; });
}

function putDown() {
  settled = null;
  settle();
}

async function sessions(_span, done, failed) {
  try {
    const answer = await fetch(root.dataset.feed, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const told = await answer.json();
    while (settled) await settled;
    done([...told.sessions, ...told.closed.map((stretch) => ({ ...stretch, display: "background" }))]);
  } catch (error) {
    failed(error);
  }
}

function asked(event, before) {
  dialog.querySelector("[data-from]").textContent = day.format(before.start);
  dialog.querySelector("[data-to]").textContent = day.format(event.start);
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((answered) => {
    dialog.addEventListener("close", () => answered(dialog.returnValue === "move"), { once: true });
  });
}

async function moved(drop) {
  pickUp();
  try {
    await confirmed(drop);
  } finally {
    putDown();
  }
}

async function confirmed({ event, oldEvent, revert }) {
  if (!(await asked(event, oldEvent))) {
    revert();
    return;
  }
  const [onDate, atTime] = event.start.toISOString().split("T");
  const told = new URLSearchParams({
    on_date: onDate, at_time: atTime.slice(0, 5), sequence: String(event.extendedProps.sequence),
  });
  const headers = { Accept: "application/json", "X-CSRFToken": JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"] };
  try {
    const answer = await fetch(event.extendedProps.moveUrl, { method: "POST", headers, body: told });
    const { moved: text, problem } = await answer.json();
    if (problem) revert();
    showToast({ text: problem ?? text });
  } catch {
    revert();
    showToast({ text: root.dataset.failed });
  }
  calendar.refetchEvents();
}

function drawn({ event }) {
  if (event.display === "background") return { domNodes: [] };
  const title = document.createElement("b");
  title.textContent = event.title;
  if (event.extendedProps.isPhi) title.className = "phi";
  const under = document.createElement("span");
  under.textContent = event.extendedProps.under;
  return { domNodes: [title, under] };
}

function show() {
  const fits = wide.matches;
  root.hidden = !fits;
  list().classList.toggle("is-beside-calendar", fits);
  if (!fits || calendar) return;
  calendar = new window.FullCalendar.Calendar(root, {
    initialView: "timeGridWeek", initialDate: root.dataset.monday, firstDay: 1, timeZone: "UTC",
    headerToolbar: false, allDaySlot: false, height: "auto", slotMinTime: root.dataset.from, slotMaxTime: root.dataset.to,
    snapDuration: "00:15:00", slotHeaderFormat: ({ date }) => hour.format(date.marker), eventDurationEditable: false, eventStartEditable: false, nowIndicator: true, now: root.dataset.now, slotEventOverlap: false,
    events: sessions, eventDragStart: pickUp, eventDragStop: putDown, eventDrop: moved, eventContent: drawn,
    eventClass: ({ event }) => (event.display === "background" ? "is-closed" : `booking is-${event.extendedProps.kind}`),
  });
  calendar.render();
}

// The live connection says that something changed: the calendar asks again.
document.body.addEventListener("refresh-calendar", () => calendar?.refetchEvents());
document.body.addEventListener("htmx:afterSettle", () => list().classList.toggle("is-beside-calendar", wide.matches));
wide.addEventListener("change", show);
show();
