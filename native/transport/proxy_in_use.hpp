// Which proxy libcurl uses by the environment, for messages: it does not tell.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace moa::native {

struct ProxyInUse {
    std::string host;      ///< "host:port", without credentials
    std::string variable;  ///< that names it: "HTTPS_PROXY"
};

/// By the rules of libcurl: https_proxy, HTTPS_PROXY (for http:// http_proxy alone), then all_proxy,
/// ALL_PROXY; none for this machine and for hosts that no_proxy or NO_PROXY lists.
std::optional<ProxyInUse> proxy_in_use(std::string_view url);

}  // namespace moa::native
