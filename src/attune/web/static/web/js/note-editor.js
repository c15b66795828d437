// Saves a note while it is written, says whether it did, and keeps what is not saved in this browser.
// The kept copy is encrypted: its key comes with the page and goes with it, so that whoever comes next to this
// browser finds nothing to read, and signing in as the author brings the words back. Signing out forgets it.
import { PREFIX } from "./draft.js";

const KEEP_MS = 300;
const SAVE_MS = 2000;
const RETRY_MS = 5000;

function cipherKey(form) {
  if (!window.crypto?.subtle) return Promise.resolve(null);
  const bytes = Uint8Array.from(atob(form.dataset.copyKey), (letter) => letter.charCodeAt(0));
  return crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]).catch(() => null);
}

async function sealed(key, value) {
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(value));
  const cipher = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce }, key, plain));
  return btoa(String.fromCharCode(...nonce, ...cipher));
}

async function opened(key, text) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes.slice(0, 12) }, key, bytes.slice(12));
  return JSON.parse(new TextDecoder().decode(plain));
}

class NoteForm {
  constructor(form) {
    this.form = form;
    this.fields = [...form.querySelectorAll("textarea[name]")];
    this.problem = form.querySelector("#note-problem");
    this.state = form.closest("section").querySelector("[data-note-state]");
    this.name = PREFIX + form.dataset.noteEditor;
    // What the page came with: somebody may have written before this script was there.
    this.saved = this.problem.childElementCount ? "" : this.words("defaultValue");
    this.sent = this.saved;
    this.waits = this.problem.childElementCount > 0;
    this.key = cipherKey(form);
    this.listen();
    this.bringBack();
    if (!this.waits && this.isUnsaved) this.changed();
  }

  words(which = "value") {
    return JSON.stringify(this.fields.map((field) => [field.name, field[which]]));
  }

  tell(what, more = "") {
    this.state.textContent = this.form.dataset[what] + (more && ` ${more}`);
    this.state.dataset.noteState = what;
  }

  get isUnsaved() {
    return this.words() !== this.saved;
  }

  listen() {
    const { form } = this;
    form.addEventListener("input", () => this.changed());
    form.addEventListener("focusout", () => this.save());
    form.addEventListener("keydown", (event) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
        event.preventDefault();
        this.save();
      }
    });
    form.addEventListener("click", (event) => {
      const goOn = event.target.closest("[data-note-go-on]");
      if (goOn) this.goOnFrom(Number(goOn.dataset.noteGoOn));
    });
    form.addEventListener("htmx:beforeRequest", () => {
      this.sent = this.words();
      this.tell("saving");
    });
    form.addEventListener("note-saved", (event) => this.wasSaved(event.detail));
    for (const failure of ["htmx:sendError", "htmx:timeout"]) {
      form.addEventListener(failure, (event) => this.failed(event, "offline"));
    }
    form.addEventListener("htmx:responseError", (event) => this.failed(event, "failed"));
    form.addEventListener("htmx:afterRequest", (event) => {
      if (![409, 422].includes(event.detail.xhr?.status)) return;
      this.waits = true;
      this.tell("changed");
    });
    window.addEventListener("online", () => this.save());
    window.addEventListener("beforeunload", () => { this.isLeaving = true; });
  }

  changed() {
    this.isLeaving = false;
    if (!this.waits) this.tell("unsaved");
    clearTimeout(this.keepTimer);
    this.keepTimer = setTimeout(() => this.keep(), KEEP_MS);
    this.later(SAVE_MS);
  }

  later(wait) {
    clearTimeout(this.saveTimer);
    this.saveTimer = setTimeout(() => this.save(), wait);
  }

  save() {
    if (this.waits || !this.isUnsaved || !this.form.isConnected) return;
    clearTimeout(this.saveTimer);
    window.htmx?.trigger(this.form, "note-save");
  }

  goOnFrom(revision) {
    this.form.elements.revision.value = revision;
    this.waits = false;
    this.saved = "";
    this.save();
  }

  wasSaved({ revision, at }) {
    this.form.elements.revision.value = revision;
    this.form.dataset.lastWriter = this.form.elements.writer.value;
    this.saved = this.sent;
    this.waits = false;
    this.problem.replaceChildren();
    this.keep();
    if (this.isUnsaved) this.changed();
    else this.tell("saved", at);
  }

  failed(event, what) {
    event.stopPropagation();
    this.tell(what);
    this.keep();
    this.later(RETRY_MS);
  }

  async keep() {
    const key = await this.key;
    try {
      // The page that is on its way may have been drawn before this was saved: it looks at the copy itself.
      if (!this.isUnsaved && this.isLeaving) return;
      if (!this.isUnsaved) sessionStorage.removeItem(this.name);
      else if (key) {
        const { revision, writer } = this.form.elements;
        const copy = { revision: Number(revision.value), writer: writer.value, words: JSON.parse(this.words()) };
        sessionStorage.setItem(this.name, await sealed(key, copy));
      }
    } catch {
      // Nothing can be kept in this window; the page says when it saved.
    }
  }

  get apart() {
    return `${this.name}.apart`;
  }

  async copyUnder(name) {
    const text = sessionStorage.getItem(name);
    const key = await this.key;
    if (!text || !key) return null;
    try {
      return await opened(key, text);
    } catch {
      sessionStorage.removeItem(name);
      return null;
    }
  }

  async bringBack() {
    this.forgetOthers();
    const older = await this.copyUnder(this.apart);
    if (older) this.showApart(older.words);
    const copy = await this.copyUnder(this.name);
    if (!copy) return;
    const names = this.fields.map((field) => field.name).join();
    const isSame = copy.words.map(([name]) => name).join() === names;
    const isNewest = copy.revision === Number(this.form.elements.revision.value) || copy.writer === this.form.dataset.lastWriter;
    if (isSame && isNewest) this.takeUp(copy.words);
    else {
      sessionStorage.setItem(this.apart, sessionStorage.getItem(this.name));
      this.showApart(copy.words);
    }
  }

  takeUp(words) {
    for (const [name, value] of words) this.form.elements[name].value = value;
    if (!this.isUnsaved) {
      this.keep();
      return;
    }
    this.tell("broughtBack");
    this.later(KEEP_MS);
  }

  showApart(words) {
    const apart = this.form.querySelector("template[data-note-apart]").content.firstElementChild.cloneNode(true);
    apart.querySelector("textarea").value = words.map(([, value]) => value).filter(Boolean).join("\n\n");
    apart.querySelector("[data-note-discard]").addEventListener("click", () => {
      sessionStorage.removeItem(this.apart);
      apart.remove();
    });
    this.problem.after(apart);
  }

  // Another person's copies are of no use here: their key is not in this page.
  forgetOthers() {
    const own = this.name.slice(0, -"-00000000-0000-0000-0000-000000000000".length);
    for (const name of Object.keys(sessionStorage)) {
      if (name.startsWith(`${PREFIX}note-`) && !name.startsWith(own)) sessionStorage.removeItem(name);
    }
  }
}

const known = new WeakSet();

function takeOver(root) {
  const forms = root.matches?.("[data-note-editor]") ? [root] : root.querySelectorAll?.("[data-note-editor]") ?? [];
  for (const form of forms) {
    if (known.has(form)) continue;
    known.add(form);
    new NoteForm(form);
  }
}

takeOver(document);
document.addEventListener("htmx:load", (event) => takeOver(event.detail.elt));
