// What screens need of the shell that shows them.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "exports/document.hpp"
#include "session/history/history_library.hpp"
#include "session/recipes/recipe_library.hpp"
#include "utc.hpp"

namespace moa::screen {

/// A file for the user.
struct FileToSave {
    std::string name;  ///< with its ending; the shell makes it one that is free
    std::string type;  ///< "text/html"
    std::string text;
};

class ScreenModel;

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
    /// Saves it where users look for their files. A sentence about where; empty where the shell shows that
    /// itself. May be empty.
    std::function<Result<std::string>(const FileToSave& file)> save_file = {};
    /// Makes a link of a recipe or a run log, and gives it to the user, or is ready to on a screen of its
    /// own, "make-link". Empty where there are no links.
    std::function<void(const std::string& text)> share_link = {};
    /// A document as a web page. May be empty.
    std::function<std::string(const exports::Document& document)> web_page = {};
    /// A screen that only this shell has, by its name; null for any other name. May be empty.
    std::function<std::unique_ptr<ScreenModel>(std::string_view name, const ShellActs& acts)> own_screen = {};
};

}  // namespace moa::screen
