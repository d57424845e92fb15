/** Everything a screen can ask of the core. The only importer of `invoke`: one file for each sort of work. */
export * from "./core";
export * from "./paper";
export * from "./people";
export * from "./doubts";
export * from "./webhooks";
