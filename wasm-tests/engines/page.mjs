/** What a person does on the page and sees there, in any engine, by the names that the page itself uses. */

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Key } from "selenium-webdriver";
import { eventually } from "../support/eventually.mjs";
import { again, patience } from "./driver.mjs";

/** Runs in the page: elements that match a selector, through all shadow roots, and are shown. */
const finders = `
  const all = (root, selector) => [...root.querySelectorAll("*")].flatMap((element) => [
    ...(element.matches(selector) ? [element] : []),
    ...(element.shadowRoot ? all(element.shadowRoot, selector) : []),
  ]);
  const isShown = (element) => element.checkVisibility({ visibilityProperty: true });
  const shown = (selector) => all(document, selector).filter(isShown);
  const nameOf = (element) => (element.ariaLabel ?? element.textContent).replace(/\\s+/g, " ").trim();
  const box = (title) => all(document, "assumable-text-box").find(({ shadowRoot }) =>
    shadowRoot.querySelector("h3").textContent.endsWith(title));
  const focused = () => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element;
  };
`;

export class Page {
  /** @param {{ driver: import("selenium-webdriver").WebDriver, engine: string }} browser */
  constructor({ driver, engine }) {
    this.driver = driver;
    this.engine = engine;
  }

  /** The result of a function body in the page, which has the finders above. */
  inside(body, ...given) {
    return this.driver.executeScript(`${finders}${body}`, ...given);
  }

  /** Waits until a function body gives something. */
  async until(what, body, ...given) {
    let found;
    const there = async () => {
      found = await this.inside(body, ...given);
      return found !== null && found !== false;
    };
    await this.driver.wait(there, patience, `waited for ${what}`);
    return found;
  }

  /** The one element of this selector and, where it is given, of this accessible name. */
  element(selector, name) {
    return this.until(
      `${selector} “${name ?? ""}”`,
      `const [selector, name] = arguments;
       return shown(selector).find((one) => name === null || nameOf(one) === name) ?? null`,
      selector,
      name ?? null,
    );
  }

  /** Presses a button. */
  press(name) {
    return again(
      () => this.element("button, summary", name),
      (button) => this.click(button),
    );
  }

  /** Clicks with a pointer, since drivers disagree on what can be clicked in a shadow root. */
  async click(element) {
    await this.rest(element);
    await this.driver.actions().move({ origin: element }).click().perform();
  }

  /** Scrolls to an element and waits until it stays where it is: what is drawn late moves what is below. */
  async rest(element) {
    await this.inside("arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })", element);
    const place = () =>
      this.inside("const { x, y } = arguments[0].getBoundingClientRect(); return `${x} ${y}`", element);
    let [before, now] = [undefined, await place()];
    while (before !== now) [before, now] = [now, await place()];
  }

  /** Waits for a text on the page. */
  text(words) {
    return this.until(
      `the text “${words}”`,
      `return shown("h1, h2, h3, p, li, span, b, section, td, summary").some((one) =>
         one.textContent.replace(/\\s+/g, " ").includes(arguments[0]))`,
      words,
    );
  }

  /** What the verdict says, once it begins like this. */
  async verdict(start) {
    return this.until(
      `a verdict that begins with “${start}”`,
      `const said = shown("section").find((one) => one.getRootNode().host?.localName === "assumable-verdict");
       const text = said?.innerText.replace(/\\s+/g, " ").trim() ?? "";
       return text.startsWith(arguments[0]) ? text : null`,
      start,
    );
  }

  // ------------------------------------------------------------- the boxes

  /** What a box holds. */
  value(title) {
    return this.inside("return box(arguments[0]).value", title);
  }

  /** Where a box is typed into, opened and focused as by a click. */
  async field(title) {
    const isOpen = () =>
      this.inside("return box(arguments[0]).shadowRoot.querySelector('details').open", title);
    const find = () =>
      this.until(
        `the field of “${title}”`,
        `return box(arguments[0]).shadowRoot.querySelector("textarea, .cm-content")`,
        title,
      );
    const hasFocus = (field) => this.inside("return focused() === arguments[0]", field);
    const fold = () => this.inside("return box(arguments[0]).shadowRoot.querySelector('summary')", title);
    await again(fold, async (summary) => {
      if (!(await isOpen())) await this.click(summary);
    });
    await again(find, async (field) => {
      // What is drawn late moves the field away from under the pointer.
      for (let tried = 0; tried < 5 && !(await hasFocus(field)); tried += 1) await this.click(field);
      assert.ok(await hasFocus(field), `the field of “${title}” has the focus`);
    });
  }

