//! EDGAR full submissions: a header and documents, each where it stands. The grammar is grammar/sgml.pest.

use std::ops::Range;

use pest::Parser;
use pest::iterators::Pair;

#[derive(pest_derive::Parser)]
#[grammar = "grammar/sgml.pest"]
struct Grammar;

/// A full submission. Ranges are bytes of the text it was read from.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Envelope {
    /// The type of the submission, as `4/A`.
    pub submission_type: Option<Range<usize>>,
    /// The accession number, `0001234567-24-000001`.
    pub accession: Option<Range<usize>>,
    /// The day it counts as filed on, `20240117`.
    pub filed_as_of: Option<Range<usize>>,
    /// The period of report, `20240115`.
    pub period: Option<Range<usize>>,
    /// When it was accepted, `20240117163005`.
    pub accepted: Option<Range<usize>>,
    /// How many documents there are said to be.
    pub document_count: Option<Range<usize>>,
    pub parties: Vec<Party>,
    pub documents: Vec<Document>,
}

/// A company or person that the header names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Party {
    /// The caption or tag that opens its part.
    pub caption: Range<usize>,
    /// Whether it is the issuer, the subject company of a schedule.
    pub is_issuer: bool,
    pub cik: Option<Range<usize>>,
    pub name: Option<Range<usize>>,
    pub former_names: Vec<Range<usize>>,
}

/// One document of a submission.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Document {
    /// Its type, as `4`, `EX-24` or `GRAPHIC`.
    pub document_type: Option<Range<usize>>,
    /// The name of its file, as `form4.xml`.
    pub file_name: Option<Range<usize>>,
    pub format: Format,
    /// What stands in `<TEXT>`, the wrapping of its format left out.
    pub body: Range<usize>,
}

/// How the body of a document is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// Within `<XML>`.
    Xml,
    /// Within `<PDF>`, uuencoded.
    Pdf,
    /// Another file, uuencoded.
    Encoded,
    /// Typed text, or HTML.
    Plain,
}

/// Reads a text as a full submission; none when it does not open as one.
#[must_use]
pub fn envelope(text: &str) -> Option<Envelope> {
    // Most texts are none, and need no grammar to say so.
    let opening = text.trim_start();
    if !["<SEC-", "<IMS-", "<SUBMISSION>", "<DOCUMENT>", "-----BEGIN PRIVACY"]
        .iter()
        .any(|tag| opening.starts_with(tag))
    {
        return None;
    }
    let whole = Grammar::parse(Rule::envelope, text).ok()?.next()?;
    let mut envelope = Envelope::default();
    for part in whole.into_inner() {
        match part.as_rule() {
            Rule::header => envelope.header(part),
            Rule::document => envelope.documents.extend(document(part)),
            _ => {}
        }
    }
    Some(envelope)
}

impl Envelope {
    /// What stands first counts: tags of the same name further down are of the filers.
    fn header(&mut self, header: Pair<'_, Rule>) {
        for line in header.into_inner() {
            let place = match line.as_rule() {
                Rule::r#type => &mut self.submission_type,
                Rule::accession => &mut self.accession,
                Rule::filed => &mut self.filed_as_of,
                Rule::period => &mut self.period,
                Rule::accepted => &mut self.accepted,
                Rule::count => &mut self.document_count,
                _ => {
                    self.of_party(line);
                    continue;
                }
            };
            if place.is_none() {
                *place = value(line);
            }
        }
    }
}

impl Envelope {
    /// What stands in the part of a company or person.
    fn of_party(&mut self, line: Pair<'_, Rule>) {
        let rule = line.as_rule();
        if rule == Rule::party {
            self.parties.extend(line.into_inner().next().map(|caption| Party {
                caption: range(&caption),
                is_issuer: caption.as_rule() == Rule::issuer,
                cik: None,
                name: None,
                former_names: Vec::new(),
            }));
            return;
        }
        let Some(party) = self.parties.last_mut() else { return };
        match rule {
            Rule::cik => party.cik = party.cik.take().or_else(|| value(line)),
            Rule::named => party.name = party.name.take().or_else(|| value(line)),
            Rule::former => party.former_names.extend(value(line)),
            _ => {}
        }
    }
}

