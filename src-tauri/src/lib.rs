#![doc = include_str!("../README.md")]

mod audit_export;
mod batches;
mod book;
mod bounds;
mod browser;
mod card_window;
mod commands;
mod downloads;
mod drawing;
mod error;
mod events;
mod first_paint;
mod given;
mod handed_out;
mod here;
mod home_vault;
mod journal_export;
mod list_export;
mod logs;
mod mask;
mod pasted;
mod practice;
mod rights;
mod seat;
mod share;
mod shown;
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
        .manage(list_export::Exports::default())
        .manage(batches::Batches::default())
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
            commands::payout::review_payout,
            commands::payout::banks,
            commands::payout::check_recipient,
            commands::payout::retry_payout,
            commands::contacts::contacts,
            commands::batch::open_batch,
            commands::batch::open_batch_again,
            commands::batch::judge_batch,
            commands::batch::batch_rows,
            commands::batch::confirm_batch,
            commands::batch::run_batch,
            commands::batch::wish_batch,
            commands::batch::leave_batches,
            commands::batch::batches,
            commands::batch::save_batch_results,
            commands::batch::save_batch_template,
            commands::refund::refundable,
            commands::refund::review_refund,
            commands::contacts::add_contact,
            commands::contacts::names_seen,
            commands::conversion::review_conversion,
            commands::conversion::conversions,
            commands::links::review_link,
            commands::links::links,
            commands::links::link_payments,
            commands::links::change_link,
            commands::links::turn_off_link,
            commands::share::link_message,
            commands::share::share_link,
            commands::share::save_link_code,
            commands::review::confirm,
            commands::handing_in::hand_in_code,
            commands::handing_in::hand_in_address,
            commands::handing_in::simulate_payment,
            commands::page::open_page,
            commands::card::open_card,
            commands::card::open_card_pin,
            commands::card::card_form,
            commands::card::hand_in_card,
            commands::operation::check,
            commands::operation::cancel,
            commands::operation::operation,
            commands::operation::recent,
            commands::operation::own_sales,
            commands::counter::full_screen,
            commands::ledger::search,
            commands::ledger::show,
            commands::balances::balances,
            commands::statement::statement,
            commands::statement::account_summary,
            commands::ledger::coverage,
            commands::ledger::sync_now,
            commands::overview::overview,
            commands::overview::trend,
            commands::overview::balance_history,
            commands::lists::tally,
            commands::lists::number_card,
            commands::lists::comment,
            commands::lists::saved_views,
            commands::lists::save_view,
            commands::lists::order_views,
            commands::lists::remove_view,
            commands::lists::export_shown,
            commands::lists::stop_export,
            commands::doubts::doubts,
            commands::doubts::adopt,
            commands::doubts::set_aside,
            commands::doubts::send_again,
            commands::lock::sending_lock,
            commands::lock::cover_gap,
            commands::lock::confirm_only_desk,
            commands::lock::export_journal,
            commands::paper::receipt_preview,
            commands::paper::save_receipt,
            commands::paper::print_receipt,
            commands::paper::printers,
            commands::paper::evidence,
            commands::paper::save_evidence,
            commands::backup::make_backup,
            commands::backup::backups,
            commands::backup::restore_backup,
            commands::people::staff,
            commands::people::sign_in,
            commands::people::sign_out,
            commands::people::touch,
            commands::people::add_staff,
            commands::people::set_pin,
            commands::people::remove_staff,
            commands::people::set_threshold,
            commands::people::approvals,
            commands::people::approve,
            commands::people::refuse,
            commands::people::audit,
            commands::people::export_audit,
        ])
        .setup(|app| {
            windows::open_main(app)?;
            windows::follow_signals(app.handle());
            Ok(())
        })
}
