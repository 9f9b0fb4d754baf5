//! How far a run has come, on standard error. The one file that names indicatif.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use super::args::When;
use super::terminal::say;
use crate::report::counted;

/// A run shorter than this needs no progress.
const SOON: Duration = Duration::from_millis(500);

/// Lines where there is no screen to draw on: one for each such part of the run.
const PARTS: usize = 10;

pub struct Progress {
    total: usize,
    shown: Shown,
}

enum Shown {
    Nothing,
    /// Nothing yet: drawn if the run goes on beyond that moment.
    Bar {
        from: Instant,
        bar: Option<ProgressBar>,
    },
    Lines {
        part: usize,
    },
}

impl Progress {
    pub fn of(when: When, quiet: bool, total: usize) -> Progress {
        let screen = std::io::stderr().is_terminal();
        let bar = |wait| Shown::Bar { from: Instant::now() + wait, bar: None };
        let shown = match when {
            _ if quiet => Shown::Nothing,
            When::Always if screen => bar(Duration::ZERO),
            When::Always => Shown::Lines { part: 0 },
            When::Auto if screen => bar(SOON),
            When::Auto | When::Never => Shown::Nothing,
        };
        Progress { total, shown }
    }

    /// So many inputs are done.
    pub fn at(&mut self, done: usize) {
        let total = self.total;
        match &mut self.shown {
            Shown::Nothing => {}
            Shown::Bar { from, .. } if Instant::now() < *from => {}
            Shown::Bar { bar, .. } => bar.get_or_insert_with(|| drawn(total)).set_position(done as u64),
            Shown::Lines { part } => {
                let now = done.saturating_mul(PARTS) / total.max(1);
                if now > *part {
                    say(&format!("{done} of {} checked", counted(total, "file")));
                    *part = now;
                }
            }
        }
    }

    /// Says something while the bar is out of the way.
    pub fn aside(&self, say: impl FnOnce()) {
        self.aside_from(true, say);
    }

    /// Writes something, while the bar is out of the way where both are on the screen.
    pub fn aside_from<T>(&self, on_screen: bool, write: impl FnOnce() -> T) -> T {
        match &self.shown {
            Shown::Bar { bar: Some(bar), .. } if on_screen => bar.suspend(write),
            _ => write(),
        }
    }

    /// Leaves no trace on a screen.
    pub fn end(&mut self) {
        if let Shown::Bar { bar: Some(bar), .. } = &self.shown {
            bar.finish_and_clear();
        }
        self.shown = Shown::Nothing;
    }
}

fn drawn(total: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("[{wide_bar}] {pos} of {len} files, {eta} left");
    let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(total as u64).with_style(style.progress_chars("=> "))
}
