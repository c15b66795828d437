// Tells a form the time zone of this device; without scripts the server chooses one that can be changed.
for (const field of document.querySelectorAll("[data-own-zone]")) {
  field.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
}

// A public page shows times on the clock of the device: the cookie tells the server which, and the page that
// was drawn on another clock is loaded once more.
const own = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
const told = /(?:^|; )attune_zone=([^;]*)/.exec(document.cookie)?.[1] ?? "";
if (own && document.querySelector("[data-public-zone]") && decodeURIComponent(told) !== own) {
  document.cookie = `attune_zone=${encodeURIComponent(own)}; path=/; max-age=31536000; SameSite=Lax; Secure`;
  if (document.cookie.includes("attune_zone=") && document.querySelector("[data-public-zone]").dataset.publicZone !== own) location.reload();
}
