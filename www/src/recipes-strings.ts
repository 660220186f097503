/** Every sentence about showing the inspector on another page; beside the others, since no embedded inspector needs them. */
import type { Hideable } from "./hideable.js";
import type { Place, Way } from "./recipes.js";

const places: Record<Place, string> = {
  html: "HTML page",
  mkdocs: "MkDocs Material",
  docusaurus: "Docusaurus",
  vitepress: "VitePress",
  techdocs: "Backstage TechDocs (not tried)",
  confluence: "Confluence (not tried)",
};

const ways: Record<Way, { name: string; about: string }> = {
  frame: {
    name: "Frame",
    about: "Sandboxed. The page around it hears how the answer comes out, and nothing that is pasted.",
  },
  element: { name: "Element", about: "Part of the page, whose scripts could read along." },
};

const parts: Record<Hideable, string> = {
  token: "Token",
  jwks: "Keys",
  policy: "Trust policy",
  surroundings: "Role, provider and call",
  clock: "Clock",
  checks: "Checks",
  claims: "Table of claims",
  context: "Table of condition keys",
  keys: "Table of keys",
};

export const words = {
  heading: "Embed it on your page",
  about: "As a sandboxed frame or as an element, with an example or with what is here now.",
  open: "Embed it",
  instead: "To show it on your page instead:",

  place: "Where",
  places,
  way: "As",
  ways,
  shows: "What it shows",
  example: (title: string) => `The example “${title}”`,
  own: {
    name: "What is here now",
    about:
      "The trust policy, public keys, what is known of the role, the provider and the call, and the clock if it is set. Never the token.",
  },
  nothing: "Nothing yet",
  theme: "Theme",
  themes: { auto: "As the page around it", light: "Light", dark: "Dark" },
  readonly: "Readers cannot change it",
  hide: "Left out",
  hidden: (count: number) => (count === 0 ? "nothing" : String(count)),
  parts,
  site: "Address of the hosted page",
  noSite: "That is no address that begins with https:// or http://.",
  whichSite: "Put in where you host it.",

  recommended: "A token that has not expired is a credential. Where people paste real ones, take the frame.",
  untried: "Written from its documentation. Nobody has tried it here.",
  noKeys: "The keys stay here: they are too long, or not public.",
  alwaysSeen: "What the recipe itself gives is seen in a frame all the same.",
  needs: {
    frame: (site: string) =>
      `A Content-Security-Policy of the page around it has to allow ${site} in frame-src and script-src.`,
    element:
      "A Content-Security-Policy of the page around it has to allow 'wasm-unsafe-eval' in script-src, and 'self' in connect-src.",
  },
  recipe: "What to paste",
  copy: "Copy",

  into: {
    page: "The page",
    markdown: "The page, in Markdown",
    mdx: "The page, in MDX",
    terminal: "A terminal, in the folder of the site",
    macro: "The address in a macro for iframes",
  },
  files: "Put define.js, element.js, engine.js, examples.js and assumable.wasm there, from the npm package.",
  among: "Among its options, and the lists that are there already:",
  fixedHeight: "Without a script the height is fixed: set another if it does not fit.",
};
