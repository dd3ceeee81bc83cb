// libcurl's result codes in plain words.
#pragma once

#include <curl/curl.h>

#include <optional>

#include "error.hpp"
#include "native/transport/proxy_in_use.hpp"

namespace moa::native {

/// Why the exchange of `easy` failed with `code`: what happened, and to which host. Never a header, key, path
/// or query.
Error describe_failure(CURL* easy, CURLcode code);

/// Whether it failed on a connection that was kept from an earlier exchange: where nothing has come back, the
/// server was about to close it anyway.
bool was_stale(CURL* easy, CURLcode code);

/// The proxy answers 407 in place of the server.
Error password_wanted(const std::optional<ProxyInUse>& proxy);

/// "host" or "host:port" of a URL, for messages; credentials, path and query are left out.
std::string host_for_message(const char* url);

}  // namespace moa::native
