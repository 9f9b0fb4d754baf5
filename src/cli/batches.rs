//! Many inputs on every thread, and what comes of them in their order.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::inputs::Input;

/// How many inputs of a batch there are for each thread: enough that a thread seldom waits for the others,
/// few enough that what is kept until the batch is done is little.
const PER_THREAD: usize = 32;

/// Does something with every input, on every thread, and hands on what comes of it a batch at a time, in the
/// order of the inputs; with it the number of the first input of the batch.
pub fn in_batches<T: Send, E>(
    inputs: &[Input],
    work: impl Fn(usize, &Input) -> T + Sync,
    mut then: impl FnMut(usize, Vec<T>) -> Result<(), E>,
) -> Result<(), E> {
    let size = PER_THREAD * rayon::current_num_threads();
    for (batch, inputs) in inputs.chunks(size).enumerate() {
        let first = batch * size;
        let inputs = inputs.par_iter().enumerate().with_max_len(1);
        then(first, inputs.map(|(at, input)| work(first + at, input)).collect())?;
    }
    Ok(())
}

/// Hands on what comes of inputs in the order of their names, which is the order of findings. What comes too early
/// waits; where inputs come by name, nothing does.
pub struct ByName<T> {
    /// The rank of each input; empty where inputs come by name.
    ranks: Vec<usize>,
    next: usize,
    waiting: BTreeMap<usize, T>,
}

impl<T> ByName<T> {
    pub fn of(inputs: &[Input]) -> ByName<T> {
        let mut ranks = Vec::new();
        if !inputs.is_sorted_by(|a, b| a.name <= b.name) {
            let mut order: Vec<usize> = (0..inputs.len()).collect();
            order.sort_by(|a, b| inputs[*a].name.cmp(&inputs[*b].name));
            ranks = vec![0; inputs.len()];
            order.into_iter().enumerate().for_each(|(rank, input)| ranks[input] = rank);
        }
        ByName { ranks, next: 0, waiting: BTreeMap::new() }
    }

    /// Takes what came of an input; gives what need not wait any more.
    pub fn put(&mut self, input: usize, what: T) -> Vec<T> {
        self.waiting.insert(self.ranks.get(input).copied().unwrap_or(input), what);
        let mut ready = Vec::new();
        while let Some(what) = self.waiting.remove(&self.next) {
            ready.push(what);
            self.next += 1;
        }
        ready
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::inputs::Origin;

    fn inputs(names: &[&str]) -> Vec<Input> {
        names.iter().map(|name| Input { name: (*name).into(), from: Origin::Name, met: false }).collect()
    }

    #[test]
    fn a_batch_is_handed_on_in_the_order_of_the_inputs() {
        let names: Vec<String> = (0..1000).map(|n| n.to_string()).collect();
        let inputs = inputs(&names.iter().map(String::as_str).collect::<Vec<_>>());
        let mut seen = Vec::new();
        let done: Result<(), ()> = in_batches(
            &inputs,
            |number, input| (number, input.name.to_string()),
            |first, batch| {
                assert_eq!(first, seen.len());
                seen.extend(batch);
                Ok(())
            },
        );
        assert_eq!(done, Ok(()));
        assert_eq!(seen, names.into_iter().enumerate().collect::<Vec<_>>());
    }

    #[test]
    fn what_comes_too_early_waits() {
        let mut by_name = ByName::of(&inputs(&["c", "a", "b"]));
        assert!(by_name.put(0, "c").is_empty());
        assert_eq!(by_name.put(1, "a"), ["a"]);
        assert_eq!(by_name.put(2, "b"), ["b", "c"]);

        let mut by_name = ByName::of(&inputs(&["a", "a/b", "b"]));
        assert_eq!(by_name.put(0, "a"), ["a"]);
        assert_eq!(by_name.put(1, "a/b"), ["a/b"]);
    }
}
