// Where a node stands.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace moa::run {

/// Layer and place in it, both from 1: `1.1` is the first proposer.
struct NodeId {
    int layer = 1;
    int index = 1;

    auto operator<=>(const NodeId&) const =
        default;  // NOLINT(modernize-use-nullptr): clang-tidy 14 misreads it
};

std::string to_string(NodeId id);
/// "2.1" -> {2, 1}; nothing for anything else.
std::optional<NodeId> parse_node_id(std::string_view text);

}  // namespace moa::run
