// libcurl's result codes in plain words.
#pragma once

#include <curl/curl.h>

#include "error.hpp"

namespace moa::native {

/// Why the exchange of `easy` failed with `code`: what happened, and to which host. Never a header, key, path
/// or query.
Error describe_failure(CURL* easy, CURLcode code);

/// "host" or "host:port" of a URL, for messages; credentials, path and query are left out.
std::string host_for_message(const char* url);

}  // namespace moa::native