  /** Says when STS sees the call. Each engine takes a date by other keys, so it comes by script. */
  setClock(seconds) {
    return this.inside(
      `const field = all(document, "input[type=datetime-local]")[0];
       field.value = arguments[0];
       field.dispatchEvent(new Event("change"))`,
      new Date(seconds * 1000).toISOString().slice(0, 19),
    );
  }

  /** Key after key, as a keyboard gives them. */
  async keys(...keys) {
    await this.driver
      .actions()
      .sendKeys(...keys)
      .perform();
  }

  /** One key while others are held. */
  async chord(...keys) {
    const last = keys.pop();
    const actions = this.driver.actions();
    for (const key of keys) actions.keyDown(key);
    actions.sendKeys(last);
    for (const key of keys.reverse()) actions.keyUp(key);
    await actions.perform();
  }

  /** Pastes by the clipboard and the keyboard, in place of all that a box holds. */
  async paste(title, text) {
    await this.copy(text);
    await this.field(title);
    await this.chord(Key.CONTROL, "a");
    await this.inside(
      "window.pasted = false; addEventListener('paste', () => { window.pasted = true }, { capture: true, once: true })",
    );
    await this.chord(Key.CONTROL, "v");
    await this.until("the paste", "return window.pasted");
  }

  /** Puts a text on the clipboard as another page would. */
  async copy(text) {
    const here = await this.driver.getWindowHandle();
    await this.driver.switchTo().newWindow("tab");
    await this.driver.get("data:text/html,<textarea autofocus></textarea>");
    const area = await this.driver.executeScript(
      `const area = document.querySelector("textarea");
       area.value = arguments[0];
       area.addEventListener("copy", () => { window.copied = area.selectionEnd - area.selectionStart });
       return area`,
      text,
    );
    // A new tab may take its time to have the keyboard.
    await eventually(async () => {
      await area.click();
      await this.chord(Key.CONTROL, "a");
      await this.chord(Key.CONTROL, "c");
      const copied = await this.driver.executeScript("return window.copied");
      assert.equal(copied, text.length, "all of the text is copied");
    });
    await this.driver.close();
    await this.driver.switchTo().window(here);
  }

  /** The code editors, which come after the first paint, are there. */
  async editors() {
    for (const title of ["Keys", "Trust policy"]) {
      await this.until(
        `the editor of “${title}”`,
        `return box(arguments[0]).shadowRoot.querySelector(".cm-content")`,
        title,
      );
    }
  }

  /** Rests the pointer on an element, which `find` finds. */
  pointAt(find) {
    return again(find, async (element) => {
      await this.rest(element);
      await this.driver.actions().move({ origin: element }).perform();
    });
  }

  /** Waits until the page has looked at its clock, put forward by `inside/clock.js`, so many times more. */
  async ticks(times) {
    const before = await this.inside("return ticks");
    await this.until(`${times} looks at the clock`, "return ticks >= arguments[0]", before + times);
  }

  /** Waits until the page has taken everything of its link out of its address. */
  bareAddress() {
    return this.until("an address without a fragment", "return !location.href.includes('#')");
  }

  /** How many places of a box carry a mark, e.g. `token-payload`. */
  marked(name) {
    const [title, mark] = name.split("-");
    return this.inside(
      `const [name, title, mark] = arguments;
       const { shadowRoot } = all(document, "assumable-text-box").find((one) => one.box === title);
       return (CSS.highlights.get("assumable-" + name)?.size ?? 0) + shadowRoot.querySelectorAll(".cm-" + mark).length`,
      name,
      title,
      mark,
    );
  }

  /** The accessible name of what has the focus, with the element's own name. */
  focus() {
    return this.inside(`
      const element = focused();
      if (element === null || element === document.body) return "body";
      const label = element.closest("label")?.textContent ?? "";
      return [element.localName, nameOf(element), label].join(" ").replace(/\\s+/g, " ").trim();
    `);
  }

  /** Kept where the variable SHOTS names a folder. */
  async picture(name) {
    if (!process.env.SHOTS) return;
    const file = `${this.engine} ${name}.png`.replace(/[^\w.]+/g, "-");
    await writeFile(join(process.env.SHOTS, file), await this.driver.takeScreenshot(), "base64");
  }

  /** Nothing has to be scrolled sideways. */
  async assertFits() {
    const [content, window] = await this.inside(
      "const { scrollWidth, clientWidth } = document.documentElement; return [scrollWidth, clientWidth]",
    );
    assert.ok(content <= window, `${content} px of content in ${window} px`);
  }
}
