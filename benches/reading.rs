//! How fast text becomes a filing, in bytes per second, and that the cost grows with the rows.

mod pages;

use std::fmt::Write as _;
use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use edgarlint::source::Sources;
use pages::form4_xml;

/// A Form 4 in a clean layout with this many sales, each with its balance.
fn form4(rows: usize) -> String {
    let mut page = String::from(
        "FORM 4\n\nSTATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP\n\n\
         1. Name and Address of Reporting Person* MARLOWE EDITH (Last) (First) (Middle) 12 QUARRY LANE (Street) AUSTIN TX 78701 \
         (City) (State) (Zip)\t2. Issuer Name and Ticker or Trading Symbol ALDER SYSTEMS INC [ALDR]\t5. Relationship of Reporting \
         Person(s) to Issuer (Check all applicable) X Director 10% Owner Officer (give title below) Other (specify below)\n\
         \t3. Date of Earliest Transaction (Month/Day/Year) 03/05/2012\t\n\n\
         Table I - Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned\n\n\
         1. Title of Security (Instr. 3)\t2. Transaction Date (Month/Day/Year)\t2A. Deemed Execution Date, if any (Month/Day/Year)\t\
         3. Transaction Code (Instr. 8)\t\t4. Securities Acquired (A) or Disposed Of (D) (Instr. 3, 4 and 5)\t\t\t5. Amount of \
         Securities Beneficially Owned Following Reported Transaction(s) (Instr. 3 and 4)\t6. Ownership Form: Direct (D) or Indirect \
         (I) (Instr. 4)\t7. Nature of Indirect Beneficial Ownership (Instr. 4)\n\t\t\tCode\tV\tAmount\t(A) or (D)\tPrice\t\t\t\n",
    );
    for row in 0..rows {
        let price = 10_000 + row % 700;
        let left = 900_000_000 - row * 250;
        let (millions, thousands, units) = (left / 1_000_000, left / 1000 % 1000, left % 1000);
        let _ = writeln!(
            page,
            "Common Stock\t03/05/2012\t\tS\t\t250\tD\t${}.{:04}\t{millions},{thousands:03},{units:03}\tD\t",
            price / 10_000,
            price % 10_000
        );
    }
    page.push_str(
        "\nExplanation of Responses:\n\n/s/ Edith Marlowe 03/06/2012\n\n** Signature of Reporting Person Date\n\n\
         Reminder: Report on a separate line for each class of securities beneficially owned directly or indirectly.\n",
    );
    page
}

/// The same form as a plain stream, with this many sales: no cells, headings one above the other.
fn stream(rows: usize) -> String {
    let mut page = String::from(
        "FORM 4\nSTATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP\n1. Name and Address of Reporting Person*\nMARLOWE EDITH\n\
         (Last) (First) (Middle)\n2. Issuer Name and Ticker or Trading Symbol\nALDER SYSTEMS INC [ ALDR ]\n\
         Table I - Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned\n\
         1. Title of Security\n(Instr. 3)\n2. Transaction\nDate\n(Month/Day/Year)\n3. Transaction\nCode\n(Instr. 8)\n\
         4. Securities Acquired\n(A) or Disposed of (D)\n5. Amount of Securities Beneficially\nOwned\n6.\nOwnership\nForm\n\
         Code V Amount\n(A) or\n(D) Price\n",
    );
    for row in 0..rows {
        let price = 10_000 + row % 700;
        let left = 900_000_000 - row * 250;
        let (millions, thousands, units) = (left / 1_000_000, left / 1000 % 1000, left % 1000);
        let _ = writeln!(
            page,
            "Common Stock 03/05/2012 S 250 D $ {}.{:04} {millions},{thousands:03},{units:03} D",
            price / 10_000,
            price % 10_000
        );
    }
    page.push_str("Explanation of Responses:\n/s/ Edith Marlowe 03/06/2012\n** Signature of Reporting Person Date\n");
    page
}

