import svelte from "eslint-plugin-svelte";
import globals from "globals";
import { defineConfig, globalIgnores } from "eslint/config";
import ts from "typescript-eslint";

const noCore = {
  group: ["@tauri-apps/*"],
  message: "Only lib/commands and lib/events.ts talk to the core.",
};
const door = "A feature has one door: its index.ts.";
const refuse = (...patterns) => ({ "no-restricted-imports": ["error", { patterns }] });

export default defineConfig(
  globalIgnores(["dist/", "dist-demo/", "node_modules/", "src/bindings.ts"]),
  ...ts.configs.strict,
  ...svelte.configs["flat/recommended"],
  {
    languageOptions: { globals: { ...globals.browser } },
    rules: {
      "no-undef": "off",
      eqeqeq: "error",
      "no-console": "error",
      "svelte/no-at-html-tags": "error",
      "svelte/require-each-key": "error",
      "svelte/no-navigation-without-resolve": "off",
      "svelte/prefer-svelte-reactivity": "off",
      "@typescript-eslint/no-dynamic-delete": "off",
    },
  },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: ts.parser } },
  },
  {
    files: ["src/components/**"],
    rules: refuse(noCore, {
      group: [
        "**/bindings",
        "**/features/**",
        "**/screens/**",
        "**/lib/commands",
        "**/lib/desk*",
        "**/lib/events",
      ],
      message: "The design system knows no money rule, no provider and no command.",
    }),
  },
  {
    files: ["src/lib/**"],
    ignores: ["src/lib/commands/**", "src/lib/events.ts"],
    rules: refuse(noCore, {
      group: ["**/features/**", "**/screens/**"],
      message: "lib stands below the features.",
    }),
  },
  {
    files: ["src/features/**"],
    rules: refuse(
      noCore,
      { regex: "^\\.\\./[a-z]+/", message: door },
      {
        group: ["**/screens/**"],
        message: "A screen is made of features, not the other way round.",
      },
    ),
  },
  {
    files: ["src/screens/**", "src/*.svelte", "src/*.ts"],
    ignores: ["src/fixtures.ts"],
    rules: refuse(
      noCore,
      { regex: "^\\.\\.?/features/[a-z]+/", message: door },
      {
        group: ["**/bindings"],
        message: "A screen composes; features do the work.",
      },
    ),
  },
  {
    files: ["src/**/*.test.ts", "demo/**"],
    rules: { "@typescript-eslint/no-non-null-assertion": "off" },
  },
);
