/** What to paste where, for a page that shows the inspector as a frame or as an element. */
import { withoutEnd } from "./ends.js";
import { valueNames } from "./frame/protocol.js";
import type { Shown } from "./frame/shown.js";
import { words } from "./recipes-strings.js";
import {
  type Attribute,
  fragment,
  htmlAttribute,
  htmlData,
  htmlPre,
  mdxAttribute,
  mdxPre,
} from "./recipes-text.js";
import { strings } from "./strings.js";

export type Place = "html" | "mkdocs" | "docusaurus" | "vitepress" | "techdocs" | "confluence";
export type Way = "frame" | "element";
export type Shows = "example" | "own" | "nothing";

export interface Wanted {
  place: Place;
  way: Way;
  /** Where the frame's page and its script are, with a slash at its end. */
  site: string;
  shown: Shown;
}

export interface Step {
  /** The file, or what else something goes into. */
  into: string;
  /** What there is to do there beside pasting. */
  note?: string;
  /** What is pasted. */
  text?: string;
}

type Cook = (site: string, shown: Shown) => Step[];

/** Where no address can be known. */
export const someSite = "https://assumable.example.com/";

/** The folder that an address is in, or of; undefined where it is none. */
export function siteOf(address: string): string | undefined {
  try {
    const { protocol, host, pathname } = new URL(address.trim());
    if (protocol !== "https:" && protocol !== "http:") return undefined;
    return `${protocol}//${host}${withoutEnd(pathname.replace(/\/[^/]*\.html$/, ""), "/")}/`;
  } catch {
    return undefined;
  }
}

export function recipeOf({ place, way, site, shown }: Wanted): Step[] {
  return recipes[place][way]?.(site, shown) ?? [];
}

/** A portal that runs no scripts in its pages has no element. */
export function waysOf(place: Place): Way[] {
  return (["frame", "element"] as const).filter((way) => recipes[place][way] !== undefined);
}

export function isTried(place: Place): boolean {
  return place !== "techdocs" && place !== "confluence";
}

const install: Step = { into: words.into.terminal, text: "npm install assumable" };

const recipes: Record<Place, Partial<Record<Way, Cook>>> = {
  html: {
    frame: (site, shown) => [
      {
        into: words.into.page,
        text: `${iframe(site, shown, htmlAttribute)}\n<script async src="${site}embed.js"></script>`,
      },
    ],
    element: (_site, shown) => [
      { into: "assumable/", note: words.files },
      {
        into: words.into.page,
        text: `<script type="module" src="/assumable/define.js"></script>\n\n${element(shown, htmlAttribute, htmlData)}`,
      },
    ],
  },

  mkdocs: {
    frame: (site, shown) => [
      { into: "mkdocs.yml", text: `extra_javascript:\n  - path: ${site}embed.js\n    async: true` },
      { into: words.into.markdown, text: `<div>\n${iframe(site, shown, htmlAttribute)}\n</div>` },
    ],
    element: (_site, shown) => [
      { into: "docs/assets/assumable/", note: words.files },
      {
        into: "mkdocs.yml",
        text: "extra_javascript:\n  - path: assets/assumable/define.js\n    type: module",
      },
      { into: words.into.markdown, text: `<div>\n${element(shown, htmlAttribute, htmlData)}\n</div>` },
    ],
  },

  docusaurus: {
    frame: (site, shown) => [
      {
        into: "docusaurus.config.mjs",
        note: words.among,
        text: `scripts: [{ src: ${JSON.stringify(`${site}embed.js`)}, async: true }],`,
      },
      { into: words.into.mdx, text: iframe(site, shown, mdxAttribute) },
    ],
    element: (_site, shown) => [
      install,
      {
        into: "src/assumable.js",
        text: `import ExecutionEnvironment from "@docusaurus/ExecutionEnvironment";

if (ExecutionEnvironment.canUseDOM) import("assumable/define");`,
      },
      {
        into: "docusaurus.config.mjs",
        note: words.among,
        text: 'clientModules: ["./src/assumable.js"],',
      },
      { into: words.into.mdx, text: element(shown, mdxAttribute, mdxPre) },
    ],
  },

  vitepress: {
    frame: (site, shown) => [
      {
        into: ".vitepress/config.mjs",
        note: words.among,
        text: `head: [["script", { src: ${JSON.stringify(`${site}embed.js`)}, async: "" }]],`,
      },
      { into: words.into.markdown, text: iframe(site, shown, htmlAttribute) },
    ],
    element: (_site, shown) => [
      install,
      {
        into: ".vitepress/theme/index.mjs",
        text: `import DefaultTheme from "vitepress/theme";

export default {
  extends: DefaultTheme,
  async enhanceApp() {
    if (!import.meta.env.SSR) await import("assumable/define");
  },
};`,
      },
      {
        into: ".vitepress/config.mjs",
        note: words.among,
        text: `vue: {
  template: {
    compilerOptions: { isCustomElement: (tag) => tag === "assumable-inspector" },
  },
},`,
      },
      {
        into: words.into.markdown,
        // What stands in double braces is an expression of Vue otherwise.
        text: element(shown, htmlAttribute, (slot, text) => htmlPre(slot, text, " v-pre")),
      },
    ],
  },

  techdocs: {
    frame: (site, shown) => [
      {
        into: "app-config.yaml",
        text: `techdocs:\n  sanitizer:\n    allowedIframeHosts:\n      - ${new URL(site).host}`,
      },
      { into: words.into.markdown, note: words.fixedHeight, text: iframeAlone(site, shown) },
    ],
  },

  confluence: {
    frame: (site, shown) => [
      { into: words.into.macro, note: words.fixedHeight, text: addressOf(site, shown) },
    ],
  },
};

