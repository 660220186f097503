/** The examples as cards, grouped by what goes wrong. */
import { LitElement, css, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";

import { tell } from "../events.js";
import { type Example, byGroup, exampleOf, examples, metMostOften } from "../examples.js";
import { icon } from "../icons.js";
import { part } from "../parts.js";
import { strings } from "../strings.js";
import { common } from "../styles.js";
import { whenIdle } from "../turns.js";

/** Three rows of two, or two of three. */
const oftenShown = 6;

@part("assumable-examples")
export class ExamplesGallery extends LitElement {
  static override styles = [
    common,
    css`
      details {
        border-top: 1px solid var(--line);
      }
      details:last-of-type {
        border-bottom: 1px solid var(--line);
      }
      summary {
        display: flex;
        align-items: center;
        gap: 0.6rem;
        padding: 0.5rem 0.25rem;
        list-style: none;
      }
      summary::-webkit-details-marker {
        display: none;
      }
      summary:hover h3 {
        color: var(--accent);
      }
      h3 {
        font-size: 1rem;
        font-weight: 600;
      }
      .often {
        padding: 0.5rem 0.25rem;
      }
      summary svg {
        margin-inline-start: auto;
        color: var(--soft);
        transition: rotate 0.15s;
      }
      [open] > summary svg {
        rotate: 180deg;
      }
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(16rem, 100%), 1fr));
        gap: 0.6rem;
        padding: 0.2rem 0 1rem;
      }
      button {
        display: flex;
        flex-direction: column;
        align-items: start;
        gap: 0;
        width: 100%;
        height: 100%;
        padding: 0.6rem 0.8rem;
        border-color: var(--line);
        border-radius: var(--radius);
        text-align: start;
      }
      button:hover {
        color: inherit;
      }
      button[aria-current="true"] {
        border-color: var(--accent);
        box-shadow: inset 0 0 0 1px var(--accent);
      }
      b {
        display: block;
        font-size: 0.9375rem;
        font-weight: 600;
        line-height: 1.35;
      }
      code {
        display: -webkit-box;
        overflow: hidden;
        margin-top: 0.2rem;
        color: var(--soft);
        font-size: 0.75rem;
        line-height: 1.4;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
      }
      @media (prefers-reduced-motion: reduce) {
        summary svg {
          transition: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) current: string | undefined;
  /** The groups that have their cards, also while they are closed: a search in the page finds them. */
  @state() private filled: ReadonlySet<string> = new Set();

  override firstUpdated() {
    void this.fillAll();
  }

  /** One group after the other, when there is nothing else to do: they are most of what there is to draw. */
  private async fillAll() {
    for (const [group] of byGroup(examples)) {
      await whenIdle();
      this.fill(group);
    }
  }

  private fill(group: string) {
    this.filled = new Set([...this.filled, group]);
  }

  override render() {
    if (examples.length === 0) return html`<p class="soft">${strings.examples.none}</p>`;
    const open = exampleOf(this.current)?.group;
    return html`
      <h3 class="often">${strings.examples.often}</h3>
      ${this.cards(metMostOften(examples, oftenShown))}
      ${byGroup(examples).map(([group, members]) => this.group(group, members, group === open))}
    `;
  }

  private group(group: string, members: readonly Example[], open: boolean) {
    return html`
      <details name="group" ?open=${open} @toggle=${() => this.fill(group)}>
        <summary>
          <h3>${group}</h3>
          <span class="soft small">${strings.examples.count(members.length)}</span>${icon("down")}
        </summary>
        ${open || this.filled.has(group) ? this.cards(members) : nothing}
      </details>
    `;
  }

  private cards(members: readonly Example[]) {
    return html`<ul>
      ${members.map((example) => html`<li>${this.card(example)}</li>`)}
    </ul>`;
  }

  private card({ id, title, symptom }: Example) {
    return html`<button
      type="button"
      aria-current=${id === this.current ? "true" : "false"}
      @click=${() => tell(this, "example-chosen", { id })}
    >
      <b>${title}</b><code>${symptom}</code>
    </button>`;
  }
}
