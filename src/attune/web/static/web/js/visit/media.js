// Camera, microphone and screen: what is sent, and what is shown of it to oneself.
const CONSTRAINTS = {
  audio: { echoCancellation: true, noiseSuppression: true },
  video: { width: { ideal: 1280 }, height: { ideal: 720 } },
};
const METER_MS = 150;
const REFUSALS = { NotAllowedError: "Blocked", NotReadableError: "Busy", AbortError: "Busy" };

export class Media {
  constructor() {
    this.stream = new MediaStream();
    this.screen = null;
  }

  // Picture and sound, else sound alone, else the picture alone, else nothing: somebody without a camera still hears
  // and is heard. Returns the name of what to say: what is missing, and why the browser does not give it.
  async open() {
    const asked = [CONSTRAINTS, { audio: CONSTRAINTS.audio }, { video: CONSTRAINTS.video }];
    let refusal = "";
    for (const constraints of asked) {
      try {
        this.stream = await navigator.mediaDevices.getUserMedia(constraints);
        break;
      } catch (error) {
        // A refusal says more than that nothing of the kind is there.
        refusal = REFUSALS[error.name] ?? (refusal || "Missing");
      }
    }
    if (!refusal) return "";
    if (!this.stream.getTracks().length) return `both${refusal}`;
    return this.has("audio") ? `camera${refusal}` : `microphone${refusal}`;
  }

  get tracks() {
    const shown = this.screen ? [this.screen] : this.stream.getVideoTracks();
    return [...this.stream.getAudioTracks(), ...shown];
  }

  has(kind) {
    return this.stream.getTracks().some((track) => track.kind === kind);
  }

  isOn(kind) {
    return this.stream.getTracks().some((track) => track.kind === kind && track.enabled);
  }

  switch(kind) {
    const isOn = !this.isOn(kind);
    for (const track of this.stream.getTracks()) if (track.kind === kind) track.enabled = isOn;
    return isOn;
  }

  async share(onEnd) {
    const display = await navigator.mediaDevices.getDisplayMedia({ video: true });
    [this.screen] = display.getVideoTracks();
    this.screen.addEventListener("ended", onEnd);
    return this.screen;
  }

  // Gives the camera back its place; nothing where there is none.
  unshare() {
    this.screen?.stop();
    this.screen = null;
    return this.stream.getVideoTracks()[0] ?? null;
  }

  // Shows how loud one is, so that somebody sees that the microphone works before anybody hears them.
  measure(meter) {
    if (!meter || !this.has("audio")) return;
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    context.createMediaStreamSource(this.stream).connect(analyser);
    const heard = new Uint8Array(analyser.fftSize);
    this.timer = setInterval(() => {
      analyser.getByteTimeDomainData(heard);
      meter.value = Math.max(...heard.map((value) => Math.abs(value - 128))) / 128;
    }, METER_MS);
  }

  close() {
    clearInterval(this.timer);
    this.unshare();
    this.stream.getTracks().forEach((track) => track.stop());
    this.stream = new MediaStream();
  }
}
