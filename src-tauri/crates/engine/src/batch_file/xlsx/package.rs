//! The parts of a workbook: a zip whose entries are bounded together, so that a small file cannot become a large one.

use super::super::refused;
use super::xml::{self, Event};
use crate::error::Result;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// Fifty thousand rows of ten columns take half of it.
const UNPACKED: u64 = 48 * 1024 * 1024;
/// A workbook with pictures on every sheet has fewer parts.
const MOST_PARTS: usize = 4_096;

pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
}

/// Where the parts are that are read.
pub(super) struct Workbook {
    /// The sheets that are shown, in the order of their tabs.
    pub(super) shown: Vec<String>,
    pub(super) strings: Option<String>,
    pub(super) styles: Option<String>,
    /// Does it count its days as the first Macintosh did?
    pub(super) from_1904: bool,
}

struct Relation {
    id: String,
    sort: String,
    target: String,
}

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| refused::damaged())?;
        if archive.len() > MOST_PARTS {
            return Err(refused::unpacks_too_large());
        }
        Ok(Self {
            archive,
            left: UNPACKED,
        })
    }

    /// One part's text. What it claims to be long is not believed, and no more than is left is unpacked.
    pub(super) fn part(&mut self, path: &str) -> Result<Option<String>> {
        let entry = match self.archive.by_name(path) {
            Ok(entry) => entry,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(_) => return Err(refused::damaged()),
        };
        let claimed = entry.size();
        if claimed > self.left {
            return Err(refused::unpacks_too_large());
        }
        let room = usize::try_from(claimed).map_err(|_| refused::unpacks_too_large())?;
        let mut bytes = Vec::with_capacity(room.saturating_add(1));
        entry
            .take(claimed.saturating_add(1))
            .read_to_end(&mut bytes)
            .map_err(|_| refused::damaged())?;
        if bytes.len() > room {
            return Err(refused::unpacks_too_large());
        }
        self.left -= claimed;
        String::from_utf8(bytes)
            .map(Some)
            .map_err(|_| refused::damaged())
    }

    pub(super) fn workbook(&mut self) -> Result<Workbook> {
        let path = self
            .relations("")?
            .into_iter()
            .find(|relation| relation.sort.ends_with("/officeDocument"))
            .map_or_else(|| "xl/workbook.xml".to_owned(), |found| found.target);
        let Some(text) = self.part(&path)? else {
            return Err(refused::damaged());
        };
        let relations = self.relations(&path)?;
        let target = |wanted: &str| {
            relations
                .iter()
                .find(|relation| relation.sort.ends_with(wanted))
                .map(|relation| relation.target.clone())
        };
        let (ids, from_1904) = shown_sheets(&text)?;
        let shown = ids
            .iter()
            .filter_map(|id| relations.iter().find(|relation| &relation.id == id))
            .filter(|relation| relation.sort.ends_with("/worksheet"))
            .map(|relation| relation.target.clone())
            .collect();
        Ok(Workbook {
            shown,
            strings: target("/sharedStrings"),
            styles: target("/styles"),
            from_1904,
        })
    }

    /// What a part refers to, by paths from the root. The root's own are those of the empty path.
    fn relations(&mut self, of: &str) -> Result<Vec<Relation>> {
        let (folder, name) = of.rsplit_once('/').unwrap_or(("", of));
        let join = |folder: &str, name: &str| match folder {
            "" => name.to_owned(),
            _ => format!("{folder}/{name}"),
        };
        let Some(text) = self.part(&join(folder, &format!("_rels/{name}.rels")))? else {
            return Ok(Vec::new());
        };
        let mut found = Vec::new();
        let mut reader = xml::Reader::from_str(&text);
        loop {
            match xml::next(&mut reader)? {
                Event::Start(e) | Event::Empty(e) if xml::is(&e, "Relationship") => {
                    let target = xml::attribute(&e, "Target")?.unwrap_or_default();
                    found.push(Relation {
                        id: xml::attribute(&e, "Id")?.unwrap_or_default().into_owned(),
                        sort: xml::attribute(&e, "Type")?.unwrap_or_default().into_owned(),
                        target: match target.strip_prefix('/') {
                            Some(from_root) => from_root.to_owned(),
                            None => join(folder, &target),
                        },
                    });
                }
                Event::Eof => return Ok(found),
                _ => {}
            }
        }
    }
}

/// The relations of the sheets that are not hidden, and from when the workbook counts its days.
fn shown_sheets(text: &str) -> Result<(Vec<String>, bool)> {
    let mut found = Vec::new();
    let mut from_1904 = false;
    let mut reader = xml::Reader::from_str(text);
    loop {
        match xml::next(&mut reader)? {
            Event::Start(e) | Event::Empty(e) if xml::is(&e, "workbookPr") => {
                let told = xml::attribute(&e, "date1904")?;
                from_1904 = told.is_some_and(|told| told == "1" || told == "true");
            }
            Event::Start(e) | Event::Empty(e) if xml::is(&e, "sheet") => {
                let state = xml::attribute(&e, "state")?;
                if state.is_none_or(|state| state == "visible")
                    && let Some(id) = xml::relation_id(&e)?
                {
                    found.push(id.into_owned());
                }
            }
            Event::Eof => return Ok((found, from_1904)),
            _ => {}
        }
    }
}
