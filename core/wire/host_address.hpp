// Numbers in place of a host's name.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace moa::wire {

/// The address behind a host of one to four numbers, decimal, octal ("017") or hexadecimal ("0x7f"), as
/// browsers and libc read them: "127.1" is 127.0.0.1. Nothing for a name.
std::optional<std::uint32_t> ipv4_of(std::string_view host);

/// Whether the host is written as four decimal numbers.
bool is_dotted_quad(std::string_view host);

/// The eight groups of an IPv6 address in its brackets.
std::optional<std::array<std::uint16_t, 8>> ipv6_of(std::string_view host);

}  // namespace moa::wire
