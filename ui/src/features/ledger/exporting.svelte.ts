/** The file of a list: what is chosen for it, how far it is, where it lies. */
import type { ErrorView, ExportColumn, ExportedView, Filters } from "../../bindings";
import * as commands from "../../lib/commands";
import { asError } from "../../lib/errors";
import { onExport } from "../../lib/events";
import { i18n } from "../../lib/i18n/index.svelte";

export type Separator = "," | ";";

export class Exporting {
  format = $state<"xlsx" | "csv">("xlsx");
  /** What spreadsheets here expect; somebody else's may expect the other. */
  separator = $state<Separator>(i18n.lang === "fr" ? ";" : ",");
  which = $state<"shown" | "all">("shown");
  running = $state(false);
  /** Rows so far; null before the first word about them. */
  rows = $state<number | null>(null);
  done = $state.raw<ExportedView | null>(null);
  failure = $state<ErrorView | null>(null);

  /** While the dialog stands. Returns what ends it. */
  follow(): () => void {
    const heard = onExport(({ rows }) => {
      if (this.running) this.rows = rows;
    });
    return () => void heard.then((deaf) => deaf());
  }

  async start(filters: Filters, shown: ExportColumn[]): Promise<void> {
    if (this.running) return;
    Object.assign(this, { running: true, rows: null, done: null, failure: null });
    try {
      this.done = await commands.exportShown({
        filters,
        columns: this.which === "all" ? [] : shown,
        format: this.format,
        separator: this.format === "csv" ? this.separator : null,
      });
    } catch (thrown) {
      this.failure = asError(thrown);
    } finally {
      this.running = false;
    }
  }

  async stop(): Promise<void> {
    try {
      await commands.stopExport();
    } catch (thrown) {
      this.failure = asError(thrown);
    }
  }
}
