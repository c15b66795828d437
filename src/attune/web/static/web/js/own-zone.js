// Tells a form the time zone of this device; without scripts the server chooses one that can be changed.
for (const field of document.querySelectorAll("[data-own-zone]")) {
  field.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
}
