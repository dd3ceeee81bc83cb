// What came by a link, before anything becomes of it: a recipe, or a run. Nothing is called, kept or changed
// until the user says so.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "mixture/recipe.hpp"
#include "run/state.hpp"
#include "screen/screen_model.hpp"
#include "screen/shell_acts.hpp"
#include "session/workspace.hpp"

namespace moa::screen {

class SharedScreen final : public ScreenModel, private session::HistoryReader {
  public:
    /// The error says why the text is neither. Workspace and shell outlive the screen.
    static Result<std::unique_ptr<SharedScreen>> read(session::Workspace& workspace, const ShellActs& shell,
                                                      std::string text);
    ~SharedScreen() override;
    SharedScreen(const SharedScreen&) = delete;
    SharedScreen& operator=(const SharedScreen&) = delete;

    Screen show() const override;
    Outcome act(std::string_view name, std::string_view value) override;
    std::uint64_t revision() const override { return revision_; }

  private:
    SharedScreen(session::Workspace& workspace, const ShellActs& shell, std::string text)
        : workspace_(workspace), shell_(shell), text_(std::move(text)) {}

    void listed(session::HistoryListing /*listing*/) override {}
    void opened(const std::optional<Error>& error, bool copyable) override;
    void changed(const std::optional<Error>& /*error*/) override {}
    void saved(const Result<std::string>& /*sentence*/) override {}

    std::vector<Section> run_sections() const;
    void use();

    session::Workspace& workspace_;
    const ShellActs& shell_;
    std::string text_;
    std::optional<mixture::Recipe> recipe_;
    std::optional<run::RunState> run_;
    bool done_ = false;
    std::string problem_;
    std::uint64_t revision_ = 1;
};

}  // namespace moa::screen
