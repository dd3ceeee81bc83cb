// What a provider means by an error response or an error object inside a stream.
#pragma once

#include <string_view>

#include "error.hpp"
#include "json_box.hpp"

namespace moa::wire {

/// The Error for an HTTP error response. `body` may be the provider's JSON in any of the known shapes, HTML,
/// or empty. The message holds the provider's own words, shortened, as text.
Error decode_error_response(int http_status, std::string_view body);

/// The Error for an error value found inside a 200 stream: {"message","type","code"}, a plain string, or the
/// flat
/// {"error_type","error_message"}.
Error decode_error_object(const Json& error);

}  // namespace moa::wire
