//! What a document came in, beside the document itself.

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

impl Submission {
    pub(super) fn places<'f>(&'f self, visit: &mut dyn FnMut(&str, &'f dyn AnyField)) {
        visit("submission type", &self.submission_type);
        visit("document type of the form", &self.document_type);
        visit("file name of the form", &self.file_name);
        for (at, document) in self.supporting.iter().enumerate() {
            document.fields(&mut |name, field| {
                visit(&format!("supporting document {}, {}", at + 1, super::plain(name)), field);
            });
        }
    }
}
