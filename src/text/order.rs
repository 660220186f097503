//! Order by place.

use std::mem;

/// Sorts by two numbers, such as start and end of a place; items with the same two keep
/// their order.
///
/// Only numbers are sorted in here, so that items of every kind share the one sorting
/// routine that the module has room for.
pub fn sort_by_place<T>(items: &mut Vec<T>, place: impl Fn(&T) -> (usize, usize)) {
    let places = items.iter().map(place).enumerate();
    let mut order: Vec<_> = places.map(|(index, (start, end))| (start, end, index)).collect();
    if order.is_sorted() {
        return;
    }
    order.sort_unstable();
    reorder(items, order.into_iter().map(|(.., index)| index));
}

/// Puts items in an order of their indices.
pub(super) fn reorder<T>(items: &mut Vec<T>, order: impl IntoIterator<Item = usize>) {
    let mut taken: Vec<Option<T>> = mem::take(items).into_iter().map(Some).collect();
    items.extend(order.into_iter().filter_map(|index| taken.get_mut(index)?.take()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_is_a_stable_sort(places in prop::collection::vec((0_usize..5, 0_usize..5), 0..20)) {
            let mut sorted: Vec<_> = places.iter().copied().enumerate().collect();
            let mut wanted = sorted.clone();
            sort_by_place(&mut sorted, |(_, place)| *place);
            wanted.sort_by_key(|(_, place)| *place);
            prop_assert_eq!(sorted, wanted);
        }
    }
}
