/**
 * What a page of Chromium still has in its memory: every text of the JavaScript heap, by a snapshot of it
 * after garbage was collected, and every text of the nodes that a script could still hold, in the document or
 * out of it.
 */

/** A snapshot of the heap, after garbage was collected. */
export async function heapOf(page) {
  const session = await page.context().newCDPSession(page);
  try {
    await collectGarbage(session);
    const chunks = [];
    session.on("HeapProfiler.addHeapSnapshotChunk", ({ chunk }) => chunks.push(chunk));
    await session.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
    return new Heap(JSON.parse(chunks.join("")));
  } finally {
    await session.detach();
  }
}

/** What finalizers let go of in one collection goes in the next. */
async function collectGarbage(session) {
  await session.send("HeapProfiler.enable");
  for (let times = 0; times < 3; times += 1) await session.send("HeapProfiler.collectGarbage");
}

class Heap {
  constructor({ snapshot: { meta }, nodes, edges, strings }) {
    this.nodes = nodes;
    this.edges = edges;
    this.strings = strings;
    this.nodeSize = meta.node_fields.length;
    this.edgeSize = meta.edge_fields.length;
    this.field = (name) => meta.node_fields.indexOf(name);
    this.edgeField = (name) => meta.edge_fields.indexOf(name);
    this.nodeTypes = meta.node_types[0];
    this.edgeTypes = meta.edge_types[0];
  }

  /** Which of these texts are anywhere in it, each with the shortest way on which a root still holds it. */
  holding(texts) {
    const found = [];
    for (const [index, string] of this.strings.entries()) {
      const text = texts.find((text) => string.includes(text));
      if (text !== undefined) found.push({ text, index });
    }
    if (found.length === 0) return [];
    const byName = new Map(found.map(({ text, index }) => [index, text]));
    const held = [];
    const reached = this.#reached();
    for (let node = 0; node < this.nodes.length; node += this.nodeSize) {
      const text = byName.get(this.nodes[node + this.field("name")]);
      if (text !== undefined) held.push({ text, way: this.#way(node, reached) });
    }
    return held;
  }

  /** For each node the edge by which it is reached first, from the root on. */
  #reached() {
    const firstEdge = new Map();
    let edge = 0;
    for (let node = 0; node < this.nodes.length; node += this.nodeSize) {
      firstEdge.set(node, edge);
      edge += this.nodes[node + this.field("edge_count")] * this.edgeSize;
    }
    const weak = this.edgeTypes.indexOf("weak");
    const from = new Map([[0, undefined]]);
    const waiting = [0];
    for (let next = 0; next < waiting.length; next += 1) {
      const node = waiting[next];
      const first = firstEdge.get(node);
      const end = first + this.nodes[node + this.field("edge_count")] * this.edgeSize;
      for (let edge = first; edge < end; edge += this.edgeSize) {
        if (this.edges[edge + this.edgeField("type")] === weak) continue;
        const to = this.edges[edge + this.edgeField("to_node")];
        if (from.has(to)) continue;
        from.set(to, { node, edge });
        waiting.push(to);
      }
    }
    return from;
  }

  #way(node, reached) {
    const steps = [];
    for (let at = node; at !== undefined;) {
      const step = reached.get(at);
      const name = this.strings[this.nodes[at + this.field("name")]].slice(0, 60);
      if (step === undefined) {
        steps.push(at === 0 ? "root" : `${name} (held weakly, or by nothing)`);
        break;
      }
      steps.push(`${this.#edgeName(step.edge)}: ${name}`);
      at = step.node;
    }
    return steps.reverse().join("\n    > ");
  }

  #edgeName(edge) {
    const type = this.edgeTypes[this.edges[edge + this.edgeField("type")]];
    const name = this.edges[edge + this.edgeField("name_or_index")];
    return ["element", "hidden"].includes(type) ? `[${name}]` : this.strings[name];
  }
}
