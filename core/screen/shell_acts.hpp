// What screens need of the shell that shows them.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "session/history/history_library.hpp"
#include "session/recipes/recipe_library.hpp"
#include "utc.hpp"

namespace moa::screen {

struct ShellActs {
    /// Null where no conversations are kept: then there is no history. Outlives the screens.
    session::HistoryLibrary* history = nullptr;
    /// Null where no recipes are kept: then they can only be edited and used. Outlives the screens.
    session::RecipeLibrary* recipes = nullptr;
    /// Opens an http(s) address in the user's browser. May be empty.
    std::function<void(const std::string& address)> open_link = {};
    /// Writes to the clipboard. May be empty.
    std::function<void(const std::string& text)> copy = {};
    /// The origin of the page, "https://moa.example.org", which servers may have to allow; empty for a
    /// window.
    std::string origin = {};
    /// How many seconds the user's clocks are ahead of UTC at a date. Empty: not at all.
    std::function<std::int64_t(UtcSeconds)> utc_offset = {};
};

}  // namespace moa::screen
