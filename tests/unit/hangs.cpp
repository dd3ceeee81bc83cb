// A test case that does not end, so that it is seen that the watchdog ends it (scripts/stages/doctest).
#include <doctest/doctest.h>

namespace {

TEST_CASE("a test case without an end") {
    volatile bool goes_on = true;
    while (goes_on) {
    }
}

}  // namespace
