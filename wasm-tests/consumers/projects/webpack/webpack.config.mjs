export default {
  mode: "production",
  entry: "./main.mjs",
  experiments: { outputModule: true },
  // The module is larger than what webpack advises for a first load; it is known, and kept in a snapshot.
  performance: { hints: false },
  output: { filename: "main.js", module: true, publicPath: "auto" },
};
