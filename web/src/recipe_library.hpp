// The recipes that the browser keeps, and files of recipes.
#pragma once

#include "session/recipes/recipe_library.hpp"

namespace moa::web {

class PageRecipeLibrary final : public session::RecipeLibrary {
  public:
    std::vector<std::string> names() override;
    Result<std::string> load(const std::string& name) override;
    Result<std::string> save(const std::string& name, std::string_view text) override;
    std::optional<Error> remove(const std::string& name) override;
    std::string unfinished() override;
    std::optional<Error> keep_unfinished(std::string_view text) override;
    bool has_file_dialog() const override { return true; }
    void choose_file() override;
    void give_file(const std::string& name, std::string_view text) override;
};

}  // namespace moa::web
