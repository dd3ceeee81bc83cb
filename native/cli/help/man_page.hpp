// A command's manual page.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "native/cli/help/description.hpp"

namespace moa::cli {

/// "moa-history-show": what the page is called, without its section.
std::string man_name(const CommandText& command);

/// The page in roff, with the macros of man(7). `version` is "moa 0.1.0"; `related` are the names of the
/// pages it refers to.
std::string man_page(const CommandText& command, std::string_view version,
                     const std::vector<std::string>& related);

}  // namespace moa::cli
