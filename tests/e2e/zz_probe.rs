use crate::support::Market;
use serde_json::json;

#[tokio::test]
async fn probe() {
    let market = Market::with_past(0).await;
    let session = market.open_at(&["zengapay"]).await;
    let page = &session.page;
    page.click("nav-charge").await;
    page.click("to-counter").await;
    page.wait_for("own-sales").await;
    page.run("window.__log = []; for (const k of ['pointerdown','mousedown','mouseup','click','blur','error']) window.addEventListener(k, (e) => window.__log.push(k + ':' + (e.target?.outerHTML ?? String(e.target)).slice(0,60) + ':' + (e.message ?? '') + ':' + e.clientX + ',' + e.clientY), true); window.addEventListener('unhandledrejection', (e) => window.__log.push('rej:' + e.reason));", vec![]).await;
    page.click("counter-leave").await;
    let log = page.run("return [window.__log, location.hash, innerWidth, innerHeight, JSON.stringify(document.querySelector('[data-test=counter-leave]')?.getBoundingClientRect()), document.activeElement?.outerHTML.slice(0,80)]", vec![]).await;
    eprintln!("PROBE {log:#}");
    page.run("document.querySelector('[data-test=counter-leave]')?.click()", vec![]).await;
    let log = page.run("return [window.__log, location.hash]", vec![]).await;
    eprintln!("PROBE2 {log:#}");
    let log = page.invoke("coverage", json!({})).await;
    eprintln!("PROBE3 {log:#}");
    let log = page.invoke("recent", json!({})).await;
    eprintln!("PROBE4 {log:#}");
    page.reload().await;
    page.run_async("const done = arguments[arguments.length-1]; setTimeout(() => done(0), 3000)", vec![]).await;
    eprintln!("PROBE5 {}", page.text_of("body").await);
    let log = page.invoke("coverage", json!({})).await;
    eprintln!("PROBE6 {log:#}");
    session.close().await;
}
