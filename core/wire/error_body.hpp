// What a provider means by an error response or an error object inside a stream.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "error.hpp"
#include "json_box.hpp"

namespace moa::wire {

/// The Error for an HTTP error response. `body` may be the provider's JSON in any of the known shapes, XML, a
/// web page, plain text, or empty. It holds the provider's own words, shortened, as text, and the wait they
/// name (see wait_in_body and wait_in_words) where waiting is what helps. `utc_now_ms`: when the response
/// came, in milliseconds since 1970, for waits that are points in time.
Error decode_error_response(int http_status, std::string_view body,
                            std::optional<std::int64_t> utc_now_ms = std::nullopt);

/// The Error for an error value found inside a 200 stream, or for a document that reports one: the same
/// shapes.
Error decode_error_object(const Json& value, std::optional<std::int64_t> utc_now_ms = std::nullopt);

/// A web page where `wanted` ("an answer") should be: a sign-in, a captive portal, a check for browsers.
Error web_page_error(int http_status, std::string_view body, std::string_view wanted);

/// A redirect (status 3xx) to `location`, which may be empty. Query and credentials are not repeated.
Error redirect_error(int http_status, std::string_view location);

}  // namespace moa::wire
