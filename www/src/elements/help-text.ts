/** How the page works: its promise and how to verify it, its marks, its keys. */
import { LitElement, css, html, nothing } from "lit";
import { property } from "lit/decorators.js";

import { built } from "../built.js";
import type { Evidence } from "../contract.js";
import { icon } from "../icons.js";
import { part } from "../parts.js";
import { words as embedding } from "../recipes-strings.js";
import { strings } from "../strings.js";
import { common } from "../styles.js";

const words = strings.help;

@part("assumable-help")
export class HelpText extends LitElement {
  static override styles = [
    common,
    css`
      h3 {
        margin: 1.4rem 0 0.4rem;
        font-size: 1rem;
      }
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 0.35rem 1rem;
      }
      dt {
        white-space: nowrap;
      }
      summary,
      h4 {
        margin-top: 0.8rem;
        font-weight: 600;
      }
      code {
        overflow-wrap: anywhere;
      }
      .evidence dt {
        font-weight: 600;
      }
      .asked {
        background: var(--lit);
      }
      ol li {
        margin: 0.35rem 0 0.35rem 1.3rem;
        list-style: decimal;
      }
      kbd {
        padding: 0.05rem 0.4rem;
        border: 1px solid var(--line-strong);
        border-radius: 0.3rem;
        background: var(--surface);
        font: inherit;
        font-size: var(--tiny);
      }
      @media (max-width: 30rem) {
        dl {
          display: block;
        }
        dd {
          margin-bottom: 0.5rem;
        }
      }
    `,
  ];

  /** The word of evidence that was asked about. */
  @property({ attribute: false }) asked: Evidence | undefined;
  @property({ attribute: false }) version: { version: string; facts: string } | undefined;

  /** Brings one part to the top. */
  show(part: "evidence" | "privacy") {
    this.renderRoot.querySelector(`#${part}`)?.scrollIntoView();
  }

  override render() {
    const evidence = Object.entries(words.evidence.meanings) as [Evidence, string][];
    const statuses = Object.entries(words.status.list) as [keyof typeof words.status.list, string][];
    return html`
      <h3 id="evidence" tabindex="-1">${words.evidence.heading}</h3>
      <dl class="evidence">
        ${evidence.map(
          ([word, meaning]) =>
            html`<dt>
                <span class=${word === this.asked ? "asked" : ""}>${word}</span>
              </dt>
              <dd>${meaning}</dd>`,
        )}
      </dl>
      <h3>${words.status.heading}</h3>
      <dl>
        ${statuses.map(
          ([status, meaning]) =>
            html`<dt class="tick-${status}">${icon(status)} ${strings.gates.status[status]}</dt>
              <dd>${meaning}</dd>`,
        )}
      </dl>
      <h3 id="privacy" tabindex="-1">${words.privacy.heading}</h3>
      <ol>
        ${words.privacy.list.map((sentence) => html`<li>${sentence}</li>`)}
      </ol>
      <p class="soft">${words.privacy.limits}</p>
      <h3>${words.shortcuts.heading}</h3>
      <dl>
        ${words.shortcuts.list.map(
          ([keys, meaning]) =>
            html`<dt>${keys.map((key) => html`<kbd>${key}</kbd> `)}</dt>
              <dd>${meaning}</dd>`,
        )}
      </dl>
      <p class="soft small">${words.shortcuts.note}</p>
      <h3>${embedding.heading}</h3>
      <p>
        ${embedding.about}
        <button
          type="button"
          class="plain"
          aria-haspopup="dialog"
          @click=${() => this.dispatchEvent(new Event("embed"))}
        >
          ${embedding.open}
        </button>
      </p>
      ${this.built()}
      ${
        // In one file, on a disk, there is nothing beside it.
        location.protocol === "file:"
          ? nothing
          : html`<p class="small"><a href="licences.txt">${words.licences}</a></p>`
      }
      ${
        this.version === undefined
          ? nothing
          : html`<p class="soft small">${words.version(this.version.version, this.version.facts)}</p>`
      }
    `;
  }

  /** Sums that may be compared with those of one's own build. */
  private built() {
    const about = built();
    if (about === undefined) return nothing;
    const { core, files = {} } = about;
    const words = strings.help.built;
    const single = files["assumable.html"];
    return html`<details>
      <summary>${words.heading}</summary>
      ${
        single === undefined
          ? nothing
          : html`<p>
              <a href="assumable.html" download>${words.file}</a>. ${words.fileAbout}
              <code>${single}</code>
            </p>`
      }
      <h4>${words.core}</h4>
      <p><code>${core.sha256}</code></p>
      <p>${words.imports} <code>${core.imports.join(", ")}</code></p>
      ${
        Object.keys(files).length === 0
          ? nothing
          : html`<h4>${words.files}</h4>
              <dl>
                ${Object.entries(files).map(
                  ([name, sum]) =>
                    html`<dt><code>${name}</code></dt>
                      <dd><code>${sum}</code></dd>`,
                )}
              </dl>`
      }
    </details>`;
  }
}
