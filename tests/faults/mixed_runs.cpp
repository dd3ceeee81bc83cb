// Thousands of runs with mixed faults in virtual time: mixed_runs [COUNT [FIRST_SEED]]. Prints what was met
// and what became of it; ends with `N passed, N failed`, one for each thing that must be true of every run.
#include <array>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>

#include "faults/mixed_run.hpp"
#include "simulate/fault/fault.hpp"

namespace {

struct Totals {
    std::map<std::string, int> statuses;
    std::map<std::string, int> faults;
    std::map<std::string, int> policies;
    long calls = 0;
    long repeated = 0;
    long stops = 0;
    long reruns = 0;
    moa::Millis longest = 0;
    int broken_runs = 0;

    void add(std::uint64_t seed, const moa::test::MixedResult& result) {
        ++statuses[result.status];
        for (const auto& [name, count] : result.faults)
            faults[name] += count;
        for (const auto& [name, count] : result.policies)
            policies[name] += count;
        calls += result.calls;
        repeated += result.repeated;
        stops += result.stops;
        reruns += result.reruns;
        longest = std::max(longest, result.virtual_ms);
        if (result.broken.empty()) return;
        constexpr int most_shown = 20;
        if (++broken_runs > most_shown) return;
        for (const std::string& words : result.broken)
            std::printf("seed %llu: %s\n", static_cast<unsigned long long>(seed), words.c_str());
    }

    void print() const {
        for (const auto& [status, count] : statuses)
            std::printf("%-10s %7d\n", status.c_str(), count);
        std::printf(
            "calls %ld, repeated %ld, stops %ld, nodes run again %ld, longest run %.1f min (virtual)\n",
            calls, repeated, stops, reruns, static_cast<double>(longest) / 60'000);
        for (const auto& [name, count] : policies)
            std::printf("  %-30s %7d\n", name.c_str(), count);
        for (const moa::simulate::Fault& fault : moa::simulate::faults()) {
            const auto met = faults.find(fault.name);
            std::printf("  %-30s %7d\n", fault.name.c_str(), met == faults.end() ? 0 : met->second);
        }
    }
};

}  // namespace

int main(int count, char** arguments) {
    const long runs = count > 1 ? std::atol(arguments[1]) : 20'000;
    const std::uint64_t first = count > 2 ? static_cast<std::uint64_t>(std::atoll(arguments[2])) : 1;
    Totals totals;
    for (std::uint64_t seed = first; seed < first + static_cast<std::uint64_t>(runs); ++seed)
        totals.add(seed, moa::test::play_mixed_run(seed));
    totals.print();
    std::size_t unmet = 0;
    for (const moa::simulate::Fault& fault : moa::simulate::faults())
        unmet += totals.faults.count(fault.name) == 0 ? 1 : 0;
    const bool all_met = unmet == 0;
    const bool all_true = totals.broken_runs == 0;
    std::printf("%ld runs: %d with something that is not true, %zu faults never met\n", runs,
                totals.broken_runs, unmet);
    std::printf("%d passed, %d failed\n", (all_true ? 1 : 0) + (all_met ? 1 : 0),
                (all_true ? 0 : 1) + (all_met ? 0 : 1));
    return all_true && all_met ? 0 : 1;
}
