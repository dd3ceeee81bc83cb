#include "wire/host_address.hpp"

#include <algorithm>
#include <charconv>
#include <system_error>

#include "ascii.hpp"

namespace moa::wire {
namespace {

std::optional<std::uint64_t> read_number(std::string_view text) {
    int base = 10;
    if (text.size() > 1 && text[0] == '0') {
        const bool hex = text[1] == 'x' || text[1] == 'X';
        base = hex ? 16 : 8;
        text.remove_prefix(hex ? 2 : 1);
        if (text.empty()) return 0;
    }
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

/// The groups of one side of "::", an IPv4 address at its end as two of them. False when it is no such list.
bool read_groups(std::string_view text, std::array<std::uint16_t, 8>& groups, std::size_t& count) {
    count = 0;
    while (!text.empty()) {
        const std::string_view group = text.substr(0, text.find(':'));
        text.remove_prefix(std::min(group.size() + 1, text.size()));
        if (group.find('.') != std::string_view::npos) {
            const std::optional<std::uint32_t> address =
                is_dotted_quad(group) ? ipv4_of(group) : std::nullopt;
            if (!address || !text.empty() || count + 2 > groups.size()) return false;
            groups[count++] = static_cast<std::uint16_t>(*address >> 16U);
            groups[count++] = static_cast<std::uint16_t>(*address & 0xFFFFU);
            return true;
        }
        std::uint16_t value = 0;
        const auto [end, error] = std::from_chars(group.data(), group.data() + group.size(), value, 16);
        if (group.empty() || error != std::errc() || end != group.data() + group.size()) return false;
        if (count == groups.size()) return false;
        groups[count++] = value;
    }
    return true;
}

}  // namespace

std::optional<std::uint32_t> ipv4_of(std::string_view host) {
    std::uint64_t address = 0;
    for (int part = 0; part < 4; ++part) {
        const std::string_view text = host.substr(0, host.find('.'));
        const std::optional<std::uint64_t> number = text.empty() ? std::nullopt : read_number(text);
        if (!number) return std::nullopt;
        const bool last = text.size() == host.size();
        const unsigned bits = last ? 8U * static_cast<unsigned>(4 - part) : 8U;
        if (*number >= std::uint64_t{1} << bits) return std::nullopt;
        address = address << bits | *number;
        if (last) return static_cast<std::uint32_t>(address);
        host.remove_prefix(text.size() + 1);
    }
    return std::nullopt;
}

bool is_dotted_quad(std::string_view host) {
    const bool digits = std::all_of(host.begin(), host.end(), [](char c) { return is_digit(c) || c == '.'; });
    return digits && std::count(host.begin(), host.end(), '.') == 3 && ipv4_of(host).has_value();
}

std::optional<std::array<std::uint16_t, 8>> ipv6_of(std::string_view host) {
    if (host.size() < 4 || host.front() != '[' || host.back() != ']') return std::nullopt;
    host = host.substr(1, host.size() - 2);
    std::array<std::uint16_t, 8> groups = {};
    std::array<std::uint16_t, 8> tail = {};
    std::size_t before = 0;
    std::size_t behind = 0;
    const std::size_t gap = host.find("::");
    if (!read_groups(host.substr(0, gap), groups, before)) return std::nullopt;
    if (gap == std::string_view::npos) return before == groups.size() ? std::optional(groups) : std::nullopt;
    if (!read_groups(host.substr(gap + 2), tail, behind) || before + behind >= groups.size())
        return std::nullopt;
    std::copy_n(tail.begin(), behind, groups.end() - static_cast<std::ptrdiff_t>(behind));
    return groups;
}

}  // namespace moa::wire
