// HTTP as the core sees it: requests to send and responses received. No socket, no key.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace moa::wire {

using Header = std::pair<std::string, std::string>;
using Headers = std::vector<Header>;

/// A request without its Authorization header: the shell adds that from the credentials, and only for the
/// origin the key was entered for.
struct HttpRequest {
    std::string method;  ///< "GET" or "POST"
    std::string url;     ///< absolute
    Headers headers;     ///< from the page only Content-Type: other headers fail strict CORS preflights
    std::string body;
};

struct ResponseHead {
    int status = 0;
    Headers headers;
};

/// The value of header `name` (case-insensitive), or an empty view.
std::string_view find_header(const Headers& headers, std::string_view name);

/// "https://host:port" of an absolute http or https URL, in lower case, default port left out; empty when
/// `url` is neither.
std::string origin_of(std::string_view url);

/// Whether the URL's host is this machine (localhost, 127.0.0.0/8, [::1]): such endpoints need no key.
bool is_loopback(std::string_view url);

/// Whether the host is this machine in a spelling that is_loopback does not take, such as "127.1", "0.0.0.0",
/// "[::]" or "localhost.": not everything that reads a URL takes them for the same.
bool is_loopback_misspelt(std::string_view url);

/// Whether the host is in a network of the user's own: a private or shared IPv4 address (RFC 1918; RFC 6598,
/// as Tailscale has them), a local IPv6 address (RFC 4193, RFC 4291), a name without a dot, or one below
/// .local, .lan, .home, .internal and their kin.
bool is_home_network(std::string_view url);

/// Whether a key may go there: over https, or to this machine.
bool may_carry_key(std::string_view url);

/// Whether a key may go there only after the user's yes for that origin: over http, readable, into a network
/// of their own.
bool needs_yes_for_key(std::string_view url);

/// Whether the URL names a port that there is, or none.
bool has_possible_port(std::string_view url);

/// `base` and `path` with exactly one slash between them.
std::string join_url(std::string_view base, std::string_view path);

}  // namespace moa::wire