/// The same form printed as text, its cells parted by blanks; every tenth row is held through a trust whose name
/// stands on three lines.
fn form4_printed(rows: usize) -> String {
    let mut page = String::from(
        "FORM 4\n\n                    STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP OF SECURITIES\n\n\
         1. Name and Address of Reporting Person *     2. Issuer Name and Ticker or Trading Symbol\n\
         MARLOWE EDITH                                 ALDER SYSTEMS INC [ALDR]\n\n\
                               Table I - Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned\n\
         1.Title of Security     2. Transaction   2A. Deemed         3. Transaction   4. Securities Acquired      5. Amount of Securities   6.          7. Nature\n\
         (Instr. 3)              Date             Execution Date, if Code             (A) or Disposed of (D)      Beneficially Owned        Ownership   of Indirect\n\
         \u{20}                       (Month/Day/Year) any                (Instr. 8)       (Instr. 3, 4 and 5)         Following Reported        Form:       Beneficial\n\
         \u{20}                                                                             Code      V  Amount  (A) or (D)   Price              (Instr. 4)  (Instr. 4)\n",
    );
    for row in 0..rows {
        let price = 10_000 + row % 700;
        let left = 900_000_000 - row * 250;
        let (millions, thousands, units) = (left / 1_000_000, left / 1000 % 1000, left % 1000);
        let (price, balance) =
            (format!("${}.{:04}", price / 10_000, price % 10_000), format!("{millions},{thousands:03},{units:03}"));
        let (letter, above, beside, below) =
            if row % 10 == 9 { ("I", "By the", "Marlowe", "Trust") } else { ("D", "", "", "") };
        if !above.is_empty() {
            let _ = writeln!(page, "{:132}{above}", "");
        }
        let _ = writeln!(
            page,
            "Common Stock            03/05/2012                          S                250     D            {price:<16}{balance:<18}{letter:<12}{beside}",
        );
        if !below.is_empty() {
            let _ = writeln!(page, "{:132}{below}", "");
        }
    }
    page.push_str("\nExplanation of Responses:\n\n/s/ Edith Marlowe          03/06/2012\n");
    page
}

/// The same sales on a page of HTML, as the archive of EDGAR shows it.
fn form4_html(rows: usize) -> String {
    const PAGE: &str = include_str!("../fixtures/layouts/form4_archive_page.html");
    const BODY: &str = "<tbody>\n<tr>\n<td><span class=\"FormData\">Ordinary";
    let (head, rest) = PAGE.split_once(BODY).expect("the page has a row");
    let (_, tail) = rest.split_once("</tbody>").expect("the table of rows ends");
    let mut page = format!("{head}<tbody>\n");
    for row in 0..rows {
        let price = 10_000 + row % 700;
        let left = 900_000_000 - row * 250;
        let (millions, thousands, units) = (left / 1_000_000, left / 1000 % 1000, left % 1000);
        let _ = writeln!(
            page,
            "<tr>\n<td align=\"left\"><span class=\"FormData\">Common Stock</span></td>\n\
             <td align=\"center\"><span class=\"FormData\">03/05/2012</span></td>\n<td align=\"center\"></td>\n\
             <td align=\"center\"><span class=\"SmallFormData\">S</span></td>\n<td align=\"center\"></td>\n\
             <td align=\"center\"><span class=\"FormData\">250</span></td>\n\
             <td align=\"center\"><span class=\"FormData\">D</span></td>\n\
             <td align=\"center\">\n<span class=\"FormText\">$</span><span class=\"FormData\">{}.{:04}</span></td>\n\
             <td align=\"center\"><span class=\"FormData\">{millions},{thousands:03},{units:03}</span></td>\n\
             <td align=\"center\"><span class=\"FormData\">D</span></td>\n<td align=\"left\"></td>\n</tr>",
            price / 10_000,
            price % 10_000
        );
    }
    page + "</tbody>" + tail
}

