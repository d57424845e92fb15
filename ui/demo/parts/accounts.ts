/** Changes to the made-up accounts. */
import type { AccountChangeInput } from "../../src/bindings";
import { emit } from "../event";
import { ACCOUNTS } from "../shop";

export const answers = {
  update_account: ({ id, change }: Record<string, unknown>) => {
    const { name, settings } = change as AccountChangeInput;
    const account = ACCOUNTS.find((one) => one.id === id)!;
    account.name = name ?? account.name;
    account.settings = { ...account.settings, ...settings };
    emit("changed", { operations: [], history: false, balances: false, accounts: true, settings: false });
    return account;
  },
};
