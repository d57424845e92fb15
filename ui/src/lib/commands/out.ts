import { invoke } from "@tauri-apps/api/core";
import type {
  BankView,
  ContactView,
  OperationView,
  PayoutInput,
  RecipientView,
  RefundableView,
  RefundInput,
  ReviewView,
} from "../../bindings";

export const reviewPayout = (draft: PayoutInput) => invoke<ReviewView>("review_payout", { draft });
export const banks = (account: string) => invoke<BankView[]>("banks", { account });
export const checkRecipient = (account: string, phone: string) =>
  invoke<RecipientView>("check_recipient", { account, phone });
export const contacts = (query: string) => invoke<ContactView[]>("contacts", { query });
/** Sends back what was shown of the failed one: the core compares. */
export const retryPayout = ({ id, amount, phone }: OperationView) =>
  invoke<OperationView>("retry_payout", { id, amount, recipient: phone });

export const refundable = (of: string) => invoke<RefundableView>("refundable", { of });
export const reviewRefund = (draft: RefundInput) => invoke<ReviewView>("review_refund", { draft });
