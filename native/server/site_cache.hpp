// How long a browser may keep what a site sends.
#pragma once

#include <filesystem>
#include <string_view>

#include "native/server/open_file.hpp"

namespace moa::server {

/// The Cache-Control for a file that find_site_file found, opened as `content`, and asked for with `query`
/// (what follows the '?'): for good where it is the version that the page beside it names, and otherwise only
/// with the question, each time, whether it has changed.
std::string_view cache_rule(const std::filesystem::path& root, const std::filesystem::path& file,
                            const OpenFile& content, std::string_view query);

/// Whether an If-None-Match header says that the client has what `tag` stands for.
bool has_tag(std::string_view if_none_match, std::string_view tag);

}  // namespace moa::server
