//! Which row is which: two lists in order, paired so that most values agree.

/// A row of the first list, a row of the second, or both.
pub type Pair = (Option<usize>, Option<usize>);

/// Pairs in order, with the most values alike; what shares no value is no pair.
///
/// A lost row costs its own values alone, because those after it still find their own.
pub fn align(first: usize, second: usize, alike: impl Fn(usize, usize) -> usize) -> Vec<Pair> {
    let scores: Vec<Vec<usize>> = (0..first).map(|i| (0..second).map(|j| alike(i, j)).collect()).collect();
    // The most values alike from row `i` of the first and row `j` of the second on.
    let mut best = vec![vec![0; second + 1]; first + 1];
    for i in (0..first).rev() {
        for j in (0..second).rev() {
            let pair = if scores[i][j] > 0 { best[i + 1][j + 1] + scores[i][j] } else { 0 };
            best[i][j] = pair.max(best[i + 1][j]).max(best[i][j + 1]);
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut pairs = Vec::new();
    while i < first && j < second {
        if scores[i][j] > 0 && best[i][j] == best[i + 1][j + 1] + scores[i][j] {
            pairs.push((Some(i), Some(j)));
            (i, j) = (i + 1, j + 1);
        } else if best[i][j] == best[i + 1][j] {
            pairs.push((Some(i), None));
            i += 1;
        } else {
            pairs.push((None, Some(j)));
            j += 1;
        }
    }
    pairs.extend((i..first).map(|i| (Some(i), None)));
    pairs.extend((j..second).map(|j| (None, Some(j))));
    pairs
}
