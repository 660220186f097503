export default {
  title: "Handbook",
  url: "https://docs.example.com",
  baseUrl: "/docusaurus/",
  onBrokenLinks: "throw",
  future: { v4: true, faster: true },
  clientModules: ["./src/assumable.js"],
  scripts: [{ src: "https://assumable.example.com/embed.js", async: true }],
  plugins: [["@docusaurus/plugin-content-docs", { routeBasePath: "/" }]],
  themes: ["@docusaurus/theme-classic"],
};
