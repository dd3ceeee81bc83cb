// The forms in which a site has a file: as it is, and packed beside it by whoever built the site (FILE.gz,
// FILE.br).
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "native/server/open_file.hpp"

namespace moa::server {

struct FileForm {
    std::string_view coding;  ///< "br" or "gzip"; "identity" for the file as it is
    OpenFile content;
};

/// The forms of a file that find_site_file found: first as it is, then each packed copy in the site that is
/// not older, so that it is not one of something else. Empty where the file is gone.
std::vector<FileForm> open_forms(const std::filesystem::path& root, const std::filesystem::path& file);

/// What a client that sends this Accept-Encoding wants most, and of that the smallest; null where it takes
/// none of them.
const FileForm* choose_form(const std::vector<FileForm>& forms, std::string_view accept_encoding);

}  // namespace moa::server
