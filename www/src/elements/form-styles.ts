/** What the forms behind the page's buttons have in common. */
import { css } from "lit";

export const formStyles = css`
  .choice {
    display: flex;
    gap: 0.5rem;
    align-items: baseline;
  }
  .choice input {
    flex: none;
  }
  textarea,
  select,
  .address {
    display: block;
    width: 100%;
    border: 1px solid var(--line-strong);
    border-radius: 0.5rem;
    background: var(--surface);
    color: inherit;
  }
  textarea {
    padding: 0.5rem 0.75rem;
    font-family: var(--mono);
    line-height: 1.45;
    resize: vertical;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem 0.8rem;
    align-items: center;
  }
`;
