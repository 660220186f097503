/** What was measured, as tables of Markdown. */

/** The machine that the figures are of. */
export function machine({ processor, cores, memory, node, chromium, rust }) {
  return `${processor}, ${cores} cores, ${memory}; Node ${node}, Chromium ${chromium}, ${rust}.`;
}

/** The whole verdict beside what it takes the place of. */
export function verdict(node, chromium, { whole, edit }) {
  return titled(
    "The whole verdict",
    table(
      ["RS256 with 2048 bits, ten statements", "`inspect` µs", "beside it", "µs", "ratio"],
      [
        versus("new token, Node", node.verdict.whole, "`jose`, key imported", node.verdict.imported),
        versus(
          "new token, Chromium",
          chromium.verdict.whole,
          "`jose`, key imported",
          chromium.verdict.imported,
        ),
        versus("new token, Node", whole.inspect, "`jose` and `iam-simulate`", whole.byHand),
        versus("edit of the policy, Node", edit.inspect, "`iam-simulate`", edit.byHand),
        ["edit of the policy, Chromium", micro(chromium.verdict.edit), "", "", ""],
      ],
    ),
  );
}

function versus(what, ours, other, theirs) {
  return [what, micro(ours), other, micro(theirs), ratio(ours, theirs)];
}

/** `inspect` with a new token and its keys beside jose's signature check alone. */
export function signatures(where, rows) {
  return titled(
    `Signatures, ${where}`,
    table(
      ["algorithm", "`inspect` µs", "`jose`, key imported µs", "key prepared µs", "/ imported", "/ prepared"],
      rows.map(({ name, inspect, imported, prepared }) => [
        name,
        micro(inspect),
        micro(imported),
        micro(prepared),
        ratio(inspect, imported),
        ratio(inspect, prepared),
      ]),
    ),
  );
}

/** What each more costs: about the same where it is linear. */
export function growth(where, rows) {
  const sizes = Object.keys(rows[0].times);
  const added = ({ times }, size, index) =>
    index === 0 ? times[size] : (times[size] - times[sizes[0]]) / (size - sizes[0]);
  return titled(
    `Growth, ${where}`,
    table(
      ["µs", ...sizes.map((size, index) => (index === 0 ? `with ${size}` : `each more, of ${size}`))],
      rows.map((row) => [row.name, ...sizes.map((size, index) => micro(added(row, size, index)))]),
    ),
  );
}

/** What is made to be slow: about 2 where it is linear, and less where it meets a limit. */
export function hostile(rows) {
  return titled(
    "Growth of hostile shapes, Node",
    table(
      ["shape", "size", "ms", "ms of half of it", "ratio"],
      rows.map(({ name, size, half, whole }) => [
        name,
        String(size),
        (whole / 1000).toFixed(1),
        (half / 1000).toFixed(1),
        ratio(whole, half),
      ]),
    ),
  );
}

/** Cold start, and key press to paint as `typing.mjs` prints it. */
export function page({ cold, typing }) {
  return titled(
    "The page",
    `From navigation to the first verdict, nothing cached: ${cold.toFixed(0)} ms.\n\n\`\`\`text\n${typing}\n\`\`\``,
  );
}

/** Each stage by itself, natively. */
export function native(rows) {
  return titled(
    "Stages, natively",
    table(
      ["bench", "µs"],
      rows.map(({ name, time }) => [name, micro(time)]),
    ),
  );
}

/** What the module is made of; what is small is added up. */
export function bytes(rows) {
  const all = rows.reduce((sum, { size }) => sum + size, 0);
  const [large, small] = [
    rows.filter(({ size }) => size >= all / 200),
    rows.filter(({ size }) => size < all / 200),
  ];
  const rest = small.reduce((sum, { size }) => sum + size, 0);
  return titled(
    "Bytes of the module",
    table(
      ["what", "KB", "%"],
      [...large, { name: `${small.length} more`, size: rest }, { name: "all", size: all }].map(
        ({ name, size }) => [name, (size / 1000).toFixed(1), ((size / all) * 100).toFixed(1)],
      ),
    ),
  );
}

function titled(title, text) {
  return `### ${title}\n\n${text}`;
}

function table(head, rows) {
  const right = (_, index) => (index === 0 ? "---" : "---:");
  return [head, head.map(right), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function micro(time) {
  return time < 10 ? time.toFixed(1) : time.toFixed(0);
}

function ratio(ours, theirs) {
  return (ours / theirs).toFixed(2);
}
