// A small Stripe.js for the sandbox: the same calls as the real one, so that a page needs no second way.
// Everything typed goes to the sandbox alone. It lives in shadow roots: the page's form never holds a card number.
(() => {
  "use strict";

  const home = new URL(document.currentScript.src);
  const base = home.href.replace(/\/js\/stripe\.js.*$/, "");

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { display: block; font: inherit; color: var(--stripe-text, inherit); }
    .fields { display: grid; grid-template-columns: 1fr 1fr; gap: 0.75rem; }
    label { display: grid; gap: 0.25rem; font-size: 0.875rem; }
    label.wide, p { grid-column: 1 / -1; }
    input { box-sizing: border-box; width: 100%; min-height: 2.75rem; padding: 0.5rem 0.75rem; font: inherit;
      font-size: 1rem; color: inherit; background: var(--stripe-background, #fff);
      border: 1px solid var(--stripe-border, #767676); border-radius: var(--stripe-radius, 0.375rem); }
    input::placeholder { color: var(--stripe-placeholder, #6d6d6d); opacity: 1; }
    input:focus-visible, button:focus-visible { outline: 2px solid var(--stripe-primary, #0f4c81); outline-offset: 2px; }
    input[aria-invalid="true"] { border-color: var(--stripe-danger, #b3261e); }
    p { margin: 0; font-size: 0.875rem; }
    p:empty { display: none; }
    .refusal { color: var(--stripe-danger, #b3261e); }
    dialog { max-width: 26rem; padding: 1.5rem; font: inherit; color: #1a1a1a; background: #fff; border: 0;
      border-radius: 0.75rem; box-shadow: 0 1rem 3rem rgb(0 0 0 / 30%); }
    dialog::backdrop { background: rgb(0 0 0 / 50%); }
    h2 { margin: 0 0 0.5rem; font-size: 1.125rem; }
    .answers { display: grid; gap: 0.5rem; margin-top: 1rem; }
    button { min-height: 2.75rem; padding: 0.5rem 1rem; font: inherit; color: #1a1a1a; background: #fff;
      border: 1px solid #767676; border-radius: 0.375rem; cursor: pointer; }
    button.accept { color: #fff; background: #0f4c81; border-color: #0f4c81; }
  `);

  const element = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  const flat = (value, path = "") => Object.entries(value).flatMap(([name, inner]) => {
    const where = path ? `${path}[${name}]` : name;
    return inner !== null && typeof inner === "object" ? flat(inner, where) : [[where, String(inner)]];
  });

  const noAnswer = { type: "api_connection_error", message: "We could not reach the payment service. Try again." };

  async function ask(client, method, path, told = {}) {
    const form = new URLSearchParams(flat(told));
    const headers = { Authorization: `Bearer ${client.key}` };
    if (client.account) headers["Stripe-Account"] = client.account;
    const address = method === "GET" ? `${base}${path}?${form}` : `${base}${path}`;
    try {
      const answer = await fetch(address, { method, headers, body: method === "GET" ? undefined : form });
      const body = await answer.json();
      return answer.ok ? { body } : { error: body.error };
    } catch {
      return { error: noAnswer };
    }
  }

  const FIELDS = [
    ["number", "Card number", "cc-number", "1234 1234 1234 1234", "wide", 23],
    ["expiry", "Expiration date", "cc-exp", "MM / YY", "", 7],
    ["cvc", "Security code", "cc-csc", "CVC", "", 4],
  ];

  class CardElement {
    constructor(kind, appearance) {
      this.kind = kind;
      this.appearance = appearance;
      this.listeners = {};
      this.inputs = {};
    }

    mount(target) {
      this.place = typeof target === "string" ? document.querySelector(target) : target;
      if (!this.place) throw new Error(`There is no element ${target} to mount on.`);
      this.host = element("div");
      const root = this.host.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = [sheet];
      this.dress();
      this.refusal = element("p", { className: "refusal" });
      this.refusal.setAttribute("role", "alert");
      const note = element("p", { textContent: "Test payments: 4242 4242 4242 4242, any later date, any code." });
      root.append(element("div", { className: "fields" }, ...FIELDS.map((field) => this.field(...field)), this.refusal, note));
      this.place.replaceChildren(this.host);
      queueMicrotask(() => this.tell("ready", { elementType: this.kind }));
    }

    dress() {
      const names = { colorText: "text", colorPrimary: "primary", colorDanger: "danger", colorBackground: "background",
        borderRadius: "radius", colorTextPlaceholder: "placeholder" };
      for (const [name, value] of Object.entries(this.appearance?.variables ?? {})) {
        if (names[name]) this.host.style.setProperty(`--stripe-${names[name]}`, value);
      }
    }

    field(name, words, autocomplete, placeholder, className, length) {
      const input = element("input", { autocomplete, placeholder, inputMode: "numeric", maxLength: length });
      input.addEventListener("input", () => {
        if (name === "number") input.value = input.value.replace(/\D/g, "").replace(/(.{4})(?=.)/g, "$1 ");
        if (name === "expiry") input.value = input.value.replace(/\D/g, "").slice(0, 4).replace(/^(..)(.+)/, "$1 / $2");
        this.say("");
        this.tell("change", { elementType: this.kind, complete: this.isComplete(), empty: this.isEmpty() });
      });
      this.inputs[name] = input;
      return element("label", { className }, words, input);
    }

    isEmpty() { return Object.values(this.inputs).every((input) => input.value === ""); }

    isComplete() { return this.problem() === null; }

    problem() {
      const digits = this.inputs.number.value.replace(/\D/g, "");
      if (digits.length < 12) return ["number", "incomplete_number", "Your card number is incomplete."];
      if (!/^(0[1-9]|1[0-2]) \/ \d\d$/.test(this.inputs.expiry.value)) {
        return ["expiry", "incomplete_expiry", "Your card's expiration date is incomplete."];
      }
      if (this.inputs.cvc.value.length < 3) return ["cvc", "incomplete_cvc", "Your card's security code is incomplete."];
      return null;
    }

    check() {
      const found = this.problem();
      if (found === null) return null;
      const [name, code, message] = found;
      this.say(message, name);
      this.inputs[name].focus();
      return { type: "validation_error", code, message };
    }

    say(message, name = "") {
      this.refusal.textContent = message;
      for (const [known, input] of Object.entries(this.inputs)) input.setAttribute("aria-invalid", String(known === name));
    }

    card() {
      const [month, year] = this.inputs.expiry.value.split(" / ");
      return { number: this.inputs.number.value, exp_month: Number(month), exp_year: 2000 + Number(year),
        cvc: this.inputs.cvc.value };
    }

    on(name, listener) {
      (this.listeners[name] ??= []).push(listener);
      return this;
    }

    tell(name, event) { for (const listener of this.listeners[name] ?? []) listener(event); }

    focus() { this.inputs.number?.focus(); }

    clear() { for (const input of Object.values(this.inputs)) input.value = ""; }

    update() {}

    unmount() { this.place?.replaceChildren(); }

    destroy() { this.unmount(); }
  }

  class Elements {
    constructor(options) { this.options = options; }

    create(kind) {
      if (kind !== "payment" && kind !== "card") throw new Error(`The sandbox knows no element of the type ${kind}.`);
      this.made = new CardElement(kind, this.options.appearance);
      return this.made;
    }

    getElement() { return this.made ?? null; }

    update(options) { Object.assign(this.options, options); }

    async submit() {
      const error = this.made ? this.made.check() : { type: "validation_error", message: "There is no card to submit." };
      return error ? { error } : {};
    }
  }

  // What the patient's bank asks; gives true, false, or null where the patient closes the question.
  function challenge(amount, currency) {
    return new Promise((resolve) => {
      const host = element("div");
      const root = host.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = [sheet];
      const money = new Intl.NumberFormat("en-US", { style: "currency", currency }).format(amount / 100);
      const button = (words, className, answer) => {
        const made = element("button", { type: "button", textContent: words, className });
        made.addEventListener("click", () => end(answer));
        return made;
      };
      const title = element("h2", { id: "question", textContent: "Your bank asks: is this you?" });
      const dialog = element("dialog", {}, title,
        element("p", { textContent: `3-D Secure test page. A payment of ${money} waits for your answer.` }),
        element("div", { className: "answers" }, button("Complete authentication", "accept", true),
          button("Fail authentication", "refuse", false), button("Close", "close", null)));
      dialog.setAttribute("aria-labelledby", "question");
      const end = (answer) => {
        dialog.close();
        host.remove();
        resolve(answer);
      };
      dialog.addEventListener("cancel", (event) => {
        event.preventDefault();
        end(null);
      });
      root.append(dialog);
      document.body.append(host);
      dialog.showModal();
    });
  }

  class Client {
    constructor(key, { stripeAccount } = {}) {
      this.key = key;
      this.account = stripeAccount;
    }

    elements(options = {}) { return new Elements({ ...options }); }

    async createPaymentMethod({ elements, type, card }) {
      const form = elements ? elements.getElement() : card;
      if (!form || (!elements && type !== "card")) throw new Error("createPaymentMethod takes elements, or a card.");
      const problem = form.check();
      if (problem) return { error: problem };
      const { body, error } = await ask(this, "POST", "/v1/payment_methods", { type: "card", card: form.card() });
      if (error) form.say(error.message, error.param);
      return error ? { error } : { paymentMethod: body };
    }

    async retrievePaymentIntent(clientSecret) {
      const id = clientSecret.split("_secret_")[0];
      const { body, error } = await ask(this, "GET", `/v1/payment_intents/${id}`, { client_secret: clientSecret });
      return error ? { error } : { paymentIntent: body };
    }

    async handleNextAction({ clientSecret }) {
      const found = await this.retrievePaymentIntent(clientSecret);
      if (found.error || found.paymentIntent.status !== "requires_action") return found;
      const { id, amount, currency } = found.paymentIntent;
      const answer = await challenge(amount, currency);
      if (answer !== null) {
        const told = { client_secret: clientSecret, accept: answer };
        const { error } = await ask(this, "POST", `/challenges/${id}`, told);
        if (error) return { error };
      }
      const after = await this.retrievePaymentIntent(clientSecret);
      if (after.error || after.paymentIntent.status === "succeeded") return after;
      const failed = after.paymentIntent.last_payment_error ?? { type: "invalid_request_error",
        code: "payment_intent_authentication_failure", message: "The question of your bank was closed without an answer." };
      return { error: { ...failed, payment_intent: after.paymentIntent } };
    }
  }

  window.Stripe = (key, options) => new Client(key, options);
  window.Stripe.version = "sandbox";
})();
