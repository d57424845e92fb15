/** What waits for a second person, and the answer of one. The core knows who may give it, and asks for their PIN. */
import type { ApprovalsView, ApprovedView, ErrorView, MemberView } from "../../bindings";
import * as commands from "../../lib/commands";
import { asError } from "../../lib/errors";
import { listenFor } from "../../lib/live.svelte";

export class Approvals {
  waiting = $state<ApprovalsView | null>(null);
  members = $state<MemberView[]>([]);
  failure = $state<ErrorView | null>(null);
  /** The double-pay guard’s question on the one that is being approved. */
  guard = $state<ErrorView | null>(null);
  despite = $state<string | null>(null);
  busy = $state(false);

  count = $derived((this.waiting?.operations.length ?? 0) + (this.waiting?.batches.length ?? 0));

  follow(): () => void {
    void this.read();
    return listenFor({ operations: () => void this.read(), settings: () => void this.read() });
  }

  /** Whoever may not approve is not shown what waits; the core decides that, and says nothing worth a banner here. */
  async read(): Promise<void> {
    try {
      this.waiting = await commands.approvals();
      this.members = (await commands.staff()).members;
    } catch {
      this.waiting = null;
    }
  }

  /** Owners but the one who asked: nobody approves their own. */
  owners(askedBy: string): MemberView[] {
    return this.members.filter(({ role, name }) => role === "owner" && name !== askedBy);
  }

  async approve(id: string, staff: string, pin: string): Promise<ApprovedView | null> {
    if (this.busy) return null;
    this.busy = true;
    this.failure = null;
    try {
      const approved = await commands.approve(id, { staff, pin }, this.despite);
      this.begin();
      await this.read();
      return approved;
    } catch (thrown) {
      const error = asError(thrown);
      if (error.operation && ["possible_duplicate", "blocked_by_doubt"].includes(error.code)) {
        this.guard = error;
        this.despite = null;
      } else this.failure = error;
      return null;
    } finally {
      this.busy = false;
    }
  }

  async refuse(id: string, reason: string): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.failure = null;
    try {
      this.waiting = await commands.refuse(id, reason);
      this.begin();
      return true;
    } catch (thrown) {
      this.failure = asError(thrown);
      return false;
    } finally {
      this.busy = false;
    }
  }

  /** Another one is looked at: what was said of the one before is void. */
  begin(): void {
    this.failure = null;
    this.guard = null;
    this.despite = null;
  }
}
