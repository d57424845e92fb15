//! The parts of a workbook beside its sheets: what it is made of, and how cells look.

use super::sheet::escape;

/// A file inside the workbook.
pub(super) struct Part {
    pub(super) path: String,
    pub(super) text: String,
}

/// A sheet that was written.
pub(super) struct Sheet {
    pub(super) name: String,
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const SPREADSHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// The looks of cells: their places in the list below.
pub(super) mod look {
    pub(in super::super) const TEXT: &str = "1";
    pub(in super::super) const HEADING: &str = "2";
    pub(in super::super) const LOCAL_TIME: &str = "3";
    /// Amounts without decimals, and with one to four.
    pub(in super::super) const AMOUNT: [&str; 5] = ["4", "5", "6", "7", "8"];
}

pub(super) fn sheet_path(number: usize) -> String {
    format!("xl/worksheets/sheet{number}.xml")
}

/// Everything but the sheets themselves.
pub(super) fn parts(sheets: &[Sheet]) -> Vec<Part> {
    let part = |path: &str, text: String| Part {
        path: path.to_owned(),
        text: format!("{HEAD}{text}"),
    };
    vec![
        part("xl/styles.xml", styles()),
        part("xl/workbook.xml", workbook(sheets)),
        part("xl/_rels/workbook.xml.rels", workbook_relations(sheets)),
        part(
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" \
                 Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        part("[Content_Types].xml", content_types(sheets)),
    ]
}

fn workbook(sheets: &[Sheet]) -> String {
    let listed: String = (1..)
        .zip(sheets)
        .map(|(number, sheet)| {
            let mut name = String::new();
            escape(&mut name, &sheet.name);
            format!("<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>")
        })
        .collect();
    format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><bookViews><workbookView activeTab=\"0\"/></bookViews>\
         <sheets>{listed}</sheets></workbook>"
    )
}

fn workbook_relations(sheets: &[Sheet]) -> String {
    let count = sheets.len();
    let listed: String = (1..=count)
        .map(|number| {
            format!(
                "<Relationship Id=\"rId{number}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
            )
        })
        .collect();
    let styles = count + 1;
    format!(
        "<Relationships xmlns=\"{PACKAGE}/relationships\">{listed}<Relationship Id=\"rId{styles}\" \
         Type=\"{OFFICE}/styles\" Target=\"styles.xml\"/></Relationships>"
    )
}

fn content_types(sheets: &[Sheet]) -> String {
    let listed: String = (1..=sheets.len())
        .map(|number| {
            let path = sheet_path(number);
            format!("<Override PartName=\"/{path}\" ContentType=\"{SPREADSHEET}.worksheet+xml\"/>")
        })
        .collect();
    format!(
        "<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" \
         ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" \
         ContentType=\"{SPREADSHEET}.sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" \
         ContentType=\"{SPREADSHEET}.styles+xml\"/>{listed}</Types>"
    )
}

/// 49 is the look of text: what is typed into such a cell stays text as well.
fn styles() -> String {
    let formats = [
        "#,##0.0",
        "#,##0.000",
        "#,##0.0000",
        "yyyy\\-mm\\-dd\\ hh:mm:ss",
    ];
    let formats: String = (164..)
        .zip(formats)
        .map(|(id, code)| format!("<numFmt numFmtId=\"{id}\" formatCode=\"{code}\"/>"))
        .collect();
    let look = |format: u32, font: u32| {
        format!(
            "<xf numFmtId=\"{format}\" fontId=\"{font}\" fillId=\"0\" borderId=\"0\" xfId=\"0\" \
             applyNumberFormat=\"1\" applyFont=\"1\"/>"
        )
    };
    let looks: String = [
        (0, 0),
        (49, 0),
        (49, 1),
        (167, 0),
        (3, 0),
        (164, 0),
        (4, 0),
        (165, 0),
        (166, 0),
    ]
    .into_iter()
    .map(|(format, font)| look(format, font))
    .collect();
    format!(
        "<styleSheet xmlns=\"{MAIN}\"><numFmts count=\"4\">{formats}</numFmts><fonts count=\"2\"><font><sz val=\"11\"/>\
         <name val=\"Calibri\"/></font><font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts><fills \
         count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill>\
         </fills><borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs \
         count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs><cellXfs count=\"9\">\
         {looks}</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>\
         </styleSheet>"
    )
}
