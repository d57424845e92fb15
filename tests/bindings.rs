//! The types of the screens are the core's own, written out by the core. This test holds the written file to them, and
//! writes it anew when `DUKA_UPDATE_BINDINGS=1`.

use domain::{
    ActionKind, DoubtKind, Environment, Flaw, Kind, Method, Rail, Role, State, Status, Trust,
};
use duka_app::views;
use engine::{Act, Filters, view};
use std::path::Path;
use store::Having;
use ts_rs::{Config, TS};

const FILE: &str = "../ui/src/bindings.ts";

/// A word that is the same on every bridge, and all of its values.
fn union(name: &str, words: impl Iterator<Item = &'static str>) -> String {
    let words: Vec<String> = words.map(|word| format!("\"{word}\"")).collect();
    format!("export type {name} = {};\n", words.join(" | "))
}

/// One declaration with its documents, a field a line.
fn declared<T: TS>() -> String {
    let config = Config::default();
    let declaration = T::decl(&config);
    let text = match (declaration.find("= {"), declaration.ends_with("};")) {
        (Some(at), true) => {
            let (head, body) = declaration.split_at(at + "= {".len());
            let body = body.strip_suffix("};").expect("its end was looked at");
            let fields: String = fields(body)
                .iter()
                .map(|field| format!("  {field};\n"))
                .collect();
            format!("{head}\n{fields}}};\n")
        }
        _ => format!("{declaration}\n"),
    };
    let docs = T::docs().map(|docs| one_line(&docs)).unwrap_or_default();
    format!("{docs}export {text}")
}

fn one_line(docs: &str) -> String {
    let words: Vec<&str> = docs
        .lines()
        .map(|line| {
            line.trim()
                .trim_start_matches(['/', '*'])
                .trim_end_matches("*/")
                .trim()
        })
        .filter(|line| !line.is_empty())
        .collect();
    format!("/** {} */\n", words.join(" "))
}

/// The fields of a body, parted at the commas that stand between them and not inside of one, without their documents.
fn fields(body: &str) -> Vec<String> {
    let body = without_comments(body);
    let mut depth = 0_i32;
    let mut quoted = false;
    let mut found = vec![String::new()];
    for c in body.chars() {
        match c {
            '"' => quoted = !quoted,
            _ if quoted => {}
            '{' | '<' | '[' | '(' => depth += 1,
            '}' | '>' | ']' | ')' => depth -= 1,
            _ => {}
        }
        match (c, found.last_mut()) {
            (',', _) if depth == 0 && !quoted => found.push(String::new()),
            ('\n', Some(field)) => field.push(' '),
            (c, Some(field)) => field.push(c),
            (_, None) => {}
        }
    }
    found
        .iter()
        .map(|field| field.trim().to_owned())
        .filter(|field| !field.is_empty())
        .collect()
}

fn without_comments(body: &str) -> String {
    let mut rest = body;
    let mut kept = String::new();
    while let Some(start) = rest.find("/*") {
        kept.push_str(&rest[..start]);
        let end = rest[start..]
            .find("*/")
            .map_or(rest.len(), |end| start + end + 2);
        rest = &rest[end..];
    }
    kept.push_str(rest);
    kept
}

