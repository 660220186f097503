/** What `page.css` says of colours, sizes and faces, for an element that does not have the page's style sheet. */

/** Declarations, each of which a page around the element may set otherwise, by `--assumable-…`. */
export function colours(css) {
  const [, block] = /:root \{([^}]*)\}/.exec(css);
  const declarations = block.matchAll(/--([\w-]+):\s*([^;]+);/g);
  return [...declarations]
    .map(([, name, value]) => `--${name}: var(--assumable-${name}, ${value.trim()});`)
    .join("\n");
}
