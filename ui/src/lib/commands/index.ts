/** Everything a screen can ask of the core. The only importer of `invoke`: one file for each sort of work. */
export * from "./core";
export * from "./paper";
export * from "./doubts";
export * from "./lists";
export * from "./out";
export * from "./batch";
export * from "./people";
export * from "./take";
export * from "./contacts";
export * from "./convert";
export * from "./links";
export * from "./webhooks";
