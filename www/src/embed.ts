/** Starts the frame: the inspector, shown as its host or its address asks for it. */
import { define } from "./element.js";
import { AssumableInspector } from "./elements/assumable-inspector.js";
import { Connection } from "./frame/connection.js";
import { isObject, valuesIn } from "./frame/protocol.js";
import { type Shown, readShown } from "./frame/shown.js";
import { isShareLink, openFragment } from "./share.js";
import { timelessAttemptOf } from "./state.js";
import { strings } from "./strings.js";
import type { Theme } from "./theme.js";
import { toldOf } from "./told.js";

interface Ready {
  version: string;
  facts: string;
}

define();
document.querySelector(".before")?.remove();
let ready: Ready | undefined;
const inspector = new AssumableInspector();
inspector.framed = true;
const host = new Connection({ connected: tellAll, heard });
void showAddress();
addEventListener("hashchange", () => void showAddress());
listen();
document.body.append(inspector);

// -------------------------------------------------------- what is shown

/** Only data to be looked at, all of it in sight; it waits while there is something of a person's own. */
function heard(said: unknown) {
  if (!isObject(said) || said["type"] !== "show") return;
  const { shown, refused } = readShown(said);
  show(shown);
  if (refused.length > 0) {
    host.tell({ type: "error", kind: "message", message: strings.frame.refused(refused) });
  }
}

function show({ example, theme = "auto", lang = "", hide = [], readonly = false, ...data }: Shown) {
  const { claims, ...attempt } = data;
  document.documentElement.dataset["theme"] = (theme === "auto" ? "system" : theme) satisfies Theme;
  inspector.theme = theme;
  inspector.lang = lang;
  inspector.hide = hide.join(" ");
  inspector.readOnly = readonly;
  inspector.example = example;
  inspector.attempt = { ...attempt, ...(claims === undefined ? {} : { token: claims }) };
}

/** A host without a script says it in the address of the frame: as a shared link, or member by member. */
async function showAddress() {
  const { hash } = location;
  if (isShareLink(hash)) {
    const { state } = await openFragment(hash);
    if (state !== undefined) inspector.attempt = timelessAttemptOf(state);
  } else if (hash.length > 1) {
    const { readonly, ...given } = Object.fromEntries(new URLSearchParams(hash.slice(1)));
    const { shown } = readShown({
      ...given,
      ...valuesIn(given),
      readonly: readonly === undefined ? undefined : readonly !== "false",
    });
    show(shown);
  }
}

// ------------------------------------------------------- what is told

function listen() {
  inspector.addEventListener("assumable-ready", (event) => {
    ready = (event as CustomEvent<Ready>).detail;
    tellReady();
  });
  inspector.addEventListener("assumable-verdict", tellVerdict);
  inspector.addEventListener("assumable-error", (event) => {
    const { kind } = (event as CustomEvent<{ kind: string }>).detail;
    host.tell({ type: "error", kind, message: strings.frame.failed });
  });
  new ResizeObserver(tellSize).observe(document.documentElement);
}

/** To a host that is there only now. */
function tellAll() {
  tellSize();
  tellReady();
  tellVerdict();
}

function tellReady() {
  if (ready !== undefined) host.tell({ type: "ready", ...ready });
}

function tellVerdict() {
  const { report } = inspector;
  if (report !== undefined) host.tell({ type: "verdict", ...toldOf(report) });
}

function tellSize() {
  host.tell({ type: "size", height: Math.ceil(document.documentElement.getBoundingClientRect().height) });
}
