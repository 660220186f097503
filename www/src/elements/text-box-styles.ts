/** How a box looks. The textarea and the coloured text must wrap alike to the pixel. */
import { css } from "lit";

export const textBoxStyles = css`
  .box {
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .box:focus-within {
    border-color: var(--line-strong);
  }
  summary {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 0.1rem 1rem;
    padding: 0.55rem 0.9rem;
    list-style: none;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  h3 {
    display: flex;
    gap: 0.5rem;
    font-size: 1rem;
    font-weight: 600;
  }
  .number {
    color: var(--soft);
    font-weight: 400;
    font-variant-numeric: tabular-nums;
  }
  .holds {
    color: var(--soft);
    font-size: var(--small);
  }
  .holds.urgent {
    color: var(--unsure);
    font-weight: 600;
  }
  .holds.broken {
    color: var(--bad);
    font-weight: 600;
  }
  .guide {
    padding: 0 0.9rem;
    color: var(--soft);
    font-size: var(--small);
  }
  p[role="status"] {
    padding: 0 0.9rem;
  }
  .guide label {
    position: relative;
    display: inline-block;
    overflow: clip;
    color: var(--accent);
    text-decoration: underline;
    text-underline-offset: 0.2em;
    cursor: pointer;
  }
  .guide label:focus-within {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }
  /* The label is what is pressed; the browser's own button would say it again. */
  .guide input {
    position: absolute;
    inset: 0;
    opacity: 0;
    cursor: pointer;
  }
  .guide input::file-selector-button {
    cursor: pointer;
  }
  .command {
    display: flex;
    align-items: start;
    gap: 0.5rem;
    margin: 0.35rem 0.9rem 0.5rem;
  }
  .command span {
    flex: 1;
    min-width: 0;
    padding: 0.3rem 0.55rem;
    border-radius: 0.4rem;
    background: var(--sunken);
    font-size: var(--tiny);
    line-height: 1.4;
  }
  .command code {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }
  .command:is(:hover, :focus-within) code {
    display: block;
  }
  .frame {
    --most: 6.9rem;
    max-height: var(--most);
    overflow: auto;
    border-top: 1px solid var(--line);
    border-radius: 0 0 var(--radius) var(--radius);
    scrollbar-color: var(--line-strong) transparent;
    scrollbar-gutter: stable;
  }
  .frame:focus-within {
    box-shadow: 0 0 0 2px var(--accent);
  }
  /* The policy is what is read and edited; the others are pasted and left alone. */
  .frame:has(.trustPolicy) {
    /* What the window leaves beside the other two. */
    --most: clamp(10rem, 100dvh - 24rem, 34rem);
  }
  /* The editor scrolls by itself, beside its line numbers. */
  .frame:has(.code) {
    overflow: clip;
  }
  .code {
    direction: ltr;
    min-height: 3.5rem;
    max-height: var(--most);
  }
  .code.trustPolicy {
    min-height: 6rem;
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    justify-content: end;
    gap: 0.1rem 1rem;
    padding: 0.15rem 0.9rem;
    border-top: 1px solid var(--line);
  }
  .tools [role="status"] {
    flex: 1;
    font-size: var(--small);
  }
  .tools [aria-pressed="true"]::before {
    content: "✓";
  }
  .stack {
    direction: ltr;
    display: grid;
    min-height: 3.5rem;
  }
  .stack.trustPolicy {
    min-height: 6rem;
  }
  .colours,
  textarea {
    grid-area: 1 / 1;
    width: 100%;
    min-width: 0;
    margin: 0;
    padding: 0.55rem 0.9rem;
    border: 0;
    font-family: var(--mono);
    font-size: var(--small);
    font-variant-ligatures: none;
    letter-spacing: 0;
    line-height: 1.5;
    tab-size: 2;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    word-break: normal;
  }
  .token .colours,
  .token textarea {
    word-break: break-all;
  }
  .colours {
    /* A last line break is a line of its own in a textarea; so it is here. */
    padding-bottom: calc(0.55rem + 1.5em);
    color: var(--ink);
    pointer-events: none;
  }
  textarea {
    height: 100%;
    overflow: hidden;
    resize: none;
    background: none;
    color: transparent;
    caret-color: var(--ink);
  }
  textarea:focus-visible {
    outline: none;
  }
  textarea::placeholder {
    color: var(--soft);
  }
  .remarks {
    display: grid;
    gap: 0.3rem;
    padding: 0.5rem 0.9rem 0.7rem;
    border-top: 1px solid var(--line);
    font-size: var(--small);
  }
  .remarks li {
    overflow-wrap: anywhere;
  }
  .remarks .error {
    color: var(--bad);
  }
  .remarks .warning {
    color: var(--unsure);
  }

  ::highlight(assumable-token-header) {
    color: var(--segment-header);
  }
  ::highlight(assumable-token-payload) {
    color: var(--segment-payload);
  }
  ::highlight(assumable-token-signature) {
    color: var(--segment-signature);
  }
  ::highlight(assumable-token-lit),
  ::highlight(assumable-jwks-lit),
  ::highlight(assumable-trustPolicy-lit) {
    background-color: var(--lit);
  }
  ::highlight(assumable-token-error),
  ::highlight(assumable-jwks-error),
  ::highlight(assumable-trustPolicy-error) {
    text-decoration: underline wavy var(--bad);
  }
  ::highlight(assumable-token-warning),
  ::highlight(assumable-jwks-warning),
  ::highlight(assumable-trustPolicy-warning) {
    text-decoration: underline wavy var(--unsure);
  }
  ::highlight(assumable-trustPolicy-differs) {
    background-color: var(--bad-wash);
    color: var(--bad);
  }

  @media (forced-colors: active) {
    textarea {
      color: CanvasText;
    }
    .colours {
      visibility: hidden;
    }
  }
  .printed {
    display: none;
  }
  @media print {
    .code {
      display: none;
    }
    .printed {
      display: block;
      padding: 0.55rem 0.9rem;
      font-family: var(--mono);
      font-size: var(--small);
      white-space: pre-wrap;
      overflow-wrap: anywhere;
    }
    .tools,
    .guide,
    .command {
      display: none;
    }
    /* Paper is passed on, and a token is a credential. */
    .frame:has(.token) {
      display: none;
    }
    /* A fold is for the screen. */
    .box:has(.trustPolicy)::details-content {
      content-visibility: visible;
    }
    /* As long as its text is. */
    .frame:has(.trustPolicy, .jwks) {
      max-height: none;
      overflow: visible;
    }
  }
`;
