//! Which segments of two texts are compared: a band about the line that their anchors draw.

use std::ops::Range;

/// Up to this many cells all are searched.
const SMALL: usize = 1_000;

/// Segments to each side of the band's line where no point is near, and about every point.
pub(super) const WIDE: usize = 100;
const MARGIN: usize = 10;

/// For every row 0..=n of a table, the columns that are looked at.
#[derive(Clone)]
pub(crate) struct Band {
    pub(super) rows: Vec<Row>,
    cells: usize,
}

/// The first column of a row, how many it has, and the number of its first cell.
#[derive(Clone, Copy)]
pub(super) struct Row {
    low: usize,
    count: usize,
    pub(super) start: usize,
}

impl Row {
    fn columns(&self) -> Range<usize> {
        self.low..self.low + self.count
    }

    pub(super) fn cell(&self, column: usize) -> Option<usize> {
        let past = column.wrapping_sub(self.low);
        (past < self.count).then(|| self.start + past)
    }
}

impl Band {
    /// Whether two texts are small enough to be searched as a whole.
    pub(super) fn whole(n: usize, m: usize) -> bool {
        (n + 1) * (m + 1) <= SMALL
    }

    /// A band about the line through the guide's points, which ascend in both numbers: between
    /// near points everything is searched, between distant ones what lies about the line. Repeats
    /// ascend, too, and are looked at one by one.
    pub(super) fn around(
        n: usize,
        m: usize,
        guide: &[(usize, usize)],
        repeats: &[[Range<usize>; 2]],
    ) -> Self {
        let mut rows = vec![(u32::MAX, 0); n + 1];
        for region in between(n, m, guide, repeats) {
            search_in(&region, &mut rows, m);
        }
        one_by_one(&mut rows, repeats);
        Band::over(rows, m)
    }

    /// The band of these columns, widened until a path of single steps leads through.
    pub(crate) fn over(mut rows: Vec<(u32, u32)>, m: usize) -> Self {
        let n = rows.len() - 1;
        rows[0].0 = 0;
        rows[n].1 = m as u32;
        // Neighbouring rows must overlap, and never turn back.
        for row in 1..=n {
            rows[row].1 = rows[row].1.max(rows[row - 1].1);
        }
        for row in (0..n).rev() {
            rows[row].0 = rows[row].0.min(rows[row + 1].0);
        }
        for row in 0..=n {
            let (low, high) = rows[row];
            let next = rows.get(row + 1).map_or(0, |next| next.0);
            rows[row] = (low.min(high), high.max(low).max(next));
        }
        let mut cells = 0;
        let rows = rows.into_iter().map(|(low, high)| {
            let row = Row {
                low: low as usize,
                count: (high - low) as usize + 1,
                start: cells,
            };
            cells += row.count;
            row
        });
        Band {
            rows: rows.collect(),
            cells,
        }
    }

    pub(crate) fn cells(&self) -> usize {
        self.cells
    }

    pub(crate) fn columns(&self, row: usize) -> Range<usize> {
        self.rows[row].columns()
    }

    pub(crate) fn cells_of(&self, row: usize) -> Range<usize> {
        let Row { start, count, .. } = self.rows[row];
        start..start + count
    }

    /// The rows that look at a column.
    pub(crate) fn rows_at(&self, column: usize) -> Range<usize> {
        let first = self.rows.partition_point(|row| row.columns().end <= column);
        first..self.rows.partition_point(|row| row.low <= column)
    }

    /// Per column, the rows that look at it.
    pub(super) fn rows_by_column(&self) -> Vec<Range<usize>> {
        let columns = self.rows.last().map_or(0, |row| row.columns().end);
        let mut turned = vec![0..0; columns];
        for row in 0..self.rows.len() {
            for rows in &mut turned[self.columns(row)] {
                if rows.end == 0 {
                    rows.start = row;
                }
                rows.end = row + 1;
            }
        }
        turned
    }

    pub(crate) fn cell(&self, row: usize, column: usize) -> Option<usize> {
        self.rows.get(row)?.cell(column)
    }
}

/// What stands between the guide's points, and is not in a repeat.
pub(super) fn between(
    n: usize,
    m: usize,
    guide: &[(usize, usize)],
    repeats: &[[Range<usize>; 2]],
) -> Vec<[Range<usize>; 2]> {
    let mut regions = Vec::with_capacity(guide.len() + repeats.len() + 1);
    let mut points = guide.iter().copied().peekable();
    let mut start = (0, 0);
    for [one, other] in repeats.iter().chain([&[n..n, m..m]]) {
        let end = (one.start, other.start);
        while let Some(point) = points.next_if(|point| point.0 < end.0) {
            regions.push([start.0..point.0, start.1..point.1]);
            start = point;
        }
        regions.push([start.0..end.0, start.1..end.1]);
        while points.next_if(|point| point.0 < one.end).is_some() {}
        start = (one.end, other.end);
    }
    regions
}

/// Widens the columns of rows, of so many columns, to what is searched in a region and about it.
fn search_in([across, along]: &[Range<usize>; 2], rows: &mut [(u32, u32)], m: usize) {
    let n = rows.len() - 1;
    let (run, rise) = (across.len(), along.len());
    let whole = (rise + 1) * (run + 1) <= SMALL;
    let first = across.start.saturating_sub(MARGIN);
    let last = (across.end + MARGIN).min(n);
    for (row, columns) in (first..).zip(&mut rows[first..=last]) {
        let past = row.clamp(across.start, across.end) - across.start;
        let (first, last) = match whole {
            true => (along.start, along.end),
            false => {
                let centre = along.start + rise * past / run.max(1);
                (centre.saturating_sub(WIDE), centre + WIDE)
            }
        };
        columns.0 = columns.0.min(first.saturating_sub(MARGIN) as u32);
        columns.1 = columns.1.max((last + MARGIN).min(m) as u32);
    }
}

/// Narrows the columns of rows to paths that meet the line of a repeat at every second segment, and
/// have between whatever is likeliest. What one text has more stands behind the rest.
fn one_by_one(rows: &mut [(u32, u32)], repeats: &[[Range<usize>; 2]]) {
    let mut behind = (0, 0);
    for [one, other] in repeats {
        let start = other.start as u32;
        for columns in &mut rows[behind.0..=one.start] {
            columns.0 = columns.0.max(behind.1);
        }
        for columns in &mut rows[behind.0.saturating_sub(1)..=one.start] {
            columns.1 = columns.1.min(start);
        }
        let shared = one.len().min(other.len());
        for (past, columns) in (1..).zip(&mut rows[one.start + 1..one.end]) {
            let on_line = start + past.min(shared) as u32;
            let aside = u32::from(past % 2 == 1 && past < shared);
            *columns = (on_line - aside, on_line + aside);
        }
        let columns = &mut rows[one.end];
        columns.0 = columns.0.max(start + shared as u32);
        columns.1 = columns.1.max(other.end as u32);
        behind = (one.end + 1, other.end as u32);
    }
    if let Some(rows) = rows.get_mut(behind.0..) {
        for columns in rows {
            columns.0 = columns.0.max(behind.1);
        }
    }
}
