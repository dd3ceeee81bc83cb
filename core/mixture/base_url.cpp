#include "mixture/base_url.hpp"

#include <algorithm>
#include <array>

#include "ascii.hpp"
#include "mixture/provider.hpp"
#include "wire/http.hpp"

namespace moa::mixture {
namespace {

bool starts_with_ignoring_case(std::string_view text, std::string_view prefix) {
    return text.size() >= prefix.size() &&
           std::equal(prefix.begin(), prefix.end(), text.begin(), [](char p, char t) {
               return p == (t >= 'A' && t <= 'Z' ? static_cast<char>(t - 'A' + 'a') : t);
           });
}

std::string_view path_of(std::string_view url) {
    const std::size_t scheme = url.find("://");
    const std::size_t path = scheme == std::string_view::npos ? scheme : url.find('/', scheme + 3);
    return path == std::string_view::npos ? std::string_view() : url.substr(path);
}

/// Whether the path has a part like "v1" or "v1beta".
bool has_version(std::string_view path) {
    for (std::size_t at = path.find("/v"); at != std::string_view::npos; at = path.find("/v", at + 1)) {
        if (at + 2 < path.size() && is_digit(path[at + 2])) return true;
    }
    return false;
}

std::string_view without_slashes(std::string_view url) {
    while (!url.empty() && url.back() == '/')
        url.remove_suffix(1);
    return url;
}

}  // namespace

std::string_view base_url_fault(std::string_view url) {
    const bool plain = starts_with_ignoring_case(url, "http://");
    if (!plain && !starts_with_ignoring_case(url, "https://")) {
        return "must start with https://, or with http:// for a server on this machine or in your own "
               "network.";
    }
    for (const char c : url) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte <= 0x20 || byte == 0x7f || c == '\\')
            return "contains a space or another character that is not valid in a URL; remove it.";
    }
    const std::string_view rest = url.substr(plain ? 7 : 8);
    const std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
    if (authority.find('@') != std::string_view::npos) {
        return "contains a user name or a password; remove them and enter the API key separately.";
    }
    if (rest.find_first_of("?#") != std::string_view::npos) {
        return "contains a query or a fragment; remove everything from ? or # onwards.";
    }
    if (!wire::has_possible_port(url)) {
        return "has an invalid port; use a number from 1 to 65535.";
    }
    if (authority.empty() || authority.front() == ':' || wire::origin_of(url).empty()) {
        return "has no host; write it in the form https://api.example.com/v1.";
    }
    if (wire::is_loopback_misspelt(url)) {
        return "names this machine in a form that not every program accepts; use localhost or 127.0.0.1.";
    }
    if (plain && !wire::is_loopback(url) && !wire::is_home_network(url)) {
        return "uses http:// to a machine outside your own network, which would send question, answer and "
               "key unencrypted; use https://.";
    }
    return {};
}

std::string tidy_base_url(std::string_view url) {
    url = without_slashes(url);
    constexpr std::array<std::string_view, 5> interfaces = {"/completions", "/models", "/responses",
                                                            "/embeddings", "/messages"};
    constexpr std::string_view chat = "/chat/completions";
    if (path_of(url).ends_with(chat)) {
        url.remove_suffix(chat.size());
        return std::string(without_slashes(url));
    }
    for (const std::string_view name : interfaces) {
        // Only right behind a version: some servers have such a name in the middle of their base URL.
        if (!path_of(url).ends_with(name)) continue;
        const std::string_view shorter = without_slashes(url.substr(0, url.size() - name.size()));
        const std::string_view path = path_of(shorter);
        if (has_version(path.substr(std::min(path.rfind('/'), path.size())))) url = shorter;
        break;
    }
    return std::string(url);
}

std::string base_url_to_try(std::string_view base_url) {
    const std::string tidy = tidy_base_url(base_url);
    const std::string origin = wire::origin_of(tidy);
    for (const Provider& known : known_providers()) {
        if (!origin.empty() && wire::origin_of(known.base_url) == origin)
            return known.base_url == tidy ? std::string() : known.base_url;
    }
    if (origin.empty() || has_version(path_of(tidy))) return {};
    return tidy + "/v1";
}

}  // namespace moa::mixture
