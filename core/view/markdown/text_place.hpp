// Places in a document, and what lies between two of them.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace moa::view {

/// A place between two units of text: a block, its cell (0 outside of tables), and bytes from its beginning.
struct TextPlace {
    int block = 0;
    int cell = 0;
    std::uint32_t offset = 0;

    auto operator<=>(const TextPlace&) const =
        default;  // NOLINT(modernize-use-nullptr): clang-tidy 14 misreads it
};

/// From `begin` up to `end`; never the other way round.
struct TextRange {
    TextPlace begin;
    TextPlace end;

    bool empty() const { return begin == end; }
    bool operator==(const TextRange&) const = default;
};

/// The bytes [first, second) of a part of `size` bytes that lie in `range`.
std::pair<std::uint32_t, std::uint32_t> covered(const TextRange& range, int block, int cell,
                                                std::size_t size);

}  // namespace moa::view
