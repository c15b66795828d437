// The connection between the two browsers of a visit. Both sides may begin to negotiate at any time; when both do at
// once, the polite one gives way (W3C WebRTC, "perfect negotiation"). One of these lives as long as the other side's
// connection to us has the same name; whoever comes back gets a new one.
const PATIENCE_MS = 4000;

export class Peer {
  constructor({ name, isPolite, servers, isRelayOnly, tracks, stream, say, onStream, onState }) {
    this.name = name;
    this.isPolite = isPolite;
    this.say = (message) => say({ to: name, ...message });
    this.isOffering = false;
    this.isIgnoring = false;
    this.connection = new RTCPeerConnection({
      iceServers: servers,
      iceTransportPolicy: isRelayOnly ? "relay" : "all",
    });
    this.connection.addEventListener("negotiationneeded", () => this.offer());
    this.connection.addEventListener("icecandidate", ({ candidate }) => {
      if (candidate) this.say({ candidate: candidate.toJSON() });
    });
    this.connection.addEventListener("track", ({ streams }) => onStream(streams[0]));
    this.connection.addEventListener("connectionstatechange", () => this.changed(onState));
    this.senders = tracks.map((track) => this.connection.addTrack(track, stream));
  }

  // What a network that changed is found with; the way that is open stays as it is.
  renew(servers) {
    this.connection.setConfiguration({ ...this.connection.getConfiguration(), iceServers: servers });
  }

  async offer() {
    try {
      this.isOffering = true;
      await this.connection.setLocalDescription();
      this.say({ description: this.connection.localDescription.toJSON() });
    } catch {
      // The connection was closed meanwhile: a newer one takes its place.
    } finally {
      this.isOffering = false;
    }
  }

  async take({ description, candidate }) {
    const isOfIgnored = this.isIgnoring;
    try {
      if (description) await this.describe(description);
      else if (candidate) await this.connection.addIceCandidate(candidate);
    } catch (error) {
      // What belongs to an offer we ignored cannot be added, and need not.
      if (!isOfIgnored && this.connection.signalingState !== "closed") throw error;
    }
  }

  async describe(description) {
    const collides = description.type === "offer" && (this.isOffering || this.connection.signalingState !== "stable");
    this.isIgnoring = collides && !this.isPolite;
    if (this.isIgnoring) return;
    await this.connection.setRemoteDescription(description);
    if (description.type !== "offer") return;
    await this.connection.setLocalDescription();
    this.say({ description: this.connection.localDescription.toJSON() });
  }

  // A network that changed is found again by new candidates; the side that does not give way begins.
  changed(onState) {
    const state = this.connection.connectionState;
    clearTimeout(this.timer);
    if (!this.isPolite && state === "failed") this.connection.restartIce();
    if (!this.isPolite && state === "disconnected") {
      this.timer = setTimeout(() => this.connection.restartIce(), PATIENCE_MS);
    }
    onState(state);
  }

  // Another picture in the place of the one before, without negotiating anew where one was sent already.
  async show(track, stream) {
    const sender = this.senders.find((one) => one.track?.kind === track.kind);
    if (sender) await sender.replaceTrack(track);
    else this.senders.push(this.connection.addTrack(track, stream));
  }

  close() {
    clearTimeout(this.timer);
    this.connection.close();
  }
}
