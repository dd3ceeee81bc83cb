// The port by which recipe editor and menus reach the recipes that a shell keeps, and files of recipes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "result.hpp"

namespace moa::session {

class RecipeLibrary {
  public:
    /// Of those that are saved, sorted.
    virtual std::vector<std::string> names() = 0;
    virtual Result<std::string> load(const std::string& name) = 0;
    /// Saves it under this name in place of what was there. A sentence about where; may be empty.
    virtual Result<std::string> save(const std::string& name, std::string_view text) = 0;
    virtual std::optional<Error> remove(const std::string& name) = 0;
    /// What the editor was left with, neither saved nor used; empty: nothing.
    virtual std::string unfinished() = 0;
    virtual std::optional<Error> keep_unfinished(std::string_view text) = 0;

    /// Whether the shell lets the user choose files; else they are named by a path that is typed.
    virtual bool has_file_dialog() const = 0;
    /// With a dialog: lets the user choose a file, which comes as Screens::take_file.
    virtual void choose_file() {}
    /// With a dialog: gives the user a file of this name.
    virtual void give_file(const std::string& /*name*/, std::string_view /*text*/) {}
    /// Without: reads and writes what is at the path.
    virtual Result<std::string> read_file(const std::string& /*path*/) { return std::string(); }
    virtual std::optional<Error> write_file(const std::string& /*path*/, std::string_view /*text*/) {
        return std::nullopt;
    }
    /// Without: where a recipe of this name would be exported to.
    virtual std::string path_for(const std::string& /*name*/) { return {}; }

  protected:
    ~RecipeLibrary() = default;
};

}  // namespace moa::session
