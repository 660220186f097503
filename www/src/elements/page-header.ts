/** Name, question, and the few things that are always at hand. */
import { LitElement, css, html } from "lit";
import { state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";

import { icon } from "../icons.js";
import { part } from "../parts.js";
import { strings } from "../strings.js";
import { common, unseen } from "../styles.js";
import { type Theme, chooseTheme, storedTheme, themes } from "../theme.js";

const words = strings.header;

@part("assumable-header")
export class PageHeader extends LitElement {
  static override styles = [
    common,
    css`
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5rem 1.25rem;
      }
      slot {
        display: block;
        order: 2;
        flex-basis: 100%;
      }
      .name {
        display: flex;
        align-items: center;
        gap: 0.5rem;
        color: var(--accent);
        font-weight: 700;
      }
      .mark {
        display: grid;
        place-items: center;
        width: 1.9rem;
        height: 1.9rem;
        border-radius: 0.5rem;
        background: var(--accent);
        color: var(--on-accent);
      }
      .mark svg {
        width: 1.4rem;
        height: 1.4rem;
      }
      h1 {
        flex: 1 1 16rem;
        margin: 0;
        font-size: 1.375rem;
        font-weight: 650;
        letter-spacing: -0.01em;
        line-height: 1.25;
      }
      nav {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.4rem;
      }
      select {
        min-height: 2rem;
        padding: 0 0.4rem;
        border: 1px solid var(--line-strong);
        border-radius: 0.5rem;
        background: var(--surface);
        color: inherit;
        font: inherit;
        font-size: var(--small);
      }
      @media (max-width: 40rem) {
        h1 {
          flex-basis: 100%;
          order: 1;
          font-size: 1.2rem;
        }
        nav {
          margin-inline-start: auto;
        }
        .label {
          ${unseen}
        }
        nav button {
          min-width: 2.25rem;
          justify-content: center;
          padding: 0 0.4rem;
        }
        select {
          width: 4.6rem;
        }
      }
      @media print {
        nav {
          display: none;
        }
      }
    `,
  ];

  @state() private theme: Theme = storedTheme();

  override render() {
    return html`<header>
      <span class="name"
        ><span class="mark">${icon("door")}</span><span class="label">${strings.name}</span></span
      >
      <h1>${strings.question}</h1>
      <nav aria-label=${strings.name}>
        ${this.button("examples", words.examples)} ${this.button("share", words.share)}
        <button
          type="button"
          @click=${() => this.dispatchEvent(new Event("clear"))}
          aria-keyshortcuts="Control+Shift+Backspace"
        >
          ${icon("clear")}<span class="label">${words.clear}</span>
        </button>
        <label>
          <span class="sr">${words.theme}</span>
          <select .value=${live(this.theme)} @change=${this.choose}>
            ${themes.map(
              (theme) =>
                html`<option value=${theme} ?selected=${theme === this.theme}>
                  ${words.themes[theme]}
                </option>`,
            )}
          </select>
        </label>
        ${this.button("help", words.help)}
      </nav>
      <slot></slot>
    </header>`;
  }

  private button(event: "examples" | "share" | "help", label: string) {
    return html`<button
      type="button"
      aria-haspopup="dialog"
      @click=${() => this.dispatchEvent(new Event(event))}
    >
      ${icon(event)}<span class="label">${label}</span>
    </button>`;
  }

  private choose(event: Event) {
    const { value } = event.target as HTMLSelectElement;
    this.theme = themes.find((theme) => theme === value) ?? "system";
    chooseTheme(this.theme);
  }
}
