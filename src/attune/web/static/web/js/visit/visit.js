// A video visit: one's own picture, the other side's, and what is between them. Every word comes from the page.
import { Line } from "./line.js";
import { Media } from "./media.js";
import { Peer } from "./peer.js";

const HERE_MS = 30000;
const PATIENCE_MS = 15000;
const WITHOUT_LINE_MS = 15000;

class Visit {
  constructor(root) {
    this.root = root;
    this.words = JSON.parse(root.dataset.words);
    this.kept = `attune.visit.${root.dataset.visit}`;
    this.media = new Media();
    for (const [name, act] of Object.entries({
      join: () => this.join(),
      microphone: () => this.toggle("audio", "microphone"),
      camera: () => this.toggle("video", "camera"),
      share: () => this.share(),
      leave: () => this.leave(),
    })) this.part(name)?.addEventListener("click", act);
    this.part("join").hidden = false;
    this.tick();
    if (this.root.dataset.joins === "at-once" ? this.remembered !== "left" : this.remembered === "joined") this.join();
    else this.tell(this.remembered === "left" ? "left" : "ready");
  }

  part(name) {
    return this.root.querySelector(`[data-visit-${name}]`);
  }

  get remembered() {
    try {
      return sessionStorage.getItem(this.kept);
    } catch {
      return null;
    }
  }

  remember(what) {
    try {
      sessionStorage.setItem(this.kept, what);
    } catch {
      // After a reload the person joins once more by hand.
    }
  }

  // What is going on, for eyes and for screen readers; the attribute is what styles and tests go by.
  tell(state) {
    this.root.dataset.state = state;
    this.part("status").textContent = this.words[state] ?? "";
  }

  async join() {
    this.part("join").hidden = true;
    this.part("bar").hidden = false;
    this.remember("joined");
    this.tell("starting");
    this.problem = await this.media.open();
    this.warn(this.problem);
    this.part("self").srcObject = this.media.stream;
    this.part("self").parentElement.hidden = !this.media.has("video");
    this.media.measure(this.part("meter"));
    this.part("microphone").disabled = !this.media.has("audio");
    this.part("camera").disabled = !this.media.has("video");
    this.part("share").disabled = !navigator.mediaDevices.getDisplayMedia;
    this.here = setInterval(() => this.saySomebodyIsHere(), HERE_MS);
    this.line = new Line(this.root.dataset.visit, {
      onMessage: (message) => this.hear(message),
      onDown: () => this.down(),
      onEnd: (why) => this.ended(why),
    });
  }

  hear(message) {
    if (message.welcome) {
      // We have a new name: the other side begins anew with us, and so do we.
      this.forget();
      this.back();
      this.welcome = message;
      this.tell(message.welcome === "inside" ? "alone" : "waiting");
    } else if (message.servers) {
      this.welcome.servers = message.servers;
      this.peer?.renew(message.servers);
    } else if (message.peer === "here") {
      if (message.name !== this.peer?.name) this.meet(message.name);
    } else if (message.peer === "gone") {
      this.tell("rejoining");
    } else if (message.peer === "left") {
      this.forget();
      this.tell("otherLeft");
    } else if (message.from) {
      // Their first words may overtake the news that they are there.
      if (message.from !== this.peer?.name) this.meet(message.from);
      this.peer.take(message);
    }
  }

  meet(name) {
    this.forget();
    this.tell("connecting");
    this.peer = new Peer({
      name,
      isPolite: this.welcome.isPolite,
      servers: this.welcome.servers,
      isRelayOnly: this.welcome.isRelayOnly,
      tracks: this.media.tracks,
      stream: this.media.stream,
      say: (message) => this.line.say(message),
      onStream: (stream) => { this.part("other").srcObject = stream; },
      onState: (state) => this.changed(name, state),
    });
    this.patience = setTimeout(() => this.beginAnew(), PATIENCE_MS);
  }

  // No way was found yet: say so, and let the side that does not give way try once more from the start.
  beginAnew() {
    this.warn("noWay");
    if (!this.welcome.isPolite) this.line.again(0);
  }

  // The line comes back by itself; who waits long for it is told what they can do.
  down() {
    this.tell("reconnecting");
    this.alone ??= setTimeout(() => this.warn("noLine"), WITHOUT_LINE_MS);
  }

  back() {
    clearTimeout(this.alone);
    this.alone = null;
    this.warn(this.problem);
  }

  warn(problem) {
    this.part("problem").textContent = this.words[problem] ?? "";
    this.part("problem").hidden = !problem;
  }

  changed(name, state) {
    if (name !== this.peer?.name) return;
    if (state === "connected") {
      clearTimeout(this.patience);
      this.warn(this.problem);
      this.tell("connected");
      this.line.say({ say: "connected" });
    } else if (state === "disconnected" || state === "failed") {
      this.tell("rejoining");
    }
  }

  toggle(kind, button) {
    const isOn = this.media.switch(kind);
    this.part(button).setAttribute("aria-pressed", String(!isOn));
  }

  async share() {
    if (this.media.screen) {
      await this.unshare();
      return;
    }
    try {
      await this.send(await this.media.share(() => this.unshare()));
      this.part("share").setAttribute("aria-pressed", "true");
    } catch {
      // Nothing was chosen: everything stays as it is.
    }
  }

  async unshare() {
    const camera = this.media.unshare();
    if (camera) await this.send(camera);
    this.part("share").setAttribute("aria-pressed", "false");
  }

  async send(track) {
    await this.peer?.show(track, this.media.stream);
  }

  leave() {
    this.remember("left");
    this.line?.say({ say: "leave" });
    this.stop();
    this.tell("left");
    this.part("join").hidden = false;
  }

  ended(why) {
    this.stop();
    this.tell(why);
    // What shut the door, or who has to sign in: the page knows and says it.
    if (why === "shut" || why === "signedOut") location.reload();
    else this.part("join").hidden = false;
  }

  stop() {
    clearInterval(this.here);
    this.problem = "";
    this.back();
    this.forget();
    this.line?.end();
    this.media.close();
    this.part("self").srcObject = null;
    this.part("bar").hidden = true;
  }

  forget() {
    clearTimeout(this.patience);
    this.peer?.close();
    this.peer = null;
    this.part("other").srcObject = null;
  }

  // Who talks does not type: a call keeps the page open that idleness would lock.
  saySomebodyIsHere() {
    if (this.root.dataset.state === "connected") document.dispatchEvent(new CustomEvent("person-here"));
  }

  tick() {
    const clock = this.part("clock");
    if (!clock) return;
    const began = performance.now() - Number(clock.dataset.seconds) * 1000;
    const told = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    const show = () => {
      const seconds = Math.max(0, Math.floor((performance.now() - began) / 1000));
      clock.textContent = `${told(seconds)} / ${told(Number(clock.dataset.length))}`;
    };
    show();
    setInterval(show, 1000);
  }
}

for (const root of document.querySelectorAll("[data-visit]")) new Visit(root);
