/** Problems and risks that do not decide this answer, the most severe first. */
import { LitElement, css, html, nothing } from "lit";
import { property } from "lit/decorators.js";

import type { Finding } from "../contract.js";
import { tell } from "../events.js";
import { icon } from "../icons.js";
import { LongList } from "../long-list.js";
import { part } from "../parts.js";
import type { Box } from "../state.js";
import { strings } from "../strings.js";
import { common } from "../styles.js";

const words = strings.findings;

@part("assumable-findings")
export class FindingsView extends LitElement {
  static override styles = [
    common,
    css`
      h2 {
        margin-bottom: 0.5rem;
        font-size: 1.125rem;
      }
      li {
        padding: 0.6rem 0;
        border-top: 1px solid var(--line);
      }
      .severity {
        font-size: var(--tiny);
        font-weight: 600;
      }
      .critical,
      .high,
      .broken {
        color: var(--bad);
      }
      .medium {
        color: var(--unsure);
      }
      .info {
        color: var(--soft);
      }
      summary {
        padding: 0.6rem 0;
        border-top: 1px solid var(--line);
        color: var(--soft);
        cursor: pointer;
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
        margin-top: 0.35rem;
      }
    `,
  ];

  @property({ attribute: false }) findings: readonly Finding[] = [];
  /** The texts cannot be changed: no fix is offered. */
  @property({ attribute: false }) fixed = false;

  private readonly list = new LongList(this);

  override render() {
    const remarks = this.findings.filter(({ severity }) => severity === "info");
    const risks = this.findings.filter(({ severity }) => severity !== "info");
    return html`
      <h2>${words.heading}</h2>
      ${
        risks.length === 0
          ? nothing
          : html`<ul>
              ${this.list.items(risks, (finding) => this.finding(finding))}
            </ul>`
      }
      ${this.list.more(risks)}
      ${
        remarks.length === 0
          ? nothing
          : html`<details>
              <summary>${words.remarks(remarks.length)}</summary>
              <ul>
                ${remarks.map((finding) => this.finding(finding))}
              </ul>
            </details>`
      }
    `;
  }

  private finding(finding: Finding) {
    const { severity, fix, span } = finding;
    const box = boxOf(finding);
    return html`<li>
      <p>
        <span class="severity ${severity}"
          >${icon(severity === "info" ? "info" : "warning")} ${severity}</span
        >
        <code class="soft">${finding.rule}</code>
      </p>
      <p>${finding.message}</p>
      <p class="small soft">${finding.help}</p>
      <p class="actions">
        ${
          fix === undefined || box === undefined || this.fixed
            ? nothing
            : html`<button type="button" @click=${() => tell(this, "apply-edits", { box, edits: fix.edits })}>
                ${words.apply} ${fix.title}
              </button>`
        }
        ${
          span === undefined || box === undefined
            ? nothing
            : html`<button
                type="button"
                class="plain small"
                @click=${() => tell(this, "show-span", { box, span })}
              >
                ${strings.box.show}
              </button>`
        }
      </p>
    </li>`;
  }
}

/** The box that a finding points into, where it points into one. */
export function boxOf(finding: Finding): Box | undefined {
  switch (finding.input) {
    case "trustPolicy":
    case "token":
    case "jwks":
      return finding.input;
    default:
      return undefined;
  }
}
