// Where a page may try to get out of Duka, or further into it than its commands. It runs inside of Duka's own page.
//
// plan: { outside: a server that must never be called, provider: one that only the core may call }
const [plan, done] = arguments;
const told = { through: [], ipc: [], broken: [] };
const here = location.href;
document.addEventListener('securitypolicyviolation', (event) => told.broken.push(event.effectiveDirective));
const soon = (promise) => Promise.race([promise, new Promise((resolve) => setTimeout(resolve, 1_500, 'no answer'))]);
const through = (what) => told.through.push(what);

const not_ours = {
  'fs|read_file': { path: '/etc/passwd' }, 'fs|write_text_file': { path: 'x', contents: 'x' }, 'fs|read_dir': { path: '/' },
  'shell|execute': { program: 'sh', args: ['-c', 'touch hostile'] }, 'shell|open': { path: 'https://example.org' },
  'opener|open_url': { url: 'https://example.org' }, 'opener|open_path': { path: '/etc' }, 'http|fetch': { url: plan.outside },
  'dialog|open': {}, 'process|exit': { code: 0 }, 'process|restart': {}, 'updater|download_and_install': {}, 'clipboard-manager|read_text': {},
  'os|hostname': {}, 'sql|execute': { db: 'sqlite:journal.db', query: 'DELETE FROM operations' }, 'store|load': { path: 'x' },
  'window|create': { options: { label: 'x', url: plan.outside } }, 'window|close': { label: 'main' }, 'window|destroy': { label: 'main' },
  'window|set_title': { label: 'main', value: 'Live' }, 'window|hide': { label: 'main' }, 'window|get_all_windows': {},
  'webview|create_webview_window': { options: { label: 'x', url: plan.outside } }, 'webview|create_webview': { windowLabel: 'main', options: {} },
  'webview|webview_close': {}, 'webview|reparent': {}, 'webview|internal_toggle_devtools': {}, 'webview|clear_all_browsing_data': {}, 'webview|print': {},
  'event|emit': { event: 'changed', payload: {} }, 'event|emit_to': { target: { kind: 'Any' }, event: 'changed', payload: {} },
  'app|version': {}, 'app|app_hide': {}, 'app|set_app_theme': { theme: 'dark' }, 'app|fetch_data_store_identifiers': {},
  'path|resolve_directory': { directory: 1 }, 'path|resolve': { paths: ['..'] }, 'image|from_path': { path: '/etc/passwd' },
  'menu|new': { kind: 'Menu' }, 'tray|new': { options: {} }, 'resources|close': { rid: 0 },
  '|': {}, '': {}, 'window|': {}, '__TAURI_CHANNEL__|fetch': {},
};

const ipc = async (path, options) => {
  const answer = await soon(fetch(path, options).then(
    async (response) => ({ ok: response.headers.get('Tauri-Response') === 'ok', text: (await response.text()).slice(0, 300) }),
    (error) => ({ ok: false, text: String(error) }),
  ));
  told.ipc.push([JSON.stringify(options.headers ?? {}).slice(0, 80), answer.text ?? answer]);
  if (answer.ok) through(`ipc ${path} ${JSON.stringify(options.headers)}`);
};

