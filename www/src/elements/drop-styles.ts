/** What is seen while a file is dragged over an inspector. */
import { css } from "lit";

export const dropStyles = css`
  .drop {
    position: fixed;
    z-index: 3;
    inset: 0.4rem;
    display: grid;
    place-content: start center;
    border: 3px dashed var(--accent);
    border-radius: var(--radius);
    pointer-events: none;
  }
  .drop p {
    margin: 0.8rem;
    padding: 0.5rem 1rem;
    border: 1px solid var(--accent);
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--accent);
    font-weight: 600;
  }
  @media print {
    .drop {
      display: none;
    }
  }
`;
