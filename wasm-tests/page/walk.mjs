/**
 * A walk through the page: everything that can be put in is put in, each with a mark of its own, and
 * whatever can be pressed is pressed, in an order that follows from a seed.
 */

import { attempt, examples, paste } from "./person.mjs";

const refused = attempt("branch-instead-of-environment");

/** Begins every mark; no text of the page has it. */
export const mark = "ZqMark";

const marked = (text, name) => text.replaceAll("octo-org", `${mark}${name}`);

const [header, payload] = refused.token.split(".");
const json = (segment) => JSON.parse(Buffer.from(segment, "base64url").toString());
const segment = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

const claims = json(marked(Buffer.from(payload, "base64url").toString(), "Claim") && payload);
const markedClaims = JSON.parse(marked(JSON.stringify({ ...claims, nested: { of: "octo-org" } }), "Claim"));
const signature = segment({ signature: "of nobody, and of nothing at all".repeat(10) }).slice(0, 342);

/** What is put in, each where it belongs. */
export const texts = {
  token: [segment({ ...json(header), x: `${mark}Header` }), segment(markedClaims), signature].join("."),
  keys: marked(refused.jwks.replace(/"kid": *"[^"]*"/, '"kid": "octo-org"'), "Kid"),
  policy: marked(refused.trustPolicy.replace(/"Effect"/, '"Sid": "octo-org", "Effect"'), "Policy"),
  claims: JSON.stringify(markedClaims, undefined, 2),
  log: [
    "2026-11-02T12:00:01.1234567Z ##[group]Run aws-actions/configure-aws-credentials@v4",
    "2026-11-02T12:00:01.1234567Z with:",
    `2026-11-02T12:00:01.1234567Z   role-to-assume: arn:aws:iam::111122223333:role/${mark}Role`,
    `2026-11-02T12:00:01.1234567Z   role-session-name: ${mark}Session`,
    "2026-11-02T12:00:01.1234567Z ##[endgroup]",
    `2026-11-02T12:00:03.1234567Z ##[error]Could not assume role with OIDC: ${mark}Answer`,
  ].join("\n"),
  provider: JSON.stringify({
    Url: "token.actions.githubusercontent.com",
    ClientIDList: [`${mark}Audience`],
    ThumbprintList: [`${mark}Thumbprint`],
  }),
  nothing: `${mark}Nothing good morning`,
};

/** The mark, and pieces of each segment of the token: in base64 no mark is to be seen. */
export const pieces = [
  mark,
  ...texts.token.split(".").flatMap((segment) => segment.match(/.{24}/g)),
  // The tokens of the examples, which the page brings, have some of them.
].filter((piece) => !examples.some(({ attempt: { token } }) => token.includes(piece)));

/** A sequence of numbers between 0 and 1 that follows from a seed. */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

async function pasteAnywhere(page, text) {
  await page.evaluate(() => document.activeElement?.blur());
  await paste(page, text);
}

function drop(page, text, name) {
  return page.evaluate(
    ([text, name]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], name));
      for (const type of ["dragover", "drop"]) {
        document.body.dispatchEvent(
          new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true, composed: true }),
        );
      }
    },
    [text, name],
  );
}

/** Ways of putting something in. */
export const entries = {
  ...Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [`paste ${name}`, (page) => pasteAnywhere(page, text)]),
  ),
  "paste all at once": (page) => pasteAnywhere(page, [texts.log, texts.policy, texts.token].join("\n")),
  "drop a policy": (page) => drop(page, texts.policy, `${mark}File.json`),
  "drop something else": (page) => drop(page, "good morning", `${mark}File.txt`),
  "type into every field": (page, next) => typeEverywhere(page, next),
  "undo and do again": async (page) => {
    for (const key of ["Control+z", "Control+y", "Control+z"]) await page.keyboard.press(key);
  },
  "select all": (page) => page.keyboard.press("Control+a"),
  "copy and cut": async (page) => {
    for (const key of ["Control+c", "Control+x", "Control+v"]) await page.keyboard.press(key);
  },
  "open a link": async (page) => {
    await page.evaluate(
      (hash) => {
        location.hash = hash;
      },
      `#v1.${Buffer.from(`{"${mark}Member":"${mark}"`).toString("base64url")}`,
    );
  },
  "on paper": async (page) => {
    await page.emulateMedia({ media: "print" });
    await page.pdf();
    await page.emulateMedia({ media: null });
  },
  "in the dark": async (page) => {
    await page.emulateMedia({ colorScheme: "dark" });
    await page.emulateMedia({ colorScheme: null });
  },
};

