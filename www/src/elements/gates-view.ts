/** The checks in the order of STS, the first one that failed open. */
import { LitElement, type PropertyValues, css, html } from "lit";
import { property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";

import { gatesOf } from "../answer.js";
import type { CheckId, Report } from "../contract.js";
import type { Lit } from "../links.js";
import { nothingLit } from "../links.js";
import { part } from "../parts.js";
import { strings } from "../strings.js";
import { common } from "../styles.js";
import type { GateView } from "./gate-view.js";
import "./gate-view.js";

@part("assumable-gates")
export class GatesView extends LitElement {
  static override styles = [
    common,
    css`
      h2 {
        margin-bottom: 0.5rem;
        font-size: 1.125rem;
      }
      li:last-child {
        border-bottom: 1px solid var(--line);
      }
    `,
  ];

  @property({ attribute: false }) report!: Report;
  @property({ attribute: false }) lit: Lit = nothingLit;
  @state() private opened: CheckId | undefined;

  override willUpdate(changed: PropertyValues<this>) {
    if (!changed.has("report")) return;
    const first = this.report.checks.find((check) => check.status === "failed")?.id;
    if (first !== this.opened) this.opened = first;
  }

  /** Opens a check and brings it into view. */
  async show(id: CheckId) {
    const gate = this.gate(id);
    if (gate === undefined) return;
    gate.open = true;
    await gate.updateComplete;
    gate.scrollIntoView({ block: "start" });
    gate.renderRoot.querySelector("summary")?.focus({ preventScroll: true });
  }

  private gate(id: CheckId): GateView | undefined {
    const gates = this.renderRoot.querySelectorAll<GateView>("assumable-gate");
    return [...gates].find((gate) => gate.gate.check.id === id);
  }

  override render() {
    return html`
      <h2>${strings.gates.heading}</h2>
      <ol>
        ${repeat(
          gatesOf(this.report),
          ({ check }) => check.id,
          (gate) =>
            html`<li>
              <assumable-gate
                .gate=${gate}
                .report=${this.report}
                .lit=${this.lit}
                .open=${gate.check.id === this.opened}
              ></assumable-gate>
            </li>`,
        )}
      </ol>
    `;
  }
}
