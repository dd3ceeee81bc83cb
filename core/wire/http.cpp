#include "wire/http.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>

#include "ascii.hpp"
#include "wire/host_address.hpp"

namespace moa::wire {
namespace {

bool equal_ignoring_case(std::string_view a, std::string_view b) {
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(),
                                              [](char x, char y) { return lower_case(x) == lower_case(y); });
}

/// The parts of an absolute http(s) URL that make its origin; an empty host when it is none.
struct Authority {
    std::string scheme;  ///< "http" or "https"
    std::string host;    ///< lower case; IPv6 with its brackets
    std::string port;    ///< without leading zeros; empty when it is the scheme's default
};

bool is_host_character(char c) {
    // What a URL parser would decode or refuse (percent escapes, spaces, quotes...) is refused here, so that
    // no two readers of the URL can disagree about its host. Bytes above ASCII are international names.
    return is_letter(c) || is_digit(c) || c == '-' || c == '.' || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
}

bool is_address_character(char c) {
    return is_digit(c) || (lower_case(c) >= 'a' && lower_case(c) <= 'f') || c == ':' || c == '.';
}

bool read_port(std::string_view text, std::string_view default_port, std::string& port) {
    std::uint32_t value = 0;
    for (const char c : text) {
        if (!is_digit(c)) return false;
        value = value * 10 + static_cast<std::uint32_t>(c - '0');
        if (value > 65535) return false;
    }
    if (!text.empty()) port = std::to_string(value);
    if (port == default_port) port.clear();
    return true;
}

Authority parse_authority(std::string_view url) {
    const std::size_t colon = url.find("://");
    if (colon == std::string_view::npos) return {};
    Authority parts;
    parts.scheme = lower_case(url.substr(0, colon));
    if (parts.scheme != "http" && parts.scheme != "https") return {};
    std::string_view rest = url.substr(colon + 3);
    // Browsers read a backslash as a slash; so does this, lest "https://evil\@good" be taken for "good".
    rest = rest.substr(0, rest.find_first_of("/\\?#"));
    if (const std::size_t at = rest.rfind('@'); at != std::string_view::npos) rest.remove_prefix(at + 1);

    std::string_view host;
    std::string_view after;
    if (!rest.empty() && rest.front() == '[') {
        const std::size_t close = rest.find(']');
        if (close == std::string_view::npos || close < 3) return {};
        host = rest.substr(0, close + 1);
        after = rest.substr(close + 1);
        if (!std::all_of(host.begin() + 1, host.end() - 1, is_address_character)) return {};
    } else {
        host = rest.substr(0, rest.find(':'));
        after = rest.substr(host.size());
        if (host.empty() || !std::all_of(host.begin(), host.end(), is_host_character)) return {};
    }
    if (!after.empty()) {
        if (after.front() != ':') return {};
        if (!read_port(after.substr(1), parts.scheme == "http" ? "80" : "443", parts.port)) return {};
    }
    parts.host = lower_case(host);
    return parts;
}

/// Whether `host` is a dotted IPv4 address in 127.0.0.0/8 and not a name that only starts like one.
bool is_loopback_address(std::string_view host) {
    int numbers = 0;
    while (true) {
        const std::size_t dot = std::min(host.find('.'), host.size());
        const std::string_view part = host.substr(0, dot);
        if (part.empty() || part.size() > 3 || !std::all_of(part.begin(), part.end(), is_digit)) return false;
        if (part.size() == 3 && part > "255") return false;
        if (numbers == 0 && part != "127") return false;
        ++numbers;
        if (dot == host.size()) return numbers == 4;
        host.remove_prefix(dot + 1);
    }
}

bool ends_with_any(std::string_view host, std::initializer_list<std::string_view> domains) {
    return std::any_of(domains.begin(), domains.end(), [host](std::string_view domain) {
        return host.size() > domain.size() && host.ends_with(domain);
    });
}

bool is_private_address(std::uint32_t address) {
    struct Range {
        std::uint32_t first;
        unsigned bits;
    };
    // RFC 1918, RFC 6598 and RFC 3927.
    constexpr std::array<Range, 5> ranges = {
        {{0x0A000000, 8}, {0xAC100000, 12}, {0xC0A80000, 16}, {0x64400000, 10}, {0xA9FE0000, 16}}};
    constexpr std::uint32_t metadata_service = 0xA9FEA9FE;  // of clouds, which hands out keys
    return address != metadata_service &&
           std::any_of(ranges.begin(), ranges.end(), [address](const Range& range) {
               return (address ^ range.first) >> (32U - range.bits) == 0;
           });
}

}  // namespace

