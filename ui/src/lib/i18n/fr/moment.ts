/** Moments as French says them: « à 14:32 », mais « le 21 nov. à 14:32 ». */
const dated = (moment: string) => moment.replace(/\u00a0(?=\d\d:)/, " à ");

export const at = (moment: string) =>
  /^\d/.test(moment) && !moment.includes("\u00a0") ? `à ${moment}` : `le ${dated(moment)}`;

export const since = (moment: string) =>
  moment.includes("\u00a0") ? `depuis le ${dated(moment)}` : `depuis ${moment}`;