/// A Schedule 13D with this many sales in its table.
fn schedule13d(trades: usize) -> String {
    let mut page = String::from(
        "UNITED STATES\nSECURITIES AND EXCHANGE COMMISSION\n\nSCHEDULE 13D\n\nUnder the Securities Exchange Act of 1934\n\n\
         Alder Systems, Inc.\n(Name of Issuer)\n\nCommon Stock\n(Title of Class of Securities)\n\n012345678\n(CUSIP Number)\n\n\
         March 5, 2012\n(Date of Event which Requires Filing of this Statement)\n\n\
         1\tNAMES OF REPORTING PERSONS: Marlowe Partners, L.P.\n\
         7\tSOLE VOTING POWER: 900,000\n8\tSHARED VOTING POWER: -0-\n\
         9\tSOLE DISPOSITIVE POWER: 900,000\n10\tSHARED DISPOSITIVE POWER: -0-\n\
         11\tAGGREGATE AMOUNT BENEFICIALLY OWNED BY EACH REPORTING PERSON: 900,000\n\
         13\tPERCENT OF CLASS REPRESENTED BY AMOUNT IN ROW (11): 3.0%\n14\tTYPE OF REPORTING PERSON: PN\n\n\
         Item 5. Interest in Securities of the Issuer.\n\n\
         Based on 30,000,000 shares of Common Stock outstanding at February 29, 2012.\n\n\
         Date of Transaction:\tNumber of Shares Sold:\tSale Price Per Share:\n",
    );
    for trade in 0..trades {
        let price = 40_000 + trade % 700;
        let (day, shares) = (trade % 28 + 1, 100 + trade % 900);
        let _ = writeln!(page, "02/{day:02}/2012\t{shares}\t{}.{:04}", price / 10_000, price % 10_000);
    }
    page.push_str(
        "\nSIGNATURE\n\nDate: March 6, 2012\n\nMARLOWE PARTNERS, L.P.\nBy: /s/ Edith Marlowe\nName: Edith Marlowe\n",
    );
    page
}

/// A Form 4 as a scan gives it, with this many sales: the price's sign and mark in lines of their own.
fn scan(rows: usize) -> String {
    let mut page = String::from(
        "FORM 4 UNITED STATES SECURITIES AND EXCHANGE COMMISSION OMB APPROVAL\n\
         STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP OF SECURITIES\n\
         1. Name and Address of Reporting Person ~ 2. Issuer Name and Ticker or Trading Symbol\n\
         Marlowe Edith Alder Systems Inc [ALDR]\n\
         (City) Gate) (Zip) Table I - Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned\n\
         1.Title of Security 2. Transaction 2A. Deemed 3. Transaction 4. Securities Acquired (A) 5. Amount of Securities 6. 7. Nature\n\
         (Instr. 3) Date Execution Date, if Code or Disposed of (D) Beneficially Owned Following Ownership of Indirect\n\
         Code V Amount (D) Price (Instr. 4)\n",
    );
    for row in 0..rows {
        let price = 10_000 + row % 700;
        let left = 900_000_000 - row * 250;
        let (millions, thousands, units) = (left / 1_000_000, left / 1000 % 1000, left % 1000);
        let _ = writeln!(
            page,
            "$\nClass A Common Stock 03/05/2012 sO 250 D_ {}.{:04} {millions},{thousands:03},{units:03} D\n({})",
            price / 10_000,
            price % 10_000,
            row % 20 + 1
        );
    }
    page.push_str(
        "Reminder: Report on a separate line for each class of securities beneficially owned directly or indirectly.\n\
         Signatures\n/s/ Edith Marlowe 03/06/2012\nExplanation of Responses:\n",
    );
    page
}

fn reading(criterion: &mut Criterion) {
    measure(criterion, "form 4, xml", [9, 1_000, 2_000, 4_000, 8_000], form4_xml);
    measure(criterion, "form 4, clean table", [30, 1_000, 2_000, 4_000, 8_000], form4);
    measure(criterion, "form 4, scanned", [30, 1_000, 2_000, 4_000, 8_000], scan);
    measure(criterion, "form 4, plain stream", [30, 1_000, 2_000, 4_000, 8_000], stream);
    measure(criterion, "form 4, printed", [30, 1_000, 2_000, 4_000, 8_000], form4_printed);
    measure(criterion, "form 4, HTML", [30, 1_000, 2_000, 4_000, 8_000], form4_html);
    measure(criterion, "schedule 13D", [51, 1_000, 2_000, 4_000, 8_000], schedule13d);
}

fn measure(criterion: &mut Criterion, name: &str, sizes: [usize; 5], page: fn(usize) -> String) {
    let mut group = criterion.benchmark_group(name);
    for rows in sizes {
        let mut sources = Sources::new();
        let id = sources.add_text("page.txt", page(rows));
        group.throughput(Throughput::Bytes(sources.text(id).as_str().len() as u64));
        group.bench_with_input(BenchmarkId::from_parameter(rows), &id, |bencher, id| {
            bencher.iter(|| black_box(edgarlint::lower::read(&sources, *id)));
        });
    }
    group.finish();
}

criterion_group!(benches, reading);
criterion_main!(benches);