std::string_view find_header(const Headers& headers, std::string_view name) {
    for (const auto& [key, value] : headers) {
        if (equal_ignoring_case(key, name)) return value;
    }
    return {};
}

std::string origin_of(std::string_view url) {
    const Authority parts = parse_authority(url);
    if (parts.host.empty()) return {};
    std::string origin = parts.scheme + "://" + parts.host;
    if (!parts.port.empty()) origin += ":" + parts.port;
    return origin;
}

bool is_loopback(std::string_view url) {
    const std::string host = parse_authority(url).host;
    constexpr std::string_view local_domain = ".localhost";  // RFC 6761, section 6.3
    return host == "localhost" || host == "[::1]" || is_loopback_address(host) ||
           (host.size() > local_domain.size() && std::string_view(host).ends_with(local_domain));
}

bool is_loopback_misspelt(std::string_view url) {
    if (is_loopback(url)) return false;
    std::string host = parse_authority(url).host;
    if (const auto groups = ipv6_of(host)) {
        const bool zero =
            std::all_of(groups->begin(), groups->end() - 3, [](std::uint16_t group) { return group == 0; });
        const std::uint32_t low = std::uint32_t{(*groups)[6]} << 16U | (*groups)[7];
        if (zero && (*groups)[5] == 0 && low <= 1) return true;
        return zero && (*groups)[5] == 0xFFFF && (low >> 24U == 127 || low == 0);
    }
    if (!host.empty() && host.back() == '.') {
        host.pop_back();
        if (is_loopback("http://" + host)) return true;
    }
    const std::optional<std::uint32_t> address = ipv4_of(host);
    return address && (*address >> 24U == 127 || *address == 0);
}

bool is_home_network(std::string_view url) {
    const std::string host = parse_authority(url).host;
    if (const auto groups = ipv6_of(host))
        return ((*groups)[0] & 0xFE00U) == 0xFC00U || ((*groups)[0] & 0xFFC0U) == 0xFE80U;
    if (is_dotted_quad(host)) return is_private_address(*ipv4_of(host));
    if (host.empty() || ipv4_of(host) || host.front() == '[') return false;
    if (host.find('.') == std::string::npos) return true;
    return ends_with_any(host, {".local", ".lan", ".home", ".home.arpa", ".internal", ".intranet",
                                ".localdomain", ".fritz.box", ".ts.net"});
}

bool may_carry_key(std::string_view url) {
    const std::string origin = origin_of(url);
    return origin.starts_with("https:") || (!origin.empty() && is_loopback(url));
}

bool needs_yes_for_key(std::string_view url) {
    return origin_of(url).starts_with("http:") && !is_loopback(url) && is_home_network(url);
}

bool has_possible_port(std::string_view url) {
    if (!origin_of(url).empty()) return true;
    const std::size_t scheme = url.find("://");
    if (scheme == std::string_view::npos) return true;
    std::string_view rest = url.substr(scheme + 3);
    rest = rest.substr(0, rest.find_first_of("/\\?#"));
    const std::size_t colon = rest.rfind(':');
    if (colon == std::string_view::npos || rest.find(']', colon) != std::string_view::npos) return true;
    // Without the port it would be fine.
    return origin_of(std::string(url.substr(0, scheme + 3)).append(rest.substr(0, colon))).empty();
}

std::string join_url(std::string_view base, std::string_view path) {
    while (!base.empty() && base.back() == '/')
        base.remove_suffix(1);
    while (!path.empty() && path.front() == '/')
        path.remove_prefix(1);
    std::string url(base);
    url += '/';
    url += path;
    return url;
}

}  // namespace moa::wire
