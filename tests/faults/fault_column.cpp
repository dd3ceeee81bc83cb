// Plays every case in virtual time and prints one JSON line for each: a column of the fault table.
#include <cstdio>

#include "faults/fault_cases.hpp"
#include "json.hpp"

int main() {
    for (const moa::test::FaultCase& one : moa::test::read_fault_cases()) {
        const moa::test::FaultOutcome found = moa::test::play_fault_case(one);
        const moa::Json line{{"name", one.name},       {"run", found.run},   {"state", found.state},
                             {"finish", found.finish}, {"text", found.text}, {"attempts", found.attempts},
                             {"error", found.error}};
        std::puts(moa::dump_json(line).c_str());
    }
    return 0;
}
