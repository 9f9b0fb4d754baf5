//! A finding as it is told where nothing but files, lines and words is known.

use crate::diagnostic::Severity;
use crate::engine::Finding;
use crate::source::Place;

/// A finding without members, certainty or standing: what they would say is in its words.
pub(super) struct Flat<'f> {
    /// A note where the finding is not to be dealt with.
    pub severity: Severity,
    /// None within a file of the file: its lines are not those of the file.
    pub place: Option<&'f Place>,
    pub message: String,
}

impl<'f> Flat<'f> {
    pub fn of(finding: &'f Finding) -> Flat<'f> {
        let place = finding.labels.first().map(|label| &label.place);
        let within = place.and_then(|place| {
            let member = place.member.as_ref()?;
            Some(format!("{member}:{}:{}: ", place.line, place.column))
        });
        let standing = standing(finding).map(|standing| format!(" ({standing})"));
        Flat {
            severity: if finding.counts() { finding.severity } else { Severity::Note },
            place: place.filter(|place| place.member.is_none()),
            message: [within.as_deref(), Some(&finding.message), standing.as_deref()].into_iter().flatten().collect(),
        }
    }

    pub fn line(&self) -> usize {
        self.place.map_or(1, |place| place.line)
    }
}

/// Why a finding is not to be dealt with; none where it is.
pub(super) fn standing(finding: &Finding) -> Option<String> {
    match &finding.suppressed {
        Some(suppressed) => Some(format!("suppressed: {}", suppressed.reason)),
        None => finding.baseline.then(|| "in the baseline".to_owned()),
    }
}

/// A path as it is told from the folder of the run.
pub(super) fn path(path: &str) -> &str {
    let mut path = path;
    while let Some(rest) = path.strip_prefix("./") {
        path = rest.trim_start_matches('/');
    }
    path
}
