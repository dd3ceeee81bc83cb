#include "native/transport/proxy_in_use.hpp"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "ascii.hpp"
#include "native/platform/environment.hpp"
#include "native/transport/curl_failure.hpp"
#include "wire/error_text.hpp"
#include "wire/http.hpp"

namespace moa::native {
namespace {

std::optional<std::pair<std::string, std::string>> first_set(std::initializer_list<const char*> variables) {
    for (const char* variable : variables) {
        if (auto value = environment_value(variable))
            return std::pair(std::string(variable), std::move(*value));
    }
    return std::nullopt;
}

/// Whether a list like "localhost, .example.com" has the host or a domain above it.
bool lists(std::string_view list, std::string_view host) {
    while (!list.empty()) {
        std::string_view entry = list.substr(0, list.find_first_of(", "));
        list.remove_prefix(std::min(entry.size() + 1, list.size()));
        if (entry == "*") return true;
        if (!entry.empty() && entry.front() == '.') entry.remove_prefix(1);
        if (entry.empty() || !host.ends_with(entry)) continue;
        if (host.size() == entry.size() || host[host.size() - entry.size() - 1] == '.') return true;
    }
    return false;
}

/// The host of "https://host:port".
std::string host_of(const std::string& origin) {
    const std::size_t start = origin.find("://") + 3;
    const std::size_t end =
        origin.find(']', start) == std::string::npos ? origin.find(':', start) : origin.find(']', start) + 1;
    return origin.substr(start, end == std::string::npos ? end : end - start);
}

}  // namespace

std::optional<ProxyInUse> proxy_in_use(std::string_view url) {
    const std::string origin = wire::origin_of(url);
    if (origin.empty() || wire::is_loopback(url)) return std::nullopt;
    const bool secure = origin.starts_with("https:");
    auto found = secure ? first_set({"https_proxy", "HTTPS_PROXY"}) : first_set({"http_proxy"});
    if (!found) found = first_set({"all_proxy", "ALL_PROXY"});
    if (!found) return std::nullopt;
    const auto exempt = first_set({"no_proxy", "NO_PROXY"});
    if (exempt && lists(lower_case(exempt->second), host_of(origin))) return std::nullopt;
    // Its scheme may be one that URLs of servers do not have, or missing.
    const std::string& value = found->second;
    const std::size_t scheme = value.find("://");
    const std::string place = "http://" + value.substr(scheme == std::string::npos ? 0 : scheme + 3);
    return ProxyInUse{host_for_message(place.c_str()), found->first};
}

}  // namespace moa::native
