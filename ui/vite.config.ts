/// <reference types="vitest/config" />
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { svelteTesting } from "@testing-library/svelte/vite";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { stylesInRem } from "./src/styles/in-rem.ts";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** `--mode demo` puts a made-up shop behind the screens: to look at them without the core. */
const demo = {
  "@tauri-apps/api/core": at("./demo/core.ts"),
  "@tauri-apps/api/event": at("./demo/event.ts"),
};

export default defineConfig(({ mode }) => ({
  plugins: [svelte(), ...(mode === "test" ? [svelteTesting()] : [])],
  resolve: { alias: mode === "demo" ? demo : {} },
  css: { postcss: { plugins: [stylesInRem()] } },
  server: { port: 1420, strictPort: true },
  build: {
    target: "safari16",
    outDir: mode === "demo" ? "dist-demo" : "dist",
    emptyOutDir: true,
    // The content policy allows fonts and pictures from files only.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    // Two windows, two pages: the one where cards are typed has nothing of the other in it.
    rolldownOptions: { input: { main: at("./index.html"), card: at("./card.html") } },
  },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.ts"],
    restoreMocks: true,
    // A loaded machine mounts a long list slowly: nothing here is judged by the clock.
    testTimeout: 60_000,
  },
}));
