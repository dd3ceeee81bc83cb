// The view's recipe files on this machine.
#pragma once

#include "native/platform/drafts.hpp"
#include "view/ports.hpp"

namespace moa::desktop {

class RecipeFilesOnDisk final : public view::RecipeFiles {
  public:
    /// The drafts outlive it.
    explicit RecipeFilesOnDisk(native::Drafts& drafts) : drafts_(drafts) {}

    std::vector<std::string> names() override;
    Result<std::string> load(const std::string& name) override;
    Result<std::string> save(const std::string& name, std::string_view text) override;
    std::optional<Error> remove(const std::string& name) override;
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
