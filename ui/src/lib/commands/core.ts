/** Everything a screen can ask of the core, one line a command. The only importer of `invoke`. */
import { invoke } from "@tauri-apps/api/core";
import type {
  AccountChangeInput,
  AccountInput,
  AccountView,
  BalanceView,
  BootView,
  ChargeInput,
  CoverageView,
  DoubtView,
  ExportView,
  KeyTestView,
  OperationView,
  PhoneView,
  ProviderView,
  ReviewView,
  SearchInput,
  SearchView,
  SendingLockView,
  ShowView,
  SyncView,
} from "../../bindings";

export type Mode = BootView["mode"];
export type SettingKey =
  | "language"
  | "staff"
  | "business"
  | "theme"
  | "time_zone"
  | "place"
  | "printer"
  | "paper"
  | "card_entry"
  | "lock_after_minutes";

export const boot = () => invoke<BootView>("boot");
export const openMode = (mode: Mode) => invoke<BootView>("open_mode", { mode });
export const setSetting = (key: SettingKey, value: string | null) =>
  invoke<BootView>("set_setting", { key, value });
/** Every setting that was ever set, by its key. */
export const settings = () => invoke<Partial<Record<string, string>>>("settings");
export const painted = () => invoke<null>("painted");

export const providers = () => invoke<ProviderView[]>("providers");
export const accounts = () => invoke<AccountView[]>("accounts");
export const testDraft = (draft: AccountInput) => invoke<KeyTestView>("test_draft", { draft });
export const addAccount = (draft: AccountInput) => invoke<AccountView>("add_account", { draft });
export const testAccount = (id: string) => invoke<KeyTestView>("test_account", { id });
export const updateAccount = (id: string, change: AccountChangeInput) =>
  invoke<AccountView>("update_account", { id, change });
export const removeAccount = (id: string) => invoke<AccountView>("remove_account", { id });

export const notePreview = (account: string, requestId: string, note: string | null) =>
  invoke<string>("note_preview", { account, requestId, note });
export const readPhone = (account: string, text: string) =>
  invoke<PhoneView>("read_phone", { account, text });
export const reviewCharge = (draft: ChargeInput) => invoke<ReviewView>("review_charge", { draft });
/** Sends back what the core rendered: no field of the form. `despite` is the earlier payment that the guard named. */
export const confirm = ({ nonce, amount, recipient }: ReviewView, despite: string | null) =>
  invoke<OperationView>("confirm", { nonce, amount, recipient, despite });
export const check = (id: string) => invoke<OperationView>("check", { id });
export const cancel = (id: string) => invoke<OperationView>("cancel", { id });
export const operation = (id: string) => invoke<OperationView>("operation", { id });
export const recent = () => invoke<OperationView[]>("recent");

export const search = (query: SearchInput) => invoke<SearchView>("search", { query });
export const show = (id: string) => invoke<ShowView>("show", { id });
export const balances = (refresh: boolean) => invoke<BalanceView[]>("balances", { refresh });
export const coverage = () => invoke<CoverageView[]>("coverage");
export const syncNow = () => invoke<SyncView[]>("sync_now");
export const doubts = () => invoke<DoubtView[]>("doubts");

export const sendingLock = () => invoke<SendingLockView | null>("sending_lock");
export const coverGap = () => invoke<SendingLockView | null>("cover_gap");
export const confirmOnlyDesk = () => invoke<SendingLockView | null>("confirm_only_desk");
export const exportJournal = () => invoke<ExportView>("export_journal");
