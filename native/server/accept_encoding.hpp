// What a client's Accept-Encoding says about a coding (RFC 9110, 12.5.3).
#pragma once

#include <optional>
#include <string_view>

namespace moa::server {

/// How much the client wants `coding` ("br", "gzip"; "identity" for none): a weight from 1 to 1000, or
/// nothing where it is not to be sent. 0 is for "identity" only, where the header does not speak of it: it
/// may be sent, but everything that is asked for goes before it. An entry with a malformed weight is ignored.
/// A header that is missing, `accept_encoding` being empty, allows "identity" alone: a client that knows
/// codings says so.
std::optional<int> coding_weight(std::string_view accept_encoding, std::string_view coding);

}  // namespace moa::server
