/**
 * Writes `custom-elements.json`, by which editors and catalogues know the element: its properties
 * and methods by what `pkg/element.d.ts` says, its attributes, slots, events and parts by the
 * class, its custom properties by the page's style sheet, which it shares.
 *
 *     node www/scripts/manifest.mjs --out pkg/custom-elements.json
 */
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import ts from "typescript";

import { sizesAndColours } from "./colours.mjs";

const project = fileURLToPath(new URL("../../", import.meta.url));
const { values: given } = parseArgs({
  options: { out: { type: "string", default: `${project}pkg/custom-elements.json` } },
});

const name = "AssumableInspector";
const source = await classIn("www/src/elements/assumable-inspector.ts");
const types = await classIn("pkg/element.d.ts");
const members = types.members.flatMap(memberOf);

const declaration = {
  kind: "class",
  customElement: true,
  name,
  tagName: "assumable-inspector",
  description: ts.getJSDocCommentsAndTags(source)[0].comment,
  superclass: { name: "HTMLElement" },
  attributes: attributes(),
  members,
  events: tagged("fires").map((event) => ({ ...event, type: { text: "CustomEvent" } })),
  slots: tagged("slot"),
  cssParts: tagged("csspart"),
  cssProperties: [
    {
      name: "--assumable-font-size",
      default: "16px",
      description: "Size of running text, in px or rem. Every other size follows.",
    },
    ...(await sizesAndColours()).map(({ name, value, comment }) => ({
      name: `--assumable-${name}`,
      default: value,
      description: comment,
    })),
  ],
};

const here = (name) => ({ kind: "js", name, declaration: { name, module: "element.js" } });
const manifest = {
  schemaVersion: "1.0.0",
  readme: "README.md",
  modules: [
    {
      kind: "javascript-module",
      path: "element.js",
      declarations: [declaration],
      exports: [here(name)],
    },
    {
      kind: "javascript-module",
      path: "define.js",
      exports: [
        {
          kind: "custom-element-definition",
          name: declaration.tagName,
          declaration: { name, module: "element.js" },
        },
      ],
    },
  ],
};
await writeFile(given.out, `${JSON.stringify(manifest, undefined, 2)}\n`);

async function classIn(path) {
  const text = await readFile(`${project}${path}`, "utf8");
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  return file.statements.find(
    (statement) => ts.isClassDeclaration(statement) && statement.name?.text === name,
  );
}

/** `@slot header - Over everything.` */
function tagged(tag) {
  return ts
    .getJSDocTags(source)
    .filter(({ tagName }) => tagName.text === tag)
    .map(({ comment }) => {
      const [, name, description] = /^(\S+)\s+-\s+(.+)$/s.exec(comment);
      return { name, description };
    });
}

/** A property or method of the public types; of a property's two accessors the one that reads. */
function memberOf(member) {
  const name = member.name?.getText();
  const description = ts.getTextOfJSDocComment(ts.getJSDocCommentsAndTags(member)[0]?.comment);
  const documented = description === undefined ? {} : { description: description.replaceAll(/\s+/g, " ") };
  if (ts.isMethodDeclaration(member)) {
    if (/^(add|remove)EventListener$/.test(name)) return [];
    return [{ kind: "method", name, ...documented, return: { type: { text: member.type.getText() } } }];
  }
  if (!ts.isPropertyDeclaration(member) && !ts.isGetAccessorDeclaration(member)) return [];
  const isReadonly = ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Readonly;
  return [
    {
      kind: "field",
      name,
      type: { text: member.type.getText() },
      ...documented,
      ...(isReadonly ? { readonly: true } : {}),
    },
  ];
}

/** Of the properties that are decorated as such, and the one that every element has. */
function attributes() {
  const decorated = source.members.flatMap((member) => {
    const [decorator] = ts.getDecorators(member) ?? [];
    const [, options] = /^@property\((.*)\)$/s.exec(decorator?.getText() ?? "") ?? [];
    if (options === undefined || options.includes("attribute: false")) return [];
    const fieldName = member.name.getText();
    const [, attribute = fieldName] = /attribute: "([^"]+)"/.exec(options) ?? [];
    const { type, description } = members.find((member) => member.name === fieldName);
    return [{ name: attribute, fieldName, type, description }];
  });
  const lang = {
    name: "lang",
    type: { text: "string" },
    description:
      "Language of the sentences. There is English, `en`, so far; another is answered in English, and said.",
  };
  return [...decorated, lang];
}
