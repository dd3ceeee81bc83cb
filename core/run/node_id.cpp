#include "run/node_id.hpp"

#include <cstddef>

#include "ascii.hpp"

namespace moa::run {
namespace {

/// A number from 1 to 999999 without sign or leading zero; 0 for anything else.
int parse_place(std::string_view digits) {
    if (digits.empty() || digits.size() > 6 || digits.front() == '0') return 0;
    int value = 0;
    for (const char c : digits) {
        if (!is_digit(c)) return 0;
        value = value * 10 + (c - '0');
    }
    return value;
}

}  // namespace

std::string to_string(NodeId id) {
    return std::to_string(id.layer) + "." + std::to_string(id.index);
}

std::optional<NodeId> parse_node_id(std::string_view text) {
    const std::size_t dot = text.find('.');
    if (dot == std::string_view::npos) return std::nullopt;
    const NodeId id{parse_place(text.substr(0, dot)), parse_place(text.substr(dot + 1))};
    if (id.layer == 0 || id.index == 0) return std::nullopt;
    return id;
}

}  // namespace moa::run
