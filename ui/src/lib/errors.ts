/** What went wrong, in one shape, wherever it comes from. */
import type { ErrorView } from "../bindings";
import { typeset } from "./typeset";

/** A command answers with an `ErrorView`; anything else is the bridge itself, told as it came. */
export function asError(thrown: unknown): ErrorView {
  if (typeof thrown === "object" && thrown !== null && "code" in thrown && "message" in thrown) {
    const error = thrown as ErrorView;
    return {
      ...error,
      message: typeset(error.message),
      next: error.next === null ? null : typeset(error.next),
    };
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: "bridge", message, field: null, next: null, operation: null };
}

/** The form field an error is about: `--first-name` and `first_name` are one. */
export function fieldOf(error: ErrorView): string | null {
  return error.field?.replace(/^-+/, "").replaceAll("-", "_") ?? null;
}
