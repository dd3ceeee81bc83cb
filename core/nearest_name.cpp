#include "nearest_name.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "ascii.hpp"

namespace moa {
namespace {

/// Longer ones are not names that somebody has mistyped.
constexpr std::size_t longest = 64;

/// Steps from one text to the other: a letter added, left out, exchanged, or swapped with the next one.
std::size_t distance(std::string_view from, std::string_view to) {
    std::vector<std::size_t> before(to.size() + 1);
    std::vector<std::size_t> row(to.size() + 1);
    std::vector<std::size_t> next(to.size() + 1);
    for (std::size_t j = 0; j <= to.size(); ++j)
        row[j] = j;
    for (std::size_t i = 1; i <= from.size(); ++i) {
        next[0] = i;
        for (std::size_t j = 1; j <= to.size(); ++j) {
            const std::size_t exchanged = row[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
            next[j] = std::min({row[j] + 1, next[j - 1] + 1, exchanged});
            const bool swapped = i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1];
            if (swapped) next[j] = std::min(next[j], before[j - 2] + 1);
        }
        before.swap(row);
        row.swap(next);
    }
    return row[to.size()];
}

}  // namespace

std::string_view nearest_name(std::string_view typed, std::span<const std::string_view> names) {
    if (typed.size() < 2 || typed.size() > longest) return {};
    const std::string wanted = lower_case(typed);
    std::string_view best;
    std::size_t steps = std::max<std::size_t>(1, wanted.size() / 3) + 1;
    for (const std::string_view name : names) {
        if (name.size() > longest) continue;
        const std::string candidate = lower_case(name);
        if (const std::size_t way = distance(wanted, candidate); way < steps) {
            steps = way;
            best = name;
        }
    }
    if (!best.empty()) return best;
    const auto begins = [&wanted](std::string_view name) { return lower_case(name).starts_with(wanted); };
    const auto found = std::find_if(names.begin(), names.end(), begins);
    return found == names.end() ? std::string_view() : *found;
}

}  // namespace moa
