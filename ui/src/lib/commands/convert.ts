import { invoke } from "@tauri-apps/api/core";
import type { ConversionInput, ConversionView, ReviewView } from "../../bindings";

/** Asks the rate now and says what a conversion would give. */
export const reviewConversion = (draft: ConversionInput) =>
  invoke<ReviewView>("review_conversion", { draft });
export const conversions = () => invoke<ConversionView[]>("conversions");
