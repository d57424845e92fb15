/** Everything a screen can ask of the core. The only importer of `invoke`: one file for each sort of work. */
export * from "./core";
export * from "./contacts";
export * from "./convert";
export * from "./doubts";
export * from "./links";
export * from "./take";
export * from "./out";
