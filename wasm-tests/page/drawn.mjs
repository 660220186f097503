/** When the page is there. These functions run in it, in any engine: they are handed over as texts. */

/** Whether the core is there, or has failed, and all is drawn, with the code editors last. */
export function isDrawn() {
  if (document.querySelector("assumable-inspector") !== null) return true;
  const page = document.querySelector("assumable-page");
  const boxes = page?.shadowRoot?.querySelector("assumable-inputs")?.shadowRoot;
  if (!boxes || (page.core ?? page.failure) === undefined || page.isUpdatePending) return false;
  const editors = [...boxes.querySelectorAll("assumable-text-box")].filter(
    ({ shadowRoot }) => shadowRoot.querySelector(".cm-content") !== null,
  );
  return editors.length === 2 && page.shadowRoot.querySelector(".drawing") === null;
}

/** Whether all is drawn, of a page that has to do without editors. */
export function isDrawnWithoutEditors() {
  const page = document.querySelector("assumable-page");
  const boxes = page?.shadowRoot?.querySelector("assumable-inputs");
  if (!boxes || (page.core ?? page.failure) === undefined || page.isUpdatePending) return false;
  return page.shadowRoot.querySelector(".drawing") === null;
}

/** Of a page that no script draws. */
export const isLoaded = () => document.readyState === "complete";

/** Puts an end to every change of colour or place that is still under way: half of it is neither state. */
export function finishTransitions() {
  (function finish(root) {
    for (const transition of root.getAnimations()) {
      if (transition instanceof CSSTransition) transition.finish();
    }
    for (const { shadowRoot } of root.querySelectorAll("*")) if (shadowRoot) finish(shadowRoot);
  })(document);
}
