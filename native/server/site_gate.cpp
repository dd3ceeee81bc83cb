#include "native/server/site_gate.hpp"

#include <algorithm>
#include <string_view>

#include "ascii.hpp"
#include "wire/error_text.hpp"

namespace moa::server {
namespace {

/// The name of a Host that is ours, in lower case; empty for any other.
std::string own_name(std::string_view host, int port) {
    const std::string own_port = ":" + std::to_string(port);
    if (host.ends_with(own_port)) host.remove_suffix(own_port.size());
    std::string name = lower_case(host);
    const bool ours = name == "127.0.0.1" || name == "localhost" || name == "[::1]";
    return ours ? name : std::string();
}

bool has_one(const wire::Headers& headers, std::string_view name) {
    return std::count_if(headers.begin(), headers.end(),
                         [&](const wire::Header& header) { return lower_case(header.first) == name; }) == 1;
}

/// From a page of another site or another port, and not as a tab of its own.
bool is_embedded_elsewhere(const wire::Headers& headers) {
    const std::string_view from = wire::find_header(headers, "Sec-Fetch-Site");
    if (from.empty() || from == "same-origin" || from == "none") return false;
    const std::string_view kind = wire::find_header(headers, "Sec-Fetch-Dest");
    return wire::find_header(headers, "Sec-Fetch-Mode") != "navigate" ||
           (!kind.empty() && kind != "document");
}

}  // namespace

std::optional<Refusal> refuse_strangers(const wire::HttpRequest& request, int port) {
    const std::string name = own_name(wire::find_header(request.headers, "Host"), port);
    if (name.empty() || !has_one(request.headers, "host"))
        return Refusal{421, "Misdirected Request: open http://127.0.0.1:" + std::to_string(port) + "/"};
    constexpr std::string_view scheme = "http://";
    const std::string_view origin = wire::find_header(request.headers, "Origin");
    const bool own_origin =
        origin.starts_with(scheme) && own_name(origin.substr(scheme.size()), port) == name;
    if ((!origin.empty() && !own_origin) || is_embedded_elsewhere(request.headers))
        return Refusal{403, "Forbidden: requested by another site's page"};
    return std::nullopt;
}

}  // namespace moa::server
