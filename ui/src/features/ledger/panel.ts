/** What a filter may be set to: what this book's accounts know. */
import { desk } from "../../lib/desk.svelte";

export type Choice = { value: string; label: string };

const distinct = (choices: Choice[]): Choice[] => [
  ...new Map(choices.map((choice) => [choice.value, choice])).values(),
];

const providers = () =>
  desk.providers.filter(({ id }) => desk.accounts.some((account) => account.provider === id));

/** By the provider's own code: that is what its rows say. One code of two providers is one choice, with both names. */
export function networks(): Choice[] {
  const named = new Map<string, Set<string>>();
  for (const provider of providers()) {
    for (const network of provider.networks) {
      const names = named.get(network.code) ?? new Set();
      named.set(network.code, names.add(desk.networkName(network)));
    }
  }
  return [...named].map(([value, names]) => ({ value, label: [...names].join(", ") }));
}

export const networkLabel = (code: string): string =>
  networks().find(({ value }) => value === code)?.label ?? code;

export const currencies = (): Choice[] =>
  distinct(providers().flatMap((one) => one.currencies.map((code) => ({ value: code, label: code }))));

export const accounts = (): Choice[] => desk.accounts.map(({ id, name }) => ({ value: id, label: name }));
