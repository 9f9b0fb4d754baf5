//! Which files are held against which.

use std::path::{Path, PathBuf};
use std::{fs, io};

/// A rendering and the file that holds the XML of the same filing.
pub struct Pair {
    pub name: String,
    pub rendering: PathBuf,
    pub xml: PathBuf,
}

impl Pair {
    /// Some filings, about a third, are counted apart: what is only tuned to the others reads these worse.
    /// The sum of the digits of the name tells, so that a filing stays on its side when others come.
    pub fn is_held_back(&self) -> bool {
        self.name.chars().filter_map(|c| c.to_digit(10)).sum::<u32>() % 3 == 0
    }
}

/// The renderings of one kind that have an XML document of the same name.
pub fn pairs(folder: &Path, kind: &str) -> Vec<Pair> {
    joined(&folder.join(kind), |name| Some(folder.join("xml").join(format!("{name}.xml"))).filter(|path| path.exists()))
}

/// EDGAR's own pages of forms in a folder whose XML is at hand, bare or within a full submission.
pub fn forms(corpus: &Path, folder: &str) -> Vec<Pair> {
    const PLACES: [(&str, &str); 4] =
        [("ownership-xml", "xml"), ("submission", "txt"), ("submission", "nc"), ("submission-pds", "txt")];
    joined(&corpus.join(folder), |name| first_of(corpus, &PLACES, name))
}

/// EDGAR's own pages of schedules in a folder whose XML is at hand.
pub fn schedules(corpus: &Path, folder: &str) -> Vec<Pair> {
    joined(&corpus.join(folder), |name| first_of(corpus, &[("schedule13-xml", "xml")], name))
}

fn first_of(corpus: &Path, places: &[(&str, &str)], name: &str) -> Option<PathBuf> {
    let files = places.iter().map(|(folder, extension)| corpus.join(folder).join(format!("{name}.{extension}")));
    files.into_iter().find(|path| path.exists())
}

/// Whether a page that a browser saved says that it is of another filing than its name does.
pub fn is_of_another(pair: &Pair) -> io::Result<bool> {
    let page = text(&pair.rendering)?;
    let from = page.split_once("<!-- saved from url=").and_then(|(_, url)| url.split_once("-->"));
    Ok(from.is_some_and(|(url, _)| !url.contains(&pair.name.replace('-', ""))))
}

fn joined(folder: &Path, xml: impl Fn(&str) -> Option<PathBuf>) -> Vec<Pair> {
    files(folder)
        .into_iter()
        .filter_map(|rendering| {
            let name = stem(&rendering)?;
            let xml = xml(&name)?;
            Some(Pair { name, rendering, xml })
        })
        .collect()
}

/// The files of a folder, by name.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(|path| path.is_file()).collect();
    paths.sort_unstable();
    paths
}

pub fn stem(path: &Path) -> Option<String> {
    Some(path.file_stem()?.to_str()?.to_owned())
}

/// The text of a file, whatever its encoding.
pub fn text(path: &Path) -> io::Result<String> {
    Ok(String::from_utf8_lossy(&fs::read(path)?).into_owned())
}
