import type { Messages } from "../index.svelte";

/** Why an account could not be read, by the code of its last reading. */
export const unread: Messages["unread"] = {
  never: "Il n’a jamais été lu.",
  late: "Il n’a pas été lu depuis plus d’un jour.",
  no_network: "Le fournisseur n’a pas pu être joint.",
  wrong_key: "Le fournisseur refuse la clé.",
  wrong_key_or_address: "Le fournisseur refuse la clé, ou l’adresse de cet ordinateur.",
  wrong_key_or_unverified: "Le fournisseur refuse la clé, ou n’a pas vérifié le compte.",
  wrong_key_of_older_api: "La clé est celle de l’ancienne interface du fournisseur.",
  account_unverified: "Le fournisseur n’a pas vérifié le compte.",
  wrong_environment: "La clé est pour l’autre sorte d’argent.",
  rate_limited: "Le fournisseur a demandé d’attendre.",
  other: "Le fournisseur n’a pas répondu comme il faut.",
};
