// Passkeys: asks the browser to make one or to use one, and sends what it answers with an ordinary form.
const form = document.getElementById("passkey-form");
const problem = document.querySelector("[data-passkey-problem]");

function bytes(text) {
  const base64 = text.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

function text(buffer) {
  const base64 = btoa(String.fromCharCode(...new Uint8Array(buffer)));
  return base64.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function withBytes(list) {
  return (list ?? []).map((item) => ({ ...item, id: bytes(item.id) }));
}

function creationOptions(told) {
  if (PublicKeyCredential.parseCreationOptionsFromJSON) return PublicKeyCredential.parseCreationOptionsFromJSON(told);
  return {
    ...told,
    challenge: bytes(told.challenge),
    user: { ...told.user, id: bytes(told.user.id) },
    excludeCredentials: withBytes(told.excludeCredentials),
  };
}

function requestOptions(told) {
  if (PublicKeyCredential.parseRequestOptionsFromJSON) return PublicKeyCredential.parseRequestOptionsFromJSON(told);
  return { ...told, challenge: bytes(told.challenge), allowCredentials: withBytes(told.allowCredentials) };
}

// Older browsers have no toJSON; the parts are the same.
function asJson(credential) {
  if (credential.toJSON) return credential.toJSON();
  const answer = credential.response;
  const response = { clientDataJSON: text(answer.clientDataJSON) };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (answer[part]) response[part] = text(answer[part]);
  }
  if (answer.getTransports) response.transports = answer.getTransports();
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

function onPage() {
  return JSON.parse(document.getElementById("passkey-options").textContent);
}

async function forSignIn() {
  const answer = await fetch(form.dataset.optionsUrl, {
    headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" },
    credentials: "same-origin",
  });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

function send(credential) {
  form.elements.credential.value = JSON.stringify(asJson(credential));
  form.requestSubmit ? form.requestSubmit() : form.submit();
}

async function use(options) {
  send(await navigator.credentials.get({ publicKey: requestOptions(options.request_options.publicKey) }));
}

async function make() {
  send(await navigator.credentials.create({ publicKey: creationOptions(onPage().creation_options.publicKey) }));
}

const WAYS = {
  "[data-passkey-sign-in]": async () => use(await forSignIn()),
  "[data-passkey-get]": () => use(onPage()),
  "[data-passkey-create]": make,
};

function tellWhy(error) {
  const words = {
    InvalidStateError: "This device has a passkey for your account already.",
    NotAllowedError: "The passkey was not used. Try again, or use another way.",
    SecurityError: "Passkeys do not work at this address. Use another way.",
  };
  problem.hidden = false;
  problem.querySelector("span").textContent = words[error.name] ?? "This did not work. Try again, or use another way.";
}

if (form && window.PublicKeyCredential) {
  document.querySelectorAll("[data-passkey-only]").forEach((part) => { part.hidden = false; });
  document.querySelectorAll("[data-passkey-none]").forEach((part) => { part.hidden = true; });
  for (const [mark, way] of Object.entries(WAYS)) {
    const button = document.querySelector(mark);
    button?.addEventListener("click", async () => {
      button.setAttribute("aria-busy", "true");
      try {
        await way();
      } catch (error) {
        tellWhy(error);
      } finally {
        button.removeAttribute("aria-busy");
      }
    });
  }
}
