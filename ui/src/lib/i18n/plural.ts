/** Picks the form that the language wants for a count. Both languages here know `one` and `other` (and `many`, said as `other`). */
export function plurals(locale: string) {
  const rules = new Intl.PluralRules(locale);
  return (count: number, one: string, other: string): string => (rules.select(count) === "one" ? one : other);
}
