//! Columns that line up.

/// Which edge of a column lines up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// Texts.
    Left,
    /// Amounts.
    Right,
}

/// Rows under a heading.
pub(crate) struct Table {
    heading: Vec<(String, Side)>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// An empty table with these columns.
    pub(crate) fn new(heading: &[(&str, Side)]) -> Self {
        Self {
            heading: heading
                .iter()
                .map(|(word, side)| ((*word).to_owned(), *side))
                .collect(),
            rows: Vec::new(),
        }
    }

    /// One more row: as many cells as there are columns.
    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        // A line break, or worse, out of somebody's note would break the table, or the terminal.
        let cells = cells
            .into_iter()
            .map(|cell| cell.replace(char::is_control, " "));
        self.rows.push(cells.collect());
    }

    /// Every line, its end trimmed.
    pub(crate) fn text(&self) -> String {
        let widths: Vec<usize> = self
            .heading
            .iter()
            .enumerate()
            .map(|(place, (word, _))| {
                let cells = self.rows.iter().filter_map(|row| row.get(place));
                cells
                    .map(|cell| cell.chars().count())
                    .chain([word.chars().count()])
                    .max()
                    .unwrap_or(0)
            })
            .collect();
        let heading: Vec<String> = self.heading.iter().map(|(word, _)| word.clone()).collect();
        let mut text = String::new();
        for row in std::iter::once(&heading).chain(&self.rows) {
            let mut line = String::new();
            for ((cell, width), (_, side)) in row.iter().zip(&widths).zip(&self.heading) {
                line += &match side {
                    Side::Left => format!("{cell:<width$}  "),
                    Side::Right => format!("{cell:>width$}  "),
                };
            }
            text += line.trim_end();
            text.push('\n');
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_and_a_note_cannot_break_them() {
        let mut table = Table::new(&[("Name", Side::Left), ("Amount", Side::Right)]);
        table.row(["Aïssatou\nB.".to_owned(), "1,000 GNF".to_owned()]);
        table.row(["Eric\u{1b}[2J".to_owned(), "5 GNF".to_owned()]);
        assert_eq!(
            table.text(),
            "Name            Amount\nAïssatou B.  1,000 GNF\nEric [2J         5 GNF\n"
        );
    }
}
