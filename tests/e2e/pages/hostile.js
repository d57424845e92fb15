// What a page does to the core when somebody else's words run in it. It runs inside of Duka's own page.
//
// plan: { commands: [{ name, filled, places }], foreign: [ids], forbidden: [texts] }
const [plan, done] = arguments;
const invoke = (name, taken) => window.__TAURI_INTERNALS__.invoke(name, taken);
const told = { calls: 0, taken: 0, refused: 0, malformed: [], leaks: [], lost: [], settings: {}, slowest: 0 };
const PATIENCE_MS = 60_000;

const long = (length) => 'A'.repeat(length);
const nested = (depth) => {
  let value = 'x';
  for (let i = 0; i < depth; i += 1) value = i % 2 ? [value] : { a: value };
  return value;
};
const polluted = JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"a":1}');

const texts = [
  '', ' ', '\u0000', 'a\u0000b', '\u0000\u0001\u001b[31m\u007f\r\n\t', '\u202e\u2066txt.exe\u200f\u200b', '🙂👩🏽‍🦱🇺🇬', 'ó̷̢'.repeat(60),
  "'; DROP TABLE operations; --", '" OR 1=1 --', "Robert'); DELETE FROM accounts;--", '$(touch hostile)`touch hostile`; touch hostile', '| nc -l 1',
  '../../../../../../etc/shadow', '..\\..\\windows\\system32', 'file:///etc/shadow', '%00%2e%2e%2f%2e%2e%2f', '${jndi:ldap://127.0.0.1/x}',
  '{{7*7}}', '<img src=x onerror=alert(1)>', '=cmd|calc!A0', '%s%n%x', 'op_', 'acc_', 'tx_', 'op_../../x', `op_${'0'.repeat(26)}`,
  `acc_${'z'.repeat(26)}`, `tx_${'a'.repeat(26)}`, 'ln_1', 'null', 'undefined', '__proto__', 'constructor', 'toString', 'NaN', 'Infinity', '-1',
  '-0', '-0.0001', '1e308', '1e5', '1E-5', '0x10', '٣٠٠٠', '１２３', '1_000', '5,000.00', '+5', '0', '0.00001', '9'.repeat(400),
  '79228162514264337593543950336', '9007199254740993', '922337203685477.5808', long(501), long(8_193),
];
const things = [
  ['null', null], ['true', true], ['false', false], ['0', 0], ['-1', -1], ['1.5', 1.5], ['1e308', 1e308], ['NaN', NaN], ['2^53', 2 ** 53],
  ['2^32', 2 ** 32], ['[]', []], ['{}', {}], ['[[]]', [[[]]]], ['a list of texts', ['x', 'y']], ['a list of many', new Array(20_000).fill(0)],
  ['nested', nested(100)], ['keys of the prototype', polluted], ['money of another shape', { amount: 5000, currency: ['UGX'] }],
];
// What no reader of JSON takes: these are refused before a command is found.
const unreadable = [['half a letter', '\ud800'], ['nested without end', nested(5_000)]];

const hostile = [
  ...texts.map((text) => [text.slice(0, 24), text]),
  ...plan.foreign.map((id) => [`another's ${id}`, id]),
  ...things,
  ['1 MB', long(1_000_000)],
];

const judge = (name, what, answer, refused, mayBeUnread) => {
  const text = JSON.stringify(answer) ?? 'undefined';
  for (const word of plan.forbidden) if (text.includes(word)) told.leaks.push([name, what, word.slice(0, 6), text.slice(0, 300)]);
  if (!refused) return;
  const view = answer && typeof answer === 'object' && /^[a-z][a-z0-9_]*$/.test(answer.code ?? '') && answer.message?.length > 5;
  const unread = mayBeUnread && typeof answer === 'string' && answer.length < 300;
  if ((!view && !unread) || text.length > 8_000) told.malformed.push([name, what, text.slice(0, 300)]);
};

const ask = async (name, what, taken, mayBeUnread = false) => {
  told.calls += 1;
  const begun = performance.now();
  let timer;
  const lost = new Promise((resolve) => { timer = setTimeout(resolve, PATIENCE_MS, 'lost'); });
  const asked = invoke(name, taken).then((answer) => ['taken', answer], (error) => ['refused', error]);
  const end = await Promise.race([asked, lost]);
  clearTimeout(timer);
  told.slowest = Math.max(told.slowest, performance.now() - begun);
  if (end === 'lost') return void told.lost.push([name, what]);
  told[end[0]] += 1;
  // A setting that fits is taken whoever types it; it is noted so that it can be told from one that was not.
  if (end[0] === 'taken' && typeof taken?.key === 'string') (told.settings[taken.key] ??= []).push(taken.value ?? null);
  judge(name, what, end[1], end[0] === 'refused', mayBeUnread);
};

const put = (filled, place, value) => {
  const copy = structuredClone(filled);
  let at = copy;
  for (const step of place.slice(0, -1)) at = at[step];
  at[place.at(-1)] = value;
  return copy;
};

(async () => {
  for (const { name, filled, places } of plan.commands) {
    const whole = [
      ['no arguments', undefined], ['null', null], ['nothing', {}], ['a text', 'x'], ['a number', 7], ['a list', [1, 2]],
      ['bytes', new Uint8Array([123, 255, 0])], ['keys of the prototype', polluted], ['nested', nested(100)], ['10 MB', { id: long(10_000_000) }],
    ];
    for (const [what, taken] of whole) await ask(name, what, taken, typeof taken !== 'object' || Array.isArray(taken));
    for (const [what, value] of unreadable) await ask(name, what, { id: value, draft: value }, true);
    const queue = [];
    for (const place of places) {
      for (const [what, value] of hostile) queue.push([`${place.join('.')} ${what}`, put(filled, place, value)]);
      if (place === places[0]) queue.push([`${place.join('.')} 10 MB`, put(filled, place, long(10_000_000))]);
    }
    const worker = async () => {
      for (let next = queue.shift(); next; next = queue.shift()) await ask(name, ...next);
    };
    await Promise.all(Array.from({ length: 8 }, worker));
  }
  // Thousands at once.
  const flood = [];
  for (let i = 0; i < 4_000; i += 1) {
    const { name, filled, places } = plan.commands[i % plan.commands.length];
    if (places.length === 0 && i > 400) continue;
    const [what, value] = hostile[i % (hostile.length - 1)];
    flood.push(ask(name, `flood ${what}`, places.length ? put(filled, places[i % places.length], value) : {}));
  }
  await Promise.all(flood);
  told.polluted = ({}).polluted === true;
  told.malformed_count = told.malformed.length;
  told.malformed = told.malformed.slice(0, 20);
  told.leaks = told.leaks.slice(0, 20);
  done(told);
})();
