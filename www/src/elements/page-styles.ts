/** Where the parts of the page stand: the answer over everything, what goes in beside why. */
import { css } from "lit";

import { dropStyles } from "./drop-styles.js";

export const pageStyles = css`
  ${dropStyles}

  .page {
    container: inspector / inline-size;
    max-width: 90rem;
    margin: 0 auto;
    padding: 0.8rem clamp(0.9rem, 2.5vw, 2.25rem) 4rem;
  }
  .promise {
    margin-bottom: 1rem;
    color: var(--soft);
    font-size: var(--tiny);
  }
  .promise button {
    font-size: inherit;
  }
  main {
    display: grid;
    gap: 1.1rem 2rem;
    grid-template-columns: minmax(0, 1fr);
  }
  main > * {
    min-width: 0;
  }
  main.starting {
    visibility: hidden;
  }
  .lead {
    max-width: 44rem;
    font-size: 1.125rem;
    line-height: 1.45;
  }
  .story {
    margin-bottom: 0.6rem;
    color: var(--soft);
    font-size: var(--small);
  }
  .story b {
    color: var(--ink);
  }
  .idle {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.4rem;
    margin-top: 0.6rem;
    color: var(--unsure);
    font-size: var(--small);
  }
  .evidence {
    display: grid;
    align-content: start;
    gap: 2rem;
    grid-template-columns: minmax(0, 1fr);
  }
  .evidence > * {
    margin-inline: -0.3rem;
    padding-inline: 0.3rem;
    contain-intrinsic-block-size: auto 24rem;
  }
  /* What is out of sight is neither laid out nor painted, or every key would pay for it. */
  .evidence.typing > * {
    content-visibility: auto;
  }
  /* Where somebody has scrolled to is still there when the rest has come. */
  .evidence.drawing {
    min-height: 100dvh;
  }
  .evidence > h2 {
    margin-bottom: -1.75rem;
    font-size: 1.125rem;
  }
  .inputs {
    align-self: start;
  }
  @media (min-width: 60.01rem) {
    main {
      grid-template-columns: minmax(22rem, 5fr) minmax(0, 7fr);
    }
    .answer,
    .way {
      grid-column: 1 / -1;
    }
    /* Taller than the window, it moves along until its end is in view. */
    .inputs {
      position: sticky;
      top: min(3.4rem, calc(100dvh - var(--height, 0px) - 1rem));
    }
  }
  assumable-notice.stays {
    position: sticky;
    z-index: 1;
    top: 3.1rem;
  }
  @media print {
    main,
    .evidence {
      display: block;
    }
    main > * + *,
    .evidence > * + * {
      margin-top: 1rem;
    }
    .inputs {
      position: static;
    }
  }
`;