fn bindings() -> String {
    let mut out = String::from(
        "// Written by the core from its own types: `cargo xtask bindings`. Not to be edited by hand.\n\n",
    );
    out.push_str(&union("State", State::ALL.iter().map(|it| it.as_str())));
    out.push_str(&union("Kind", Kind::ALL.iter().map(|it| it.as_str())));
    out.push_str(&union("Status", Status::ALL.iter().map(|it| it.as_str())));
    out.push_str(&union("Method", Method::ALL.iter().map(|it| it.as_str())));
    out.push_str(&union(
        "BatchField",
        engine::batch_file::Field::ALL.iter().map(|it| it.as_str()),
    ));
    out.push_str(&union("Rail", Rail::ALL.iter().map(|it| it.as_str())));
    out.push_str(&union(
        "DoubtKind",
        DoubtKind::ALL.iter().map(|it| it.as_str()),
    ));
    out.push_str(&union(
        "ActionKind",
        ActionKind::ALL.iter().map(|it| it.as_str()),
    ));
    out.push_str(&union(
        "Environment",
        [Environment::Sandbox, Environment::Live]
            .iter()
            .map(|it| it.as_str()),
    ));
    out.push_str(&union("Act", Act::ALL.iter().map(|it| it.as_str())));
    out.push_str(&union("Having", Having::ALL.iter().map(|it| it.as_str())));
    out.push_str(&union("ExportColumn", engine::export::column_keys()));
    out.push_str(&union("Role", Role::ALL.iter().map(|it| it.as_str())));
    out.push_str(&union("Right", views::rights().into_iter()));
    out.push_str(&union("Trust", Trust::ALL.iter().map(|it| it.as_str())));
    out.push_str(&union("Flaw", Flaw::ALL.iter().map(|it| it.as_str())));
    for declaration in [
        declared::<view::MoneyView>(),
        declared::<view::ErrorView>(),
        declared::<view::CredentialView>(),
        declared::<view::AccountView>(),
        declared::<view::BalanceView>(),
        declared::<view::SyncView>(),
        declared::<view::CandidateView>(),
        declared::<view::SayView>(),
        declared::<view::DoubtView>(),
        declared::<view::KeyTestStep>(),
        declared::<view::KeyTestView>(),
        declared::<view::ActionView>(),
        declared::<view::ReasonView>(),
        declared::<view::OperationView>(),
        declared::<view::CredentialFieldView>(),
        declared::<view::SettingFieldView>(),
        declared::<view::NetworkView>(),
        declared::<view::ChargeMethodView>(),
        declared::<view::ScenarioView>(),
        declared::<view::PayoutRailView>(),
        declared::<view::UrlsView>(),
        declared::<view::HelpView>(),
        declared::<view::AnnouncedView>(),
        declared::<view::LinkFactsView>(),
        declared::<view::ProviderView>(),
        declared::<view::PhraseView>(),
        declared::<view::FigureView>(),
        declared::<view::ReviewView>(),
        declared::<view::SalesSumView>(),
        declared::<view::SalesView>(),
        declared::<view::RefundableView>(),
        declared::<view::BankView>(),
        declared::<view::RecipientView>(),
        declared::<view::StatementRowView>(),
        declared::<view::AccountSummaryView>(),
        declared::<view::ContactAtView>(),
        declared::<view::ContactView>(),
        declared::<view::ConversionView>(),
        declared::<view::LinkView>(),
        declared::<view::TransactionView>(),
        declared::<view::RowView>(),
        declared::<view::SearchView>(),
        declared::<Filters>(),
        declared::<view::StatusCountView>(),
        declared::<view::TallySumView>(),
        declared::<view::TallyView>(),
        declared::<view::NameSeenView>(),
        declared::<view::CoverageView>(),
        declared::<view::TimelineView>(),
        declared::<view::AnswerView>(),
        declared::<view::CommentView>(),
        declared::<view::ShowView>(),
        declared::<view::CountsView>(),
        declared::<view::FiguresView>(),
        declared::<view::NeedItemView>(),
        declared::<view::NeedView>(),
        declared::<view::TodayView>(),
        declared::<view::OverviewView>(),
        declared::<view::TrendPointView>(),
        declared::<view::TrendShareView>(),
        declared::<view::FailureView>(),
        declared::<view::TrendView>(),
        declared::<view::BalancePointView>(),
        declared::<view::NetworkSeenView>(),
        declared::<view::NumberSumsView>(),
        declared::<view::OpenDoubtView>(),
        declared::<view::NumberCardView>(),
        declared::<view::SavedView>(),
        declared::<view::ExportedView>(),
        declared::<view::LockAccountView>(),
        declared::<view::JournalCopyView>(),
        declared::<view::SendingLockView>(),
        declared::<view::ExportView>(),
        declared::<view::MemberView>(),
        declared::<view::ApprovalView>(),
        declared::<view::BatchApprovalView>(),
        declared::<view::ApprovalsView>(),
        declared::<view::AuditRowView>(),
        declared::<view::AuditView>(),
        declared::<views::StaffView>(),
        declared::<views::ApprovedView>(),
        declared::<views::SecondInput>(),
        declared::<view::VerdictView>(),
        declared::<view::DeliveryView>(),
        declared::<view::DeliveriesView>(),
        declared::<view::RegistrationView>(),
        declared::<views::Mode>(),
        declared::<views::BootState>(),
        declared::<views::BootView>(),
        declared::<views::PhoneView>(),
        declared::<views::AccountInput>(),
        declared::<views::AccountChangeInput>(),
        declared::<views::ChargeInput>(),
        declared::<views::AddressInput>(),
        declared::<views::CardFormView>(),
        declared::<views::SealedInput>(),
        declared::<view::BatchColumnView>(),
        declared::<view::RemarkView>(),
        declared::<view::BatchRowView>(),
        declared::<view::BatchRowsView>(),
        declared::<view::BatchTotalView>(),
        declared::<view::BatchReviewView>(),
        declared::<view::BatchView>(),
        declared::<views::BatchOpenedView>(),
        declared::<views::BatchColumnInput>(),
        declared::<views::BatchMendInput>(),
        declared::<views::BatchProgressView>(),
        declared::<views::SavedFileView>(),
        declared::<views::PayoutInput>(),
        declared::<views::RefundInput>(),
        declared::<views::ContactInput>(),
        declared::<views::ConversionInput>(),
        declared::<views::LinkInput>(),
        declared::<views::LinkChangeInput>(),
        declared::<views::LinksView>(),
        declared::<views::SearchInput>(),
        declared::<views::TrendInput>(),
        declared::<views::BalanceHistoryInput>(),
        declared::<views::StatementInput>(),
        declared::<views::StatementPageView>(),
        declared::<views::SavedViewInput>(),
        declared::<views::ExportInput>(),
        declared::<views::ExportProgressView>(),
        declared::<views::ChangedView>(),
        declared::<views::ProgressView>(),
        declared::<paper::Paper>(),
        declared::<paper::LineKind>(),
        declared::<paper::LineView>(),
        declared::<views::SlipView>(),
        declared::<views::PrintedView>(),
        declared::<views::EvidenceFormat>(),
        declared::<views::EvidenceView>(),
        declared::<views::BackupMadeView>(),
        declared::<views::BackupFileView>(),
        declared::<views::RestoredView>(),
    ] {
        out.push('\n');
        out.push_str(&declaration);
    }
    out
}

#[test]
fn the_generated_bindings_are_fresh() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE);
    let fresh = bindings();
    if std::env::var("DUKA_UPDATE_BINDINGS").is_ok_and(|value| value == "1") {
        std::fs::write(&path, &fresh).expect("the bindings can be written");
    }
    let written = std::fs::read_to_string(&path).expect("the bindings are there");
    assert!(
        written == fresh,
        "ui/src/bindings.ts is not what the core says; `cargo xtask bindings` writes it anew"
    );
}
