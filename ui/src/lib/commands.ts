/** Everything a screen can ask of the core, one line a command. The only importer of `invoke`. */
import { invoke } from "@tauri-apps/api/core";
import type {
  AccountInput,
  AccountView,
  BalanceHistoryInput,
  BalancePointView,
  BalanceView,
  BootView,
  ChargeInput,
  CommentView,
  CoverageView,
  DoubtView,
  ExportedView,
  ExportInput,
  ExportView,
  Filters,
  KeyTestView,
  NumberCardView,
  OperationView,
  OverviewView,
  PhoneView,
  ProviderView,
  ReviewView,
  SavedView,
  SavedViewInput,
  SearchInput,
  SearchView,
  SendingLockView,
  ShowView,
  SyncView,
  TallyView,
  TrendInput,
  TrendView,
} from "../bindings";

export type Mode = BootView["mode"];
export type SettingKey = "language" | "staff" | "business" | "theme" | "time_zone";

export const boot = () => invoke<BootView>("boot");
export const openMode = (mode: Mode) => invoke<BootView>("open_mode", { mode });
export const setSetting = (key: SettingKey, value: string | null) =>
  invoke<BootView>("set_setting", { key, value });
export const painted = () => invoke<null>("painted");

export const providers = () => invoke<ProviderView[]>("providers");
export const accounts = () => invoke<AccountView[]>("accounts");
export const testDraft = (draft: AccountInput) => invoke<KeyTestView>("test_draft", { draft });
export const addAccount = (draft: AccountInput) => invoke<AccountView>("add_account", { draft });
export const testAccount = (id: string) => invoke<KeyTestView>("test_account", { id });
export const removeAccount = (id: string) => invoke<AccountView>("remove_account", { id });

export const notePreview = (account: string, requestId: string, note: string | null) =>
  invoke<string>("note_preview", { account, requestId, note });
export const readPhone = (account: string, text: string) =>
  invoke<PhoneView>("read_phone", { account, text });
export const reviewCharge = (draft: ChargeInput) => invoke<ReviewView>("review_charge", { draft });
/** Sends back what the core rendered: no field of the form. `despite` is the earlier payment that the guard named. */
export const confirmCharge = ({ nonce, amount, recipient }: ReviewView, despite: string | null) =>
  invoke<OperationView>("confirm_charge", { nonce, amount, recipient, despite });
export const check = (id: string) => invoke<OperationView>("check", { id });
export const cancel = (id: string) => invoke<OperationView>("cancel", { id });
export const operation = (id: string) => invoke<OperationView>("operation", { id });
export const recent = () => invoke<OperationView[]>("recent");

export const search = (query: SearchInput) => invoke<SearchView>("search", { query });
export const show = (id: string) => invoke<ShowView>("show", { id });
export const balances = (refresh: boolean) => invoke<BalanceView[]>("balances", { refresh });
export const coverage = () => invoke<CoverageView[]>("coverage");
export const overview = () => invoke<OverviewView>("overview");
export const trend = (period: TrendInput) => invoke<TrendView>("trend", { period });
export const balanceHistory = (wallet: BalanceHistoryInput) =>
  invoke<BalancePointView[]>("balance_history", { wallet });
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
export const syncNow = () => invoke<SyncView[]>("sync_now");
export const doubts = () => invoke<DoubtView[]>("doubts");

export const sendingLock = () => invoke<SendingLockView | null>("sending_lock");
export const coverGap = () => invoke<SendingLockView | null>("cover_gap");
export const confirmOnlyDesk = () => invoke<SendingLockView | null>("confirm_only_desk");
export const exportJournal = () => invoke<ExportView>("export_journal");
