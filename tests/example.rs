//! The worked example of the documentation: its files are written, its commands are run, its outputs compared.
//!
//! `EDGARLINT_WRITE=1 cargo test --test example` writes the outputs that there are into the page.

mod program;

use std::fs;
use std::path::Path;

use program::{edgarlint, folder};

#[test]
fn the_worked_example_works() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/EXAMPLE.md");
    let written = fs::read_to_string(&page).expect("the page is there");
    let desk = folder("example", &[("empty", b"")]);
    fs::remove_file(desk.join("empty")).expect("the file was written");
    copy(&page.with_file_name("example"), &desk);

    let told = retold(&written, &desk);
    if std::env::var_os("EDGARLINT_WRITE").is_some() {
        fs::write(&page, &told).expect("the page can be written");
    }
    let differs = told.lines().zip(written.lines()).enumerate().find(|(_, (told, written))| told != written);
    if let Some((line, (told, written))) = differs {
        panic!("docs/EXAMPLE.md:{}: there stands\n  {written}\nand there comes\n  {told}", line + 1);
    }
    assert_eq!(told.lines().count(), written.lines().count(), "docs/EXAMPLE.md: its length");
}

/// The page with the outputs that there are.
fn retold(page: &str, desk: &Path) -> String {
    let mut told = String::new();
    let mut code = 0;
    let mut blocks = 0;
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        told.extend([line, "\n"]);
        let Some(info) = line.strip_prefix("```").filter(|info| !info.is_empty()) else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        blocks += 1;
        if let Some((_, file)) = info.split_once(" file=") {
            let file = desk.join(file);
            fs::create_dir_all(file.parent().expect("a folder")).expect("the folder can be made");
            fs::write(file, block.join("\n") + "\n").expect("the file can be written");
            block.iter().for_each(|line| told.extend([line, "\n"]));
        } else if info == "console" {
            for command in block.iter().filter_map(|line| line.strip_prefix("$ ")) {
                told += &format!("$ {command}\n{}", run(command, desk, &mut code));
            }
        } else {
            block.iter().for_each(|line| told.extend([line, "\n"]));
        }
        told += "```\n";
    }
    assert!(blocks > 10, "the blocks of the page are seen");
    told
}

/// What a person sees of a command: what it prints, and then what it says.
fn run(command: &str, desk: &Path, code: &mut i32) -> String {
    let words: Vec<&str> = command.split_whitespace().collect();
    match words.as_slice() {
        ["edgarlint", args @ ..] => {
            let output = edgarlint().current_dir(desk).args(args).output().expect("the program runs");
            *code = output.status.code().expect("it ends by itself");
            String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
        }
        ["echo", "$?"] => format!("{code}\n"),
        ["cp", from, to] => {
            fs::copy(desk.join(from), desk.join(to)).expect("the file can be copied");
            String::new()
        }

        _ => panic!("docs/EXAMPLE.md: `{command}` is no command that this test knows"),
    }
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("the example is there") {
        let path = entry.expect("an entry").path();
        let there = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            fs::create_dir_all(&there).expect("the folder can be made");
            copy(&path, &there);
        } else {
            fs::copy(&path, &there).expect("the file can be copied");
        }
    }
}