/** Everything that is typed into gets a text of its own, as a person types it: with the focus in it. */
async function typeEverywhere(page, next) {
  await page.evaluate(() => {
    (function open(root) {
      for (const element of root.querySelectorAll("*")) {
        if (element.localName === "details") element.open = true;
        if (element.shadowRoot) open(element.shadowRoot);
      }
    })(document);
  });
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
  const count = await page.evaluate(collectFields);
  for (let index = 0; index < count; index += 1) {
    const isThere = await page.evaluate(focusField, index);
    if (isThere) await page.keyboard.insertText(` ${mark}Field${index} ${Math.floor(next() * 100)}`);
  }
}

/** Runs in the page: how many fields there are to type into. */
function collectFields() {
  const fields = [];
  const dialog = openDialog(document);
  (function collect(root) {
    for (const element of root.querySelectorAll("*")) {
      const typed = "input:not([type]), input[inputmode], textarea:not([readonly]), [contenteditable='true']";
      if (element.matches(typed)) fields.push(new WeakRef(element));
      if (element.shadowRoot) collect(element.shadowRoot);
    }
  })(dialog ?? document);
  globalThis.fieldsOfWalk = fields;
  return fields.length;

  function openDialog(root) {
    for (const element of root.querySelectorAll("assumable-dialog")) if (element.open) return element;
    for (const { shadowRoot } of root.querySelectorAll("*")) {
      const found = shadowRoot && openDialog(shadowRoot);
      if (found) return found;
    }
    return null;
  }
}

/** Runs in the page. */
function focusField(index) {
  const field = globalThis.fieldsOfWalk[index].deref();
  if (field?.isConnected !== true) return false;
  field.focus();
  return true;
}

/** Presses something of what can be pressed: in the dialog that is open, or else anywhere. */
export async function press(page, next) {
  const { name, x, y } = await page.evaluate(somethingToPress, next());
  if (x !== undefined) await page.mouse.click(x, y);
  return name;
}

/** Runs in the page: brings one thing that can be pressed into view, and says what and where it is. */
function somethingToPress(which) {
  const found = [];
  (function collect(root, isInDialog) {
    for (const element of root.querySelectorAll("*")) {
      const pressed =
        "button, summary, select, input[type=radio], input[type=checkbox], input[type=range], textarea, .cm-content";
      const name = (element.ariaLabel ?? element.textContent).trim();
      const isLeft = /^Clear|^Change now|^Forget the signature/.test(name) || element.disabled;
      if (element.matches(pressed) && element.checkVisibility() && !isLeft)
        found.push({ element, name, isInDialog });
      const isOpen = isInDialog || (element.localName === "assumable-dialog" && element.open);
      if (isOpen && element.localName === "assumable-dialog") collect(element, true);
      if (element.shadowRoot) collect(element.shadowRoot, isOpen);
    }
  })(document, false);
  const inDialog = found.filter(({ isInDialog }) => isInDialog);
  const all = inDialog.length > 0 ? inDialog : found;
  if (all.length === 0) return { name: "nothing" };
  const { element, name } = all[Math.floor(which * all.length)];
  const says = `${element.localName} ${name.replaceAll(/\s+/g, " ").slice(0, 40)}`;
  if (element.localName === "select") {
    element.focus();
    element.selectedIndex = Math.floor(which * 1e6) % element.options.length;
    element.dispatchEvent(new Event("change", { bubbles: true }));
    return { name: says };
  }
  element.scrollIntoView({ block: "center" });
  const { left, top, width, height } = element.getBoundingClientRect();
  return { name: says, x: left + Math.min(width, 40) / 2, y: top + Math.min(height, 40) / 2 };
}
