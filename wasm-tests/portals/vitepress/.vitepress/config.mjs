import { defineConfig } from "vitepress";

export default defineConfig({
  title: "Handbook",
  base: "/vitepress/",
  head: [["script", { src: "https://assumable.example.com/embed.js", async: "" }]],
  vue: {
    template: {
      compilerOptions: { isCustomElement: (tag) => tag === "assumable-inspector" },
    },
  },
  themeConfig: {
    sidebar: [
      { text: "Handbook", link: "/" },
      { text: "Deploying with OIDC", link: "/deploying-with-oidc" },
    ],
    search: { provider: "local" },
  },
});
