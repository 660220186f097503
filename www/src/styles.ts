/** What the elements have in common. */
import { css } from "lit";

/** Not to be seen, still to be read out, and wide enough to push nothing. */
export const unseen = css`
  position: absolute;
  width: 1px;
  height: 1px;
  margin: -1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
`;

export const common = css`
  :host {
    display: block;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  :host([hidden]) {
    display: none;
  }
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  h2,
  h3,
  h4,
  p,
  ol,
  ul,
  dl,
  dd,
  pre {
    margin: 0;
  }
  ol,
  ul {
    padding: 0;
    list-style: none;
  }
  code,
  pre,
  .mono {
    font-family: var(--mono);
    font-size: 0.92em;
    overflow-wrap: anywhere;
  }
  svg {
    flex: none;
    width: 1.15em;
    height: 1.15em;
    vertical-align: -0.2em;
  }
  .soft {
    color: var(--soft);
  }
  .small {
    font-size: var(--small);
  }
  .sr {
    ${unseen}
  }
  button {
    display: inline-flex;
    align-items: center;
    gap: 0.4em;
    min-height: 2rem;
    padding: 0.2rem 0.7rem;
    border: 1px solid var(--line-strong);
    border-radius: 0.5rem;
    background: var(--surface);
    color: inherit;
    font: inherit;
    font-size: var(--small);
    cursor: pointer;
  }
  button:hover {
    border-color: var(--accent);
    color: var(--accent);
  }
  button.plain {
    min-height: 1.5rem;
    padding: 0 0.15rem;
    border-color: transparent;
    background: none;
    color: var(--accent);
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  button.plain:hover {
    text-decoration-thickness: 2px;
  }
  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }
  summary {
    cursor: pointer;
  }
  .tick-passed {
    color: var(--good);
  }
  .tick-failed {
    color: var(--bad);
  }
  .tick-assumed,
  .tick-skipped {
    color: var(--soft);
  }
  @media (forced-colors: active) {
    button {
      border-color: ButtonText;
    }
  }
  @media print {
    button {
      display: none;
    }
  }
`;

export const tables = css`
  table {
    width: 100%;
    border-collapse: collapse;
    font-size: var(--small);
  }
  caption {
    padding-bottom: 0.35rem;
    color: var(--soft);
    text-align: start;
  }
  th {
    padding: 0.3rem 0.75rem 0.3rem 0;
    border-bottom: 1px solid var(--line-strong);
    color: var(--soft);
    font-weight: 500;
    text-align: start;
  }
  td,
  tbody th {
    padding: 0.45rem 0.75rem 0.45rem 0;
    border-bottom: 1px solid var(--line);
    color: inherit;
    text-align: start;
    vertical-align: top;
    overflow-wrap: anywhere;
  }
  tbody th {
    font-weight: 600;
  }
  tr.lit > * {
    background: var(--lit);
  }
  /* On a narrow screen every row is a small card: a name, then what belongs to it. */
  @container inspector (max-width: 40em) {
    thead {
      position: absolute;
      clip-path: inset(50%);
      width: 1px;
      height: 1px;
      overflow: hidden;
    }
    table,
    tbody,
    tr,
    td,
    tbody th {
      display: block;
    }
    tr {
      padding: 0.5rem 0;
      border-bottom: 1px solid var(--line);
    }
    td,
    tbody th {
      padding: 0.1rem 0;
      border: 0;
    }
  }
`;
