// Ends a test program whose test case does not end, and says which one it was.
#pragma once

namespace moa::test {

/// A test case begins: unless `watch_ends` is called within `seconds`, the program ends with exit status 124
/// (a signal in WebAssembly) and a line "hung: NAME ..." on the error stream.
void watch_begins(const char* name, unsigned seconds);
void watch_ends();

}  // namespace moa::test
