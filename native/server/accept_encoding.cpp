#include "native/server/accept_encoding.hpp"

#include <algorithm>
#include <string>

#include "ascii.hpp"

namespace moa::server {
namespace {

constexpr int most = 1000;

/// The weight that follows a coding's name, in thousandths: "q=0.25" is 250, nothing at all is 1000.
std::optional<int> read_weight(std::string_view parameter) {
    parameter = trimmed(parameter);
    if (parameter.empty()) return most;
    if (parameter.size() < 3 || lower_case(parameter[0]) != 'q' || parameter[1] != '=') return std::nullopt;
    const std::string_view number = parameter.substr(2);
    if (number.size() > 5 || (number.size() > 1 && number[1] != '.')) return std::nullopt;
    std::string thousandths = std::string(number.substr(0, 1)) +
                              std::string(number.substr(std::min<std::size_t>(2, number.size())));
    if (!std::all_of(thousandths.begin(), thousandths.end(), is_digit)) return std::nullopt;
    thousandths.resize(4, '0');
    const int weight = std::stoi(thousandths);
    return weight > most ? std::nullopt : std::optional(weight);
}

}  // namespace

std::optional<int> coding_weight(std::string_view accept_encoding, std::string_view coding) {
    std::optional<int> named;
    std::optional<int> others;
    while (!accept_encoding.empty()) {
        const auto comma = std::min(accept_encoding.find(','), accept_encoding.size());
        const std::string_view entry = accept_encoding.substr(0, comma);
        accept_encoding.remove_prefix(std::min(comma + 1, accept_encoding.size()));
        const auto semicolon = std::min(entry.find(';'), entry.size());
        const std::string name = lower_case(trimmed(entry.substr(0, semicolon)));
        const auto weight = read_weight(entry.substr(std::min(semicolon + 1, entry.size())));
        if (name == coding && !named) named = weight;
        if (name == "*" && !others) others = weight;
    }
    const std::optional<int> weight = named ? named : others;
    if (!weight && coding == "identity") return 0;
    return weight == 0 ? std::nullopt : weight;
}

}  // namespace moa::server
