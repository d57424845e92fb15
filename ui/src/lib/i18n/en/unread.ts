/** Why an account could not be read, by the code of its last reading. */
export const unread = {
  never: "It was never read.",
  late: "It has not been read for more than a day.",
  no_network: "The provider could not be reached.",
  wrong_key: "The provider refuses the key.",
  wrong_key_or_address: "The provider refuses the key, or this computer’s address.",
  wrong_key_or_unverified: "The provider refuses the key, or has not verified the account.",
  wrong_key_of_older_api: "The key belongs to the provider’s older interface.",
  account_unverified: "The provider has not verified the account.",
  wrong_environment: "The key is for the other kind of money.",
  rate_limited: "The provider asked to wait.",
  other: "The provider did not answer as it should.",
};