(async () => {
  const commands = window.__TAURI_INTERNALS__;
  for (const [name, taken] of Object.entries(not_ours)) {
    const end = await soon(commands.invoke(`plugin:${name}`, taken).then(() => 'taken', (error) => `refused ${JSON.stringify(error)}`));
    if (end === 'taken') through(`plugin:${name}`);
  }
  for (const name of ['no_such_command', '', ' ', '__proto__', '../boot', 'boot?x', 'boot#x', 'BOOT', 'boot\u0000', 'x'.repeat(100_000)]) {
    const end = await soon(commands.invoke(name, {}).then(() => 'taken', () => 'refused'));
    if (end === 'taken') through(`command ${name.slice(0, 20)}`);
  }
  // The door of the commands, without the page's own key to it.
  const at = commands.convertFileSrc('boot', 'ipc');
  const json = { 'Content-Type': 'application/json' };
  const answered = { ...json, 'Tauri-Callback': '1', 'Tauri-Error': '2' };
  for (const headers of [
    {}, json, answered, { ...answered, 'Tauri-Invoke-Key': 'x' }, { ...answered, 'Tauri-Invoke-Key': '' }, { ...json, 'Tauri-Invoke-Key': 'x' },
    { ...answered, 'Tauri-Callback': '-1', 'Tauri-Invoke-Key': 'x' }, { ...answered, 'Tauri-Callback': '99999999999999999999', 'Tauri-Invoke-Key': 'x' },
    { ...answered, 'Tauri-Invoke-Key': '\u00ff\u00fe' }, { ...answered, 'Content-Type': 'text/html;;;', 'Tauri-Invoke-Key': 'x' },
    { ...answered, 'Content-Type': 'multipart/form-data', 'Tauri-Invoke-Key': 'x' },
  ]) await ipc(at, { method: 'POST', headers, body: '{}' });
  for (const method of ['GET', 'PUT', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH']) await ipc(at, { method });
  await ipc(at, { method: 'POST', headers: answered, body: new Uint8Array([0xff, 0xfe, 0]) });
  await ipc('ipc://localhost/%ff%fe%00', { method: 'POST', headers: answered, body: '{' });
  await ipc('ipc://localhost/', { method: 'POST', headers: answered });
  await ipc('ipc://elsewhere/boot', { method: 'POST', headers: answered });
  // The older door.
  const door = window.webkit?.messageHandlers?.ipc;
  for (const words of ['', '{', 'null', '{"cmd":"boot"}', '\u0000', '🙂', 'x'.repeat(2_000_000), 7, {}, [], null, undefined,
    JSON.stringify({ cmd: 'boot', callback: 1, error: 2, payload: {}, options: null, __TAURI_INVOKE_KEY__: 'x' }),
    JSON.stringify({ cmd: 'boot', callback: 1, error: 2, payload: {}, options: { headers: { '\n': '\n' } }, __TAURI_INVOKE_KEY__: 'x' })]) {
    try { door?.postMessage(words); window.ipc?.postMessage(words); } catch { /* a page may be refused at once */ }
  }

  // Out into the network.
  for (const to of [plan.outside, plan.provider, 'https://example.org/', 'file:///etc/passwd', 'asset://localhost/etc/passwd', 'tauri://localhost/../../etc/passwd']) {
    if ((await soon(fetch(to).then(() => 'went', () => 'refused'))) === 'went') through(`fetch ${to}`);
    if ((await soon(fetch(to, { method: 'POST', mode: 'no-cors', body: 'x' }).then(() => 'went', () => 'refused'))) === 'went') through(`post ${to}`);
    await soon(new Promise((resolve) => {
      try {
        const request = new XMLHttpRequest();
        request.onload = () => resolve(through(`xhr ${to}`));
        request.onerror = resolve;
        request.open('GET', to);
        request.send();
      } catch { resolve(); }
    }));
    try { navigator.sendBeacon(to, 'x'); } catch { /* refused at once */ }
    try { new EventSource(to); } catch { /* refused at once */ }
    try { new WebSocket(to.replace(/^http/, 'ws')); } catch { /* refused at once */ }
    try { new Worker(to); } catch { /* refused at once */ }
    for (const [kind, word] of [['img', 'src'], ['script', 'src'], ['iframe', 'src'], ['object', 'data'], ['embed', 'src'], ['video', 'src'], ['link', 'href']]) {
      const element = document.createElement(kind);
      if (kind === 'link') element.rel = 'stylesheet';
      element[word] = to;
      document.body.append(element);
    }
  }

  // Code of its own.
  const script = document.createElement('script');
  script.textContent = 'window.__inline = true';
  document.head.append(script);
  const clicked = document.createElement('a');
  clicked.setAttribute('onclick', 'window.__handler = true');
  document.body.append(clicked);
  clicked.click();
  for (const [what, run] of [
    ['eval', () => window.eval('1')], ['Function', () => new Function('return 1')()],
    ['a timer of words', () => { setTimeout('window.__timer = true', 0); throw 0; }],
    ['a blob', () => { new Worker(URL.createObjectURL(new Blob(['1']))); throw 0; }],
  ]) {
    // A test's own script is exempt from the policy: what counts is what code on the page finds, so it is asked for from there.
    try { run(); told.own = [...(told.own ?? []), what]; } catch { /* refused */ }
  }
  const frame = document.createElement('iframe');
  frame.srcdoc = '<script>parent.__frame = true</script>';
  document.body.append(frame);

  // Away.
  const form = document.createElement('form');
  form.action = plan.outside;
  form.method = 'post';
  document.body.append(form);
  form.submit();
  for (const to of [plan.outside, plan.provider, 'data:text/html,x', 'blob:x', 'file:///etc/passwd', 'about:blank', 'about:srcdoc', 'javascript:window.__js=1']) {
    try { window.open(to); } catch { /* refused at once */ }
    for (const target of ['_self', '_blank', '_top']) {
      const link = document.createElement('a');
      link.href = to;
      link.target = target;
      document.body.append(link);
      link.click();
    }
    try { location.assign(to); } catch { /* refused at once */ }
  }
  const meta = document.createElement('meta');
  meta.httpEquiv = 'refresh';
  meta.content = `0;url=${plan.outside}`;
  document.head.append(meta);
  const base = document.createElement('base');
  base.href = plan.outside;
  document.head.append(base);

  await soon(new Promise(() => {}));
  for (const mark of ['__inline', '__handler', '__timer', '__frame', '__js']) if (window[mark]) through(mark);
  if (location.href !== here) through(location.href);
  for (const element of document.querySelectorAll('meta, base, img, iframe, object, embed, video, form')) if (!element.closest('#app') && element.httpEquiv !== 'Content-Security-Policy' && element.tagName !== 'META') element.remove();
  done(told);
})();
