/** Texts with everything in them that ends something, begins something or is replaced in what they are written into. */

const inside = [
  "</script><!-- <script>",
  "</pre></textarea><img src=x onerror=alert(1)>",
  `"double" 'single' \`back\` “typographic”`,
  "${interpolation} {{ mustache }} {% tag %} {braces} }`} {/* comment */}",
  "]]> <![CDATA[ ?> --> &quot; &amp;lt; &#10; \\ \\n \\u003c",
  "# *emphasis* _too_ [link](x) ::: \u2028 \u{1F6AA} é",
];

/** JSON, as the page writes it, so that it comes back to the letter. */
export const hostileJson = JSON.stringify(
  {
    Version: "2012-10-17",
    Statement: inside.map((text, index) => ({ Sid: `Text${index}`, [text]: text })),
  },
  null,
  2,
);

/** No JSON, with lines that begin and end blocks in Markdown. */
export const hostileText = `{ "Version": "2012-10-17",

${inside.join("\n\n")}
  \t
- a list
# a heading
> a quotation
::: tip
\`\`\`
    import x from "y"
---
not closed {`;
