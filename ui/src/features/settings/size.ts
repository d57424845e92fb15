/** How large a file is, as people say it. */
export function sizeOf(bytes: number, lang: "en" | "fr"): string {
  const [unit, count] = bytes < 1_000_000 ? ["kilobyte", bytes / 1_000] : ["megabyte", bytes / 1_000_000];
  return new Intl.NumberFormat(lang, { style: "unit", unit, maximumFractionDigits: 1 })
    .format(count)
    .replaceAll("\u202f", "\u00a0");
}
