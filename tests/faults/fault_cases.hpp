// The cases of tests/fixtures/faults.json in virtual time.
#pragma once

#include <string>
#include <vector>

namespace moa::test {

/// What came of a case, in the words of the table.
struct FaultOutcome {
    std::string run;
    std::string state;
    std::string finish;
    std::string text;
    int attempts = 0;
    std::string error;

    bool operator==(const FaultOutcome&) const = default;
};

struct FaultCase {
    std::string name;   ///< "status-500", "status-500 (once)"
    std::string fault;  ///< its rule, as for --fault
    std::string model;  ///< of the aggregator
    std::string node;   ///< the one that is looked at: "2.1"
    FaultOutcome expected;
};

std::vector<FaultCase> read_fault_cases();

/// Runs it to its end.
FaultOutcome play_fault_case(const FaultCase& one);

}  // namespace moa::test
