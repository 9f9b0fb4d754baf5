//! Paths as references of RFC 3986.

use std::fmt::Write as _;
use std::path::Path;

use super::flat;

/// A path as it is told to programs.
#[derive(PartialEq, Eq, Debug)]
pub(super) enum Reference {
    /// From the folder of the run.
    Relative(String),
    /// A URI of a file.
    Absolute(String),
}

impl Reference {
    pub fn of(path: &str) -> Reference {
        let parts = if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() };
        if Path::new(path).is_absolute() {
            let root = if parts.starts_with('/') { "" } else { "/" };
            return Reference::Absolute(format!("file://{root}{}", encoded(&parts, ":")));
        }
        // Before the first slash of a relative reference a colon would end the name of a scheme.
        Reference::Relative(encoded(flat::path(&parts), ""))
    }
}

/// The path of a file within another, from that one's root.
pub(super) fn within(member: &str) -> String {
    format!("/{}", encoded(member.trim_start_matches('/'), ""))
}

/// Percent-encodes what no path may hold, and what ends one; slashes and what is in `plain` stay.
fn encoded(path: &str, plain: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        let stays =
            byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=@".contains(&byte) || plain.as_bytes().contains(&byte);
        if stays {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_path_is_encoded() {
        let relative = |path: &str| match Reference::of(path) {
            Reference::Relative(uri) => uri,
            Reference::Absolute(uri) => panic!("{uri} is absolute"),
        };
        assert_eq!(relative("./filings/a b.txt"), "filings/a%20b.txt");
        assert_eq!(relative("a:b?c#d%e[f]é\\.xml"), "a%3Ab%3Fc%23d%25e%5Bf%5D%C3%A9%5C.xml");
        assert_eq!(relative("../-"), "../-");
        assert_eq!(within("form 4.xml"), "/form%204.xml");
    }

    #[cfg(unix)]
    #[test]
    fn an_absolute_path_is_a_uri() {
        assert_eq!(Reference::of("/desk/a:b c.xml"), Reference::Absolute("file:///desk/a:b%20c.xml".to_owned()));
    }
}
