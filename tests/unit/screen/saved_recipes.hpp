// Recipes kept in memory, for tests of the recipe editor.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "session/recipes/recipe_library.hpp"

namespace moa::test {

/// Keeps recipes in memory; files are named by a path, or chosen.
class SavedRecipes final : public session::RecipeLibrary {
  public:
    std::vector<std::string> names() override {
        std::vector<std::string> all;
        for (const auto& [name, text] : saved)
            all.push_back(name);
        return all;
    }
    Result<std::string> load(const std::string& name) override { return saved[name]; }
    Result<std::string> save(const std::string& name, std::string_view text) override {
        if (full) return invalid_input("Nothing can be saved here.");
        saved[name] = text;
        return "Saved as " + name + ".";
    }
    std::optional<Error> remove(const std::string& name) override {
        saved.erase(name);
        return std::nullopt;
    }
    std::string unfinished() override { return draft; }
    std::optional<Error> keep_unfinished(std::string_view text) override {
        draft = text;
        return std::nullopt;
    }
    bool has_file_dialog() const override { return dialog; }
    void choose_file() override { asked.emplace_back("choose"); }
    void give_file(const std::string& name, std::string_view text) override {
        asked.push_back("give " + name);
        given = text;
    }
    Result<std::string> read_file(const std::string& path) override {
        if (!files.contains(path)) return invalid_input("There is no file " + path + ".");
        return files.at(path);
    }
    std::optional<Error> write_file(const std::string& path, std::string_view text) override {
        files[path] = text;
        return std::nullopt;
    }
    std::string path_for(const std::string& name) override { return "/home/" + name + ".json"; }

    std::map<std::string, std::string> saved;
    std::map<std::string, std::string> files;
    std::vector<std::string> asked;
    std::string draft;
    std::string given;
    bool dialog = false;
    bool full = false;
};

}  // namespace moa::test
