#include "wire/http.hpp"

#include <algorithm>
#include <cstdint>

namespace moa::wire {
namespace {

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::string lower_case(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), lower);
    return result;
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
    return a.size() == b.size() &&
           std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
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
    return (lower(c) >= 'a' && lower(c) <= 'z') || is_digit(c) || c == '-' || c == '.' || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
}

bool is_address_character(char c) {
    return is_digit(c) || (lower(c) >= 'a' && lower(c) <= 'f') || c == ':' || c == '.';
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
