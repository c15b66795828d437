// The line to our own server, over which two browsers find each other. It comes back by itself after a reload, a
// network that changed, or a server that was restarted; it stays down where the server says so.
const PING_MS = 10000;
const PONG_MS = 8000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8000;
const FINAL = { 4400: "broken", 4401: "signedOut", 4403: "shut", 4404: "shut", 4409: "elsewhere", 4429: "broken" };

export class Line {
  constructor(path, { onMessage, onDown, onEnd }) {
    this.path = path;
    this.calls = { onMessage, onDown, onEnd };
    this.wait = FIRST_WAIT_MS;
    this.online = () => this.again(0);
    window.addEventListener("online", this.online);
    this.connect();
  }

  connect() {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const socket = new WebSocket(`${scheme}://${location.host}${this.path}`);
    this.socket = socket;
    socket.addEventListener("open", () => {
      this.ping = setInterval(() => this.beat(socket), PING_MS);
    });
    socket.addEventListener("message", ({ data }) => {
      const message = JSON.parse(data);
      clearTimeout(this.pong);
      if (message.say === "pong") return;
      if (message.welcome) this.wait = FIRST_WAIT_MS;
      this.calls.onMessage(message);
    });
    socket.addEventListener("close", ({ code }) => {
      if (socket === this.socket) this.closed(code);
    });
  }

  beat(socket) {
    this.say({ say: "ping" });
    clearTimeout(this.pong);
    // A network that vanished closes nothing: a line that does not answer is given up.
    this.pong = setTimeout(() => {
      if (socket === this.socket) this.again(0);
    }, PONG_MS);
  }

  say(message) {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  closed(code) {
    this.still();
    if (this.isOver) return;
    if (code in FINAL) {
      this.end();
      this.calls.onEnd(FINAL[code]);
      return;
    }
    this.again(this.wait + Math.random() * this.wait / 2);
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT_MS);
  }

  again(after) {
    if (this.isOver) return;
    this.still();
    const before = this.socket;
    this.socket = { readyState: WebSocket.CLOSED, close() {} };
    before.close();
    this.calls.onDown();
    this.next = setTimeout(() => this.connect(), after);
  }

  still() {
    clearInterval(this.ping);
    clearTimeout(this.pong);
    clearTimeout(this.next);
  }

  end() {
    this.isOver = true;
    this.still();
    window.removeEventListener("online", this.online);
    this.socket.close();
  }
}
