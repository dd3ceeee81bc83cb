#include <doctest/doctest.h>

#include <set>

#include "faults/fault_cases.hpp"
#include "simulate/fault/rule.hpp"

namespace moa::test {

TEST_CASE("every fault ends as the table says, in virtual time") {
    for (const FaultCase& one : read_fault_cases()) {
        CAPTURE(one.name);
        const FaultOutcome found = play_fault_case(one);
        CHECK(found.run == one.expected.run);
        CHECK(found.state == one.expected.state);
        CHECK(found.finish == one.expected.finish);
        CHECK(found.text == one.expected.text);
        CHECK(found.attempts == one.expected.attempts);
        CHECK(found.error == one.expected.error);
    }
}

TEST_CASE("the table has every fault, and every fault a name and a line of its own") {
    std::set<std::string> tried;
    for (const FaultCase& one : read_fault_cases())
        tried.insert(one.fault.substr(0, one.fault.find_first_of(":@")));
    std::set<std::string> names;
    std::set<std::string> descriptions;
    for (const simulate::Fault& fault : simulate::faults()) {
        CAPTURE(fault.name);
        CHECK(tried.count(fault.name) == 1);
        CHECK(names.insert(fault.name).second);
        CHECK(descriptions.insert(fault.description).second);
    }
    CHECK(tried.size() == names.size());
    CHECK(names.size() >= 40);
}

}  // namespace moa::test