fn document(document: Pair<'_, Rule>) -> Option<Document> {
    let mut document_type = None;
    let mut file_name = None;
    let mut found = None;
    for part in document.into_inner() {
        match part.as_rule() {
            Rule::facts => {
                for fact in part.into_inner() {
                    match fact.as_rule() {
                        Rule::kind => document_type = document_type.or_else(|| value(fact)),
                        Rule::name => file_name = file_name.or_else(|| value(fact)),
                        _ => {}
                    }
                }
            }
            Rule::text => {
                let written = part.into_inner().next()?;
                let format = match written.as_rule() {
                    Rule::xml => Format::Xml,
                    Rule::pdf => Format::Pdf,
                    Rule::encoded => Format::Encoded,
                    _ => Format::Plain,
                };
                found = written.into_inner().next().map(|body| (format, range(&body)));
            }
            _ => {}
        }
    }
    let (format, body) = found?;
    Some(Document { document_type, file_name, format, body })
}

/// The value of a line, blanks behind it left out; none when it is blank.
fn value(line: Pair<'_, Rule>) -> Option<Range<usize>> {
    let value = line.into_inner().find(|part| part.as_rule() == Rule::value)?;
    let Range { start, .. } = range(&value);
    let length = value.as_str().trim_end().len();
    (length > 0).then(|| start..start + length)
}

fn range(pair: &Pair<'_, Rule>) -> Range<usize> {
    pair.as_span().start()..pair.as_span().end()
}

#[cfg(test)]
mod tests {
    use super::*;

    type Documents<'t> = Vec<(Option<&'t str>, Format, &'t str)>;

    fn said(text: &str) -> (Vec<&str>, Documents<'_>) {
        let envelope = envelope(text).expect("a submission");
        let of = |range: &Range<usize>| &text[range.clone()];
        let header = [&envelope.submission_type, &envelope.accession, &envelope.filed_as_of];
        let header = header.into_iter().map(|range| range.as_ref().map_or("-", of)).collect();
        let document =
            |document: &Document| (document.document_type.as_ref().map(of), document.format, of(&document.body));
        (header, envelope.documents.iter().map(document).collect())
    }

    #[test]
    fn captions_as_the_archive_has_them() {
        let (header, documents) = said(
            "<SEC-DOCUMENT>0000990001-24-000001.txt : 20240117\n<SEC-HEADER>0000990001-24-000001.hdr.sgml : 20240117\n\
             ACCESSION NUMBER:\t\t0000990001-24-000001\nCONFORMED SUBMISSION TYPE:\t4/A\nPUBLIC DOCUMENT COUNT:\t\t2\n\
             FILED AS OF DATE:\t\t20240117\n\nISSUER:\n\tFILING VALUES:\n\t\tFORM TYPE:\t\t4\n</SEC-HEADER>\n\
             <DOCUMENT>\n<TYPE>4/A\n<SEQUENCE>1\n<FILENAME>a.xml\n<DESCRIPTION>FORM 4 < A\n<TEXT>\n<XML>\n<a/>\n</XML>\n</TEXT>\n</DOCUMENT>\n\
             <DOCUMENT>\n<TYPE>EX-24\n<TEXT>\nKNOW ALL\n</TEXT>\n</DOCUMENT>\n</SEC-DOCUMENT>\n",
        );
        assert_eq!(header, ["4/A", "0000990001-24-000001", "20240117"]);
        assert_eq!(documents, [(Some("4/A"), Format::Xml, "\n<a/>\n"), (Some("EX-24"), Format::Plain, "KNOW ALL\n")]);
    }

