/** The first page, and what a list comes to: figures, saved views, remarks, files, one number. */
import { invoke } from "@tauri-apps/api/core";
import type {
  AccountSummaryView,
  BalanceHistoryInput,
  BalancePointView,
  CommentView,
  ExportedView,
  ExportInput,
  Filters,
  NumberCardView,
  OverviewView,
  SavedView,
  SavedViewInput,
  StatementInput,
  StatementPageView,
  TallyView,
  TrendInput,
  TrendView,
} from "../../bindings";

export const overview = () => invoke<OverviewView>("overview");
export const trend = (period: TrendInput) => invoke<TrendView>("trend", { period });
export const balanceHistory = (wallet: BalanceHistoryInput) =>
  invoke<BalancePointView[]>("balance_history", { wallet });

/** What the provider itself writes down, asked now: this may take as long as its answer. */
export const statement = (wanted: StatementInput) => invoke<StatementPageView>("statement", { wanted });
export const accountSummary = (account: string) => invoke<AccountSummaryView>("account_summary", { account });

export const tally = (filters: Filters) => invoke<TallyView>("tally", { filters });
export const numberCard = (phone: string) => invoke<NumberCardView>("number_card", { phone });
/** A staff remark on `op_…` or `tx_…`; answers all of them. It is never sent. */
export const comment = (id: string, text: string) => invoke<CommentView[]>("comment", { id, text });

export const savedViews = () => invoke<SavedView[]>("saved_views");
export const saveView = (view: SavedViewInput) => invoke<SavedView[]>("save_view", { view });
export const orderViews = (ids: string[]) => invoke<SavedView[]>("order_views", { ids });
export const removeView = (id: string) => invoke<SavedView[]>("remove_view", { id });

/** Exactly what a list shows, as a file. How far it is comes as the event `export`. */
export const exportShown = (list: ExportInput) => invoke<ExportedView>("export_shown", { list });
export const stopExport = () => invoke<null>("stop_export");
