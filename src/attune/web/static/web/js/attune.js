// Everything a page needs beyond HTML. Each module stands alone; every page works without them.
import "./switches.js";
import "./menus.js";
import "./dialogs.js";
import "./toasts.js";
import "./session.js";
import "./partials.js";
import "./busy.js";
import "./charts.js";
import "./draft.js";
import "./hold.js";
import "./idle.js";
import "./live.js";
import "./note-editor.js";
import "./own-zone.js";
import "./passkey.js";
import "./signed-out.js";
