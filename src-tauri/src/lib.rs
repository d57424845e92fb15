#![doc = include_str!("../README.md")]

mod book;
mod bounds;
mod commands;
mod error;
mod events;
mod first_paint;
mod given;
mod here;
mod home_vault;
mod journal_export;
mod logs;
mod pasted;
mod practice;
mod rights;
pub mod views;
mod windows;
mod wiring;

use crate::wiring::Wiring;
use std::process::ExitCode;
use tauri::{Builder, RunEvent, Wry};

/// Opens the window and stays until it is closed.
pub fn run() -> ExitCode {
    first_paint::begin();
    let wiring = Wiring::at_usual_place();
    logs::begin(wiring.root());
    let built = builder(wiring).build(tauri::generate_context!());
    let app = match built {
        Ok(app) => app,
        Err(error) => {
            // There is no window to say it in.
            eprintln!("duka: the window could not be made: {error}");
            return ExitCode::FAILURE;
        }
    };
    let code = app.run_return(|app, event| {
        if let RunEvent::ExitRequested { api, .. } = event {
            windows::leave_in_order(app, &api);
        }
    });
    if code == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// The app: one state, one list of commands, one window.
fn builder(wiring: Wiring) -> Builder<Wry> {
    tauri::Builder::default()
        .manage(wiring)
        .invoke_handler(tauri::generate_handler![
            commands::boot::boot,
            commands::boot::open_mode,
            commands::boot::settings,
            commands::boot::set_setting,
            commands::boot::painted,
            commands::accounts::providers,
            commands::accounts::accounts,
            commands::accounts::test_draft,
            commands::accounts::add_account,
            commands::accounts::test_account,
            commands::accounts::update_account,
            commands::accounts::remove_account,
            commands::webhooks::judge_webhook,
            commands::webhooks::webhooks,
            commands::webhooks::registrations,
            commands::webhooks::register_webhook,
            commands::charge::note_preview,
            commands::charge::read_phone,
            commands::charge::review_charge,
            commands::review::confirm,
            commands::operation::check,
            commands::operation::cancel,
            commands::operation::operation,
            commands::operation::recent,
            commands::ledger::search,
            commands::ledger::show,
            commands::balances::balances,
            commands::ledger::coverage,
            commands::ledger::sync_now,
            commands::doubts::doubts,
            commands::doubts::adopt,
            commands::doubts::set_aside,
            commands::doubts::send_again,
            commands::lock::sending_lock,
            commands::lock::cover_gap,
            commands::lock::confirm_only_desk,
            commands::lock::export_journal,
        ])
        .setup(|app| {
            windows::open_main(app)?;
            windows::follow_signals(app.handle());
            Ok(())
        })
}
