//! Holds the tests of the boundary, in `tests/`: they run in a browser, on the compiled module.