    #[test]
    fn parties_are_told_with_their_names() {
        let captions = "<SEC-DOCUMENT>a.txt : 20240117\n<ACCEPTANCE-DATETIME>20240117163005\nPUBLIC DOCUMENT COUNT:\t\t1\n\
             CONFORMED PERIOD OF REPORT:\t20240115\nISSUER:\t\n\n\tCOMPANY DATA:\t\n\t\tCOMPANY CONFORMED NAME:\t\t\tALDER SYSTEMS INC\n\
             \t\tCENTRAL INDEX KEY:\t\t\t0000990001\n\n\tFORMER COMPANY:\t\n\t\tFORMER CONFORMED NAME:\tALDER TOOLS INC\n\
             REPORTING-OWNER:\t\n\t\tCOMPANY CONFORMED NAME:\t\t\tROE JANE\n\t\tCENTRAL INDEX KEY:\t0000990101\n <DOCUMENT>\n<TYPE>4\n<TEXT>\na\n";
        let tags = "<SUBMISSION><ACCEPTANCE-DATETIME>20240117163005<PUBLIC-DOCUMENT-COUNT>1<PERIOD>20240115\n<ISSUER>\n<COMPANY-DATA>\n\
             <CONFORMED-NAME>ALDER SYSTEMS INC\n<CIK>0000990001\n</COMPANY-DATA><FORMER-COMPANY><FORMER-CONFORMED-NAME>ALDER TOOLS INC\n\
             </FORMER-COMPANY></ISSUER><REPORTING-OWNER><OWNER-DATA><CONFORMED-NAME>ROE JANE<CIK>0000990101\n<DOCUMENT><TYPE>4<TEXT>a";
        for text in [captions, tags] {
            let envelope = envelope(text).expect("a submission");
            let of = |range: &Option<Range<usize>>| range.clone().map_or("-", |range| &text[range]);
            assert_eq!(
                [&envelope.accepted, &envelope.document_count, &envelope.period].map(of),
                ["20240117163005", "1", "20240115"]
            );
            let parties: Vec<_> =
                envelope.parties.iter().map(|party| (party.is_issuer, of(&party.cik), of(&party.name))).collect();
            assert_eq!(parties, [(true, "0000990001", "ALDER SYSTEMS INC"), (false, "0000990101", "ROE JANE")]);
            let former: Vec<&str> = envelope
                .parties
                .iter()
                .flat_map(|party| &party.former_names)
                .map(|range| &text[range.clone()])
                .collect();
            assert_eq!(former, ["ALDER TOOLS INC"]);
            assert_eq!(envelope.documents.len(), 1, "{text}");
        }
    }

    #[test]
    fn tags_on_one_line() {
        let (header, documents) = said(
            "<SUBMISSION>\n<ACCESSION-NUMBER>0000990001-25-000002<TYPE>4<PUBLIC-DOCUMENT-COUNT>1<FILING-DATE>20250213\
             <FILING-VALUES><FORM-TYPE>4<ACT>34</FILING-VALUES><DOCUMENT><TYPE>4<SEQUENCE>1<FILENAME>f.xml<TEXT><XML><a></a></XML>\
             </TEXT></DOCUMENT></SUBMISSION>",
        );
        assert_eq!(header, ["4", "0000990001-25-000002", "20250213"]);
        assert_eq!(documents, [(Some("4"), Format::Xml, "<a></a>")]);
    }

    #[test]
    fn documents_without_end_tags_in_a_message() {
        let (header, documents) = said(
            "-----BEGIN PRIVACY-ENHANCED MESSAGE-----\nProc-Type: 2001,MIC-CLEAR\n\n<SEC-DOCUMENT>x.txt : 19990216\n\
             ACCESSION NUMBER:\t\t0000990001-99-000003\n<DOCUMENT>\n<TYPE>SC 13G\n<TEXT>\nSCHEDULE 13G\n\
             <DOCUMENT>\n<TYPE>GRAPHIC\n<TEXT>\nbegin 644 seal.gif\nM1TE&\n`\nend\n\
             <DOCUMENT>\n<TYPE>EX-99\n<TEXT>\n<PDF>\nbegin 644 a.pdf\n</PDF>\n</TEXT>\n-----END PRIVACY-ENHANCED MESSAGE-----\n",
        );
        assert_eq!(header, ["-", "0000990001-99-000003", "-"]);
        assert_eq!(
            documents,
            [
                (Some("SC 13G"), Format::Plain, "SCHEDULE 13G\n"),
                (Some("GRAPHIC"), Format::Encoded, "seal.gif\nM1TE&\n`\nend\n"),
                (Some("EX-99"), Format::Pdf, "\nbegin 644 a.pdf\n"),
            ]
        );
    }

    #[test]
    fn a_header_alone_and_other_texts() {
        let (header, documents) = said("<SEC-HEADER>\nCONFORMED SUBMISSION TYPE:\tSC 13D\n</SEC-HEADER>\n");
        assert_eq!((header, documents), (vec!["SC 13D", "-", "-"], vec![]));
        for other in ["", "FORM 4\n<SEC-DOCUMENT>", "<SECTION>", "<ownershipDocument>", "<DOCUMENTS>"] {
            assert_eq!(envelope(other), None, "{other}");
        }
    }
}
