// Recipes as files on this machine.
#pragma once

#include "native/platform/drafts.hpp"
#include "session/recipes/recipe_library.hpp"

namespace moa::desktop {

class FileRecipeLibrary final : public session::RecipeLibrary {
  public:
    /// The drafts outlive it.
    explicit FileRecipeLibrary(native::Drafts& drafts) : drafts_(drafts) {}

    std::vector<std::string> names() override;
    Result<std::string> load(const std::string& name) override;
    Result<std::string> save(const std::string& name, std::string_view text) override;
    std::optional<Error> remove(const std::string& name) override;
    bool has_file_dialog() const override { return false; }
    /// "~/" is the home folder.
    Result<std::string> read_file(const std::string& path) override;
    std::optional<Error> write_file(const std::string& path, std::string_view text) override;
    std::string unfinished() override;
    std::optional<Error> keep_unfinished(std::string_view text) override;
    std::string path_for(const std::string& name) override;

  private:
    native::Drafts& drafts_;
};

}  // namespace moa::desktop
