// The headers that a folder wants sent with each of its files, from a file of its own: `_headers`, in the
// form that static hosts read.
#pragma once

#include <filesystem>
#include <string_view>

#include "wire/http.hpp"

namespace moa::server {

/// The headers under "/*" in a text of this form; lines that are none are left out:
///     /*
///       X-Content-Type-Options: nosniff
wire::Headers read_site_headers(std::string_view text);

/// What the folder's own file says, and for the rest what the page's hosts are asked to send (see
/// web/page/_headers), but for its policy, which is about the page's own files.
wire::Headers headers_of_site(const std::filesystem::path& root);

}  // namespace moa::server
