/** The few signs of the page, drawn here. Each stands beside a word and says nothing alone. */
import { svg, type SVGTemplateResult, html, type TemplateResult } from "lit";

const shapes = {
  passed: svg`<path d="M4.5 10.5l3.7 3.7 7.3-8.2"/>`,
  failed: svg`<path d="M5.5 5.5l9 9m0-9l-9 9"/>`,
  assumed: svg`<path d="M7.2 7.4a2.9 2.9 0 1 1 4.3 2.6c-1 .6-1.5 1.2-1.5 2.3M10 15.4v.1"/>`,
  skipped: svg`<path d="M5 10h10"/>`,
  waiting: svg`<path d="M5 10h.1M10 10h.1M15 10h.1"/>`,
  warning: svg`<path d="M10 3.2l7.3 13H2.7zM10 8.5v3.6M10 14v.1"/>`,
  error: svg`<path d="M10 2.8a7.2 7.2 0 1 1 0 14.4a7.2 7.2 0 1 1 0-14.4zM10 6.3v4.6M10 13.6v.1"/>`,
  info: svg`<path d="M10 2.8a7.2 7.2 0 1 1 0 14.4a7.2 7.2 0 1 1 0-14.4zM10 9.3v4.5M10 6.4v.1"/>`,
  lock: svg`<path d="M5 9h10v7.5H5zM7 9V6.5a3 3 0 0 1 6 0V9"/>`,
  copy: svg`<path d="M7 7h9.5v9.5H7zM3.5 12.5v-9h9"/>`,
  clear: svg`<path d="M7 4h10v12H7l-5-6zM9.5 7.8l4.4 4.4m0-4.4l-4.4 4.4"/>`,
  open: svg`<path d="M3 16V4.5h5l1.5 2H17V16z"/>`,
  arrow: svg`<path d="M3.5 10h12.5M12 5.5l4.5 4.5l-4.5 4.5"/>`,
  up: svg`<path d="M10 16V4.5M5.5 9L10 4.5L14.5 9"/>`,
  down: svg`<path d="M5 7.5l5 5l5-5"/>`,
  share: svg`<path d="M10 12V3M6.5 6L10 2.8L13.5 6M6 9H4v8h12V9h-2"/>`,
  examples: svg`<path d="M3.5 4h5.5v5H3.5zM11 4h5.5v5H11zM3.5 11h5.5v5H3.5zM11 11h5.5v5H11z"/>`,
  help: svg`<path d="M7.2 7.4a2.9 2.9 0 1 1 4.3 2.6c-1 .6-1.5 1.2-1.5 2.3M10 15.4v.1"/>`,
  theme: svg`<path d="M10 3a7 7 0 1 1 0 14a7 7 0 1 1 0-14z"/><path d="M10 3a7 7 0 0 1 0 14z" fill="currentColor"/>`,
  door: svg`<path d="M5 17V9a5 5 0 0 1 10 0v8M8 12.5l1.6 1.6l2.8-3.2"/>`,
} satisfies Record<string, SVGTemplateResult>;

export type Icon = keyof typeof shapes;

export function icon(name: Icon): TemplateResult {
  return html`<svg
    viewBox="0 0 20 20"
    fill="none"
    stroke="currentColor"
    stroke-width="1.9"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    ${shapes[name]}
  </svg>`;
}
