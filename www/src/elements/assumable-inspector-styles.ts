/** How the element stands on somebody else's page, whatever the style sheet of that page says. */
import { css, unsafeCSS } from "lit";
import colours from "virtual:colours";

import { dropStyles } from "./drop-styles.js";

export const assumableInspectorStyles = css`
  ${dropStyles}

  :host {
    display: block;
    flex: 1 1 20rem;
    min-width: min(17.5rem, 100%);
  }
  :host([hidden]) {
    display: none;
  }
  .base {
    /* Nothing is taken over from the page but what is asked for. */
    all: initial;
    display: block;
    direction: inherit;
    color-scheme: inherit;
    container: inspector / inline-size;
    contain-intrinsic-inline-size: 60rem;
    --rem: var(--assumable-font-size, 16px);
    ${unsafeCSS(colours)}
    padding: clamp(0.5rem, 2cqi, 1rem);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--paper);
    color: var(--ink);
    font: 1rem/1.5 var(--text);
    text-size-adjust: none;
  }
  .light {
    color-scheme: light;
  }
  .dark {
    color-scheme: dark;
  }
  /* The frame is that of the element, and not of the page around it. */
  .base {
    position: relative;
  }
  .base > .drop {
    position: absolute;
  }
  .grid {
    display: grid;
    gap: 1rem 1.5rem;
    grid-template-columns: minmax(0, 1fr);
  }
  .grid > * {
    min-width: 0;
  }
  .answer > * + * {
    margin-top: 0.6rem;
  }
  .evidence {
    display: grid;
    align-content: start;
    gap: 1.25rem;
    grid-template-columns: minmax(0, 1fr);
  }
  .lead,
  .story {
    color: var(--soft);
    font-size: var(--small);
  }
  .story b {
    color: var(--ink);
  }
  .more summary {
    padding: 0.4rem 0;
    font-size: 1.125rem;
    font-weight: 600;
  }
  .more > :not(summary) {
    margin-top: 1rem;
  }
  .idle,
  .complaints li,
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0.4rem;
    font-size: var(--small);
  }
  .idle,
  .complaints li {
    color: var(--unsure);
  }
  .complaints {
    margin-bottom: 0.6rem;
  }
  .complaints li {
    flex-wrap: nowrap;
    align-items: start;
  }
  .complaints svg {
    margin-top: 0.2em;
  }
  .tools {
    justify-content: end;
  }
  slot {
    display: block;
  }
  dl {
    margin-top: 0.6rem;
    font-size: var(--small);
  }
  dt {
    font-weight: 600;
  }
  dd + dt {
    margin-top: 0.5rem;
  }
  .asked {
    background: var(--lit);
  }
  @container inspector (min-width: 60em) {
    .beside {
      grid-template-columns: minmax(20rem, 5fr) minmax(0, 7fr);
    }
    .beside > .across {
      grid-column: 1 / -1;
    }
  }
`;
