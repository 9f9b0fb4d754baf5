//! What a document came in, beside the document itself.

use chrono::NaiveDate;

use super::{AnyField, Field, part, record};

part! {
    /// The submission of a filing: what its header says, and what stands beside the form.
    #[derive(Clone, PartialEq, Debug, Default)]
    pub struct Submission as "submission" {
        /// Type of the submission, from its header: `4/A`.
        pub submission_type: Field<Box<str>>,
        /// Type that the submission gives the form itself: `4/A`.
        pub document_type: Field<Box<str>>,
        /// Name of the form's own file: `form4.xml`.
        pub file_name: Field<Box<str>>,
        /// The period of report that the header repeats from the form.
        pub period: Field<NaiveDate>,
        /// When EDGAR took it, to the second and in the time of Washington: `20240117163005`.
        pub accepted: Field<Box<str>>,
        /// How many documents the header counts.
        pub document_count: Field<u32>,
        /// The companies and persons that the header names, in their order.
        pub parties: Vec<Party>,
        /// The other documents, in their order.
        pub supporting: Vec<Supporting>,
    }
}

record! {
    /// A document beside the form: an exhibit, a letter, a picture.
    pub struct Supporting as "supporting document" with {
        /// Whether it is a PDF.
        is_pdf: bool,
    } {
        /// Its type: `EX-24`, `GRAPHIC`.
        document_type: Box<str>,
        /// Name of its file: `poa.txt`.
        file_name: Box<str>,
    }
}

record! {
    /// A company or person that the header names.
    pub struct Party as "party" with {
        /// Whether it is the issuer, the subject company of a schedule.
        is_issuer: bool,
        /// Names it had before.
        former_names: Vec<Box<str>>,
    } {
        /// Central Index Key.
        cik: Box<str>,
        /// Name as EDGAR has it, `8X8 INC /DE/`.
        name: Box<str>,
    }
}

impl Submission {
    /// Shows every field. Where names are not asked for, this is the shorter way.
    pub(super) fn fields<'f>(&'f self, visit: &mut dyn FnMut(&'f dyn AnyField)) {
        let single: [&dyn AnyField; 6] = [
            &self.submission_type,
            &self.document_type,
            &self.file_name,
            &self.period,
            &self.accepted,
            &self.document_count,
        ];
        single.into_iter().for_each(&mut *visit);
        self.parties.iter().for_each(|party| party.fields(&mut |_, field| visit(field)));
        self.supporting.iter().for_each(|document| document.fields(&mut |_, field| visit(field)));
    }

    pub(super) fn places<'f>(&'f self, visit: &mut dyn FnMut(&str, &'f dyn AnyField)) {
        visit("submission type", &self.submission_type);
        visit("document type of the form", &self.document_type);
        visit("file name of the form", &self.file_name);
        visit("header, period of report", &self.period);
        visit("header, time of acceptance", &self.accepted);
        visit("header, number of documents", &self.document_count);
        for party in &self.parties {
            let which = if party.is_issuer { "issuer" } else { "filer" };
            party.fields(&mut |name, field| visit(&format!("header, {which}, {}", super::plain(name)), field));
        }
        for (at, document) in self.supporting.iter().enumerate() {
            document.fields(&mut |name, field| {
                visit(&format!("supporting document {}, {}", at + 1, super::plain(name)), field);
            });
        }
    }
}