// ---------------------------------------------------------- frame and element

function iframe(site: string, shown: Shown, write: (attribute: Attribute) => string): string {
  const attributes: Attribute[] = [
    ["data-assumable", ""],
    ...membersOf(shown).map(([name, value]): Attribute => [`data-${hyphenated(name)}`, value]),
    ["sandbox", "allow-scripts"],
    ["src", `${site}embed.html`],
    ["title", strings.question],
  ];
  return `<iframe\n${attributes.map((attribute) => `  ${write(attribute)}\n`).join("")}></iframe>`;
}

/** A frame that no script tells what to show: its address does. */
function iframeAlone(site: string, shown: Shown): string {
  const attributes: Attribute[] = [
    ["sandbox", "allow-scripts"],
    ["src", addressOf(site, shown)],
    ["title", strings.question],
    ["width", "100%"],
    ["height", "1000"],
  ];
  return `<iframe ${attributes.map(htmlAttribute).join(" ")}></iframe>`;
}

function addressOf(site: string, shown: Shown): string {
  const members = membersOf(shown).map(([name, value]): Attribute => [name, value === "" ? "true" : value]);
  return `${site}embed.html${fragment(members)}`;
}

function element(
  shown: Shown,
  write: (attribute: Attribute) => string,
  hold: (slot: string, text: string) => string,
): string {
  const attributes = attributesOf(shown).map((attribute) => ` ${write(attribute)}`);
  const data = dataOf(shown).map(([name, text]) => `${hold(hyphenated(name), text)}\n`);
  return `<assumable-inspector${attributes.join("")}>\n${data.join("")}</assumable-inspector>`;
}

// -------------------------------------------------------------- what is shown

/** All that is said, each by its name. */
function membersOf(shown: Shown): Attribute[] {
  return [...attributesOf(shown), ...dataOf(shown)];
}

function attributesOf({ example, theme, readonly, hide = [] }: Shown): Attribute[] {
  return [
    ...(example === undefined ? [] : [["example", example] satisfies Attribute]),
    ...(theme === undefined || theme === "auto" ? [] : [["theme", theme] satisfies Attribute]),
    ...(readonly === true ? [["readonly", ""] satisfies Attribute] : []),
    ...(hide.length === 0 ? [] : [["hide", hide.join(" ")] satisfies Attribute]),
  ];
}

function dataOf({ trustPolicy = "", jwks = "", claims = "", ...shown }: Shown): Attribute[] {
  const values = valueNames.flatMap((name) =>
    shown[name] === undefined ? [] : [[name, JSON.stringify(shown[name])] satisfies Attribute],
  );
  const texts: Attribute[] = [
    ["trustPolicy", trustPolicy],
    ["jwks", jwks],
    ["claims", claims],
  ];
  return [...texts.filter(([, text]) => text.trim() !== ""), ...values];
}

/** `trustPolicy` as attributes and slots are called. */
function hyphenated(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
