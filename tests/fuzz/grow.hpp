// Makes inputs as deep and as long as what a server can send, which mutation byte by byte does not reach.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace moa::fuzz {

/// The input with a part of it nested, repeated or drawn out, at most `room` bytes long. The same seed does
/// the same.
std::string grow(std::string_view input, std::size_t room, std::uint64_t seed);

}  // namespace moa::fuzz
