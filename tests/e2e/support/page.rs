//! The page in the window: what a person sees of it, and does with it.

use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::wd::TimeoutConfiguration;
use fantoccini::{Client, Locator};
use serde_json::{Value, json};
use std::future::Future;
use std::path::Path;
use std::time::Duration;
use tokio::time::{interval, timeout};

/// More than any one call to the driver may take.
const CALL: Duration = Duration::from_secs(35);
/// More than a script of thousands of calls may take.
const LONG: Duration = Duration::from_secs(200);
/// How long something is looked for.
const WAIT_MS: u32 = 25_000;

/// The page.
pub(crate) struct Page {
    client: Client,
}

async fn in_time<T>(what: &str, call: impl Future<Output = Result<T, CmdError>>) -> T {
    timeout(CALL, call)
        .await
        .unwrap_or_else(|_| panic!("the driver did not answer: {what}"))
        .unwrap_or_else(|error| panic!("{what}: {error}"))
}

/// The part of the screens with this name.
pub(crate) fn part(name: &str) -> String {
    format!("[data-test='{name}']")
}

impl Page {
    pub(crate) fn new(client: Client) -> Self {
        Self { client }
    }

    /// Waits until a condition of the page holds, and gives its value.
    pub(crate) async fn wait(&self, condition: &str) -> Value {
        self.wait_ms(condition, WAIT_MS).await
    }

    pub(crate) async fn wait_ms(&self, condition: &str, most: u32) -> Value {
        let script = format!(
            "const done = arguments[arguments.length - 1], end = Date.now() + {most};
             (function look() {{
               let found = null;
               try {{ found = (() => ({condition}))(); }} catch {{ found = null; }}
               if (found) done(found instanceof Element ? true : found);
               else if (Date.now() > end) done(null);
               else setTimeout(look, 25);
             }})();"
        );
        let found = in_time(condition, self.client.execute_async(&script, vec![])).await;
        if found.is_null() {
            let seen = self.text_of("body").await;
            panic!("this did not come to be: {condition}\nthe page says:\n{seen}");
        }
        found
    }

    /// Waits for a part of the screens.
    pub(crate) async fn wait_for(&self, name: &str) {
        let condition = format!("document.querySelector({})", json!(part(name)));
        self.wait(&condition).await;
    }

    /// Waits until the text of a part holds these words.
    pub(crate) async fn wait_for_words(&self, css: &str, words: &str) {
        let condition = format!(
            "document.querySelector({})?.textContent.includes({})",
            json!(css),
            json!(words)
        );
        self.wait(&condition).await;
    }

