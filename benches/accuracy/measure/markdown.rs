//! Tables that read well as they are written.

/// A table of fixed width, its first column words and the others figures.
pub fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let head: Vec<String> = head.iter().map(|title| (*title).to_owned()).collect();
    let lines = || std::iter::once(&head).chain(rows);
    let widths: Vec<usize> =
        (0..head.len()).map(|at| lines().map(|line| line[at].chars().count()).max().unwrap_or(0).max(3)).collect();
    let line = |cells: &[String]| {
        let padded = cells.iter().zip(&widths).enumerate();
        let cells: Vec<String> = padded
            .map(|(at, (cell, width))| if at == 0 { format!("{cell:<width$}") } else { format!("{cell:>width$}") })
            .collect();
        format!("| {} |\n", cells.join(" | "))
    };
    let rule: Vec<String> = widths
        .iter()
        .enumerate()
        .map(|(at, width)| if at == 0 { "-".repeat(*width) } else { format!("{}:", "-".repeat(width - 1)) })
        .collect();
    let body: String = rows.iter().map(|row| line(row)).collect();
    format!("{}{}{body}", line(&head), line(&rule))
}

/// `98.70 %`; a dash where nothing was asked.
pub fn percent(part: usize, whole: usize) -> String {
    if whole == 0 { "–".to_owned() } else { share(part as f64 / whole as f64) }
}

pub fn share(share: f64) -> String {
    format!("{:.2} %", share * 100.0)
}