    /// What a script returns.
    pub(crate) async fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        in_time(script, self.client.execute(script, arguments)).await
    }

    pub(crate) async fn run_async(&self, script: &str, arguments: Vec<Value>) -> Value {
        in_time("a script", self.client.execute_async(script, arguments)).await
    }

    /// The same for a script that works for minutes.
    pub(crate) async fn run_long(&self, script: &str, arguments: Vec<Value>) -> Value {
        let long = TimeoutConfiguration::new(Some(LONG), None, None);
        let set = self.client.update_timeouts(long).await;
        set.expect("the driver takes another patience");
        let call = self.client.execute_async(script, arguments);
        timeout(LONG, call)
            .await
            .expect("a script ends in time")
            .unwrap_or_else(|error| panic!("a script: {error}"))
    }

    /// Asks the core as the screens do.
    pub(crate) async fn invoke(&self, command: &str, arguments: Value) -> Value {
        match self.try_invoke(command, arguments).await {
            Ok(answer) => answer,
            Err(error) => panic!("{command}: {error}"),
        }
    }

    /// The same, where a refusal is an answer.
    pub(crate) async fn try_invoke(&self, command: &str, arguments: Value) -> Result<Value, Value> {
        let script = "const done = arguments[arguments.length - 1];
             window.__TAURI_INTERNALS__.invoke(arguments[0], arguments[1]).then(
               (answer) => done({ answer }), (error) => done({ error }));";
        let mut said = self
            .run_async(script, vec![json!(command), arguments])
            .await;
        match said.get_mut("error") {
            Some(error) => Err(error.take()),
            None => Ok(said["answer"].take()),
        }
    }

    /// Has the core review a draft, and confirms the review that it rendered.
    pub(crate) async fn confirmed(&self, review: &str, draft: Value) -> Value {
        let review = self.invoke(review, json!({ "draft": draft })).await;
        let confirmed = json!({
            "nonce": review["nonce"], "amount": review["amount"], "recipient": review["recipient"], "despite": null,
        });
        self.invoke("confirm", confirmed).await
    }

    /// Has the core look this operation up until it stands so.
    pub(crate) async fn until_state(&self, id: &Value, state: &str) -> Value {
        let looks = async {
            let mut tick = interval(Duration::from_millis(200));
            loop {
                tick.tick().await;
                // A look-up may be refused because another one is on its way.
                let _ = self.try_invoke("check", json!({ "id": id })).await;
                let now = self.invoke("operation", json!({ "id": id })).await;
                if now["state"] == state {
                    return now;
                }
            }
        };
        let end = timeout(CALL, looks).await;
        end.unwrap_or_else(|_| panic!("{id} did not become {state}"))
    }

    pub(crate) async fn text_of(&self, css: &str) -> String {
        let script = "return document.querySelector(arguments[0])?.innerText ?? ''";
        let text = self.run(script, vec![json!(css)]).await;
        text.as_str().unwrap_or_default().to_owned()
    }

    async fn find(&self, css: &str) -> Element {
        let condition = format!("document.querySelector({})", json!(css));
        self.wait(&condition).await;
        in_time(css, self.client.find(Locator::Css(css))).await
    }

    /// Clicks a thing that stands still, as a person would: what comes in above it moves it on, and a click that is already
    /// under way would meet what stands in its place.
    pub(crate) async fn click(&self, name: &str) {
        let css = part(name);
        let element = self.find(&css).await;
        self.run_async(
            "const [css, done] = arguments;
             const place = () => {
               const { x, y } = document.querySelector(css)?.getBoundingClientRect() ?? {};
               return `${x} ${y}`;
             };
             const look = (before) => requestAnimationFrame(() => {
               const now = place();
               if (now === before) done(true);
               else look(now);
             });
             look(null);",
            vec![json!(css)],
        )
        .await;
        in_time(&css, element.click()).await;
    }

    /// Chooses a radio button, which lies invisible over its label.
    pub(crate) async fn choose(&self, name: &str) {
        self.find(&part(name)).await;
        let script = "document.querySelector(arguments[0]).click()";
        self.run(script, vec![json!(part(name))]).await;
    }

    /// Types into a field, at its end.
    pub(crate) async fn write(&self, name: &str, text: &str) {
        let css = part(name);
        let element = self.find(&css).await;
        in_time(&css, element.send_keys(text)).await;
    }

    /// Writes in the place of what stands in a field.
    pub(crate) async fn rewrite(&self, name: &str, text: &str) {
        self.find(&part(name)).await;
        let script = "const field = document.querySelector(arguments[0]);
             field.focus();
             field.value = '';
             field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'deleteContentBackward' }));";
        self.run(script, vec![json!(part(name))]).await;
        self.write(name, text).await;
    }

    /// Chooses the option of this value, or else the first whose words hold this text.
    pub(crate) async fn select(&self, name: &str, option: &str) {
        self.find(&part(name)).await;
        let script = "const select = document.querySelector(arguments[0]);
             const all = [...select.options];
             const found = all.find((one) => one.value === arguments[1])
               ?? all.find((one) => one.text.includes(arguments[1]));
             if (!found) return all.map((one) => one.text);
             select.value = found.value;
             select.dispatchEvent(new Event('change', { bubbles: true }));
             return true;";
        let chosen = self
            .run(script, vec![json!(part(name)), json!(option)])
            .await;
        assert_eq!(chosen, true, "{name} does not offer {option}");
    }

    /// Gives a file to a part that takes one, as the system's dialog does.
    pub(crate) async fn give_file(&self, name: &str, file: &str, text: &str) {
        self.wait_for(name).await;
        let script = "const given = new DataTransfer();
             given.items.add(new File([arguments[2]], arguments[1]));
             const input = document.querySelector(arguments[0]);
             input.files = given.files;
             input.dispatchEvent(new Event('change', { bubbles: true }));";
        let arguments = vec![json!(part(name)), json!(file), json!(text)];
        self.run(script, arguments).await;
    }

    /// Clicks the first thing of this kind whose words hold this text.
    pub(crate) async fn click_words(&self, css: &str, words: &str) {
        let found = format!(
            "[...document.querySelectorAll({})].find((one) => one.textContent.includes({}))",
            json!(css),
            json!(words)
        );
        self.wait(&found).await;
        self.run(&format!("{found}.click()"), vec![]).await;
    }

    /// Whether a part stands there.
    pub(crate) async fn has(&self, name: &str) -> bool {
        let script = "return document.querySelector(arguments[0]) !== null";
        self.run(script, vec![json!(part(name))]).await == true
    }

    /// Presses keys wherever the focus is.
    pub(crate) async fn press(&self, keys: &str) {
        let element = in_time("the focus", self.client.active_element()).await;
        in_time(keys, element.send_keys(keys)).await;
    }

    pub(crate) async fn reload(&self) {
        in_time("a reload", self.client.refresh()).await;
        self.wait("document.querySelector('#app')?.textContent.trim() !== ''")
            .await;
    }

    /// Waits until the letters are there and nothing moves: what is judged is what a person comes to see.
    pub(crate) async fn settle(&self) {
        self.run_async(
            "const done = arguments[arguments.length - 1];
             document.fonts.ready
               .then(() => Promise.allSettled(document.getAnimations().map((one) => one.finished)))
               .then(() => requestAnimationFrame(() => requestAnimationFrame(() => done(true))));",
            vec![],
        )
        .await;
    }

    /// A web view that draws by itself is photographed with its next frame, and a page at rest has none: one dot that nobody
    /// sees changes until the picture is there.
    pub(crate) async fn photograph(&self, to: &Path) {
        self.settle().await;
        self.run(
            "const dot = document.body.appendChild(document.createElement('i'));
             dot.style.cssText = 'position: fixed; inset: 0 auto auto 0; width: 1px; height: 1px; pointer-events: none';
             let odd = false;
             window.__dot = { dot, beat: setInterval(() => {
               dot.style.backgroundColor = (odd = !odd) ? 'rgb(0 0 0 / 0.4%)' : 'transparent';
             }, 16) };",
            vec![],
        )
        .await;
        let picture = in_time("a photograph", self.client.screenshot()).await;
        self.run(
            "clearInterval(window.__dot.beat); window.__dot.dot.remove();",
            vec![],
        )
        .await;
        std::fs::write(to, picture).expect("the picture can be written");
    }

    /// Goes over to the card window as soon as there is one, or back to the main window.
    pub(crate) async fn to_window(&self, of_card: bool) {
        let looked = timeout(CALL, async {
            loop {
                let windows = in_time("the windows", self.client.windows()).await;
                for window in windows {
                    // A window may go between being named and being turned to.
                    if self.client.switch_to_window(window).await.is_err() {
                        continue;
                    }
                    let address = self.client.current_url().await;
                    if address.is_ok_and(|address| address.path().ends_with("card.html") == of_card)
                    {
                        return;
                    }
                }
                tokio::task::yield_now().await;
            }
        });
        assert!(looked.await.is_ok(), "the window did not come");
    }

    pub(crate) async fn close(&self) {
        in_time("closing", self.client.clone().close()).await;
    }
}
