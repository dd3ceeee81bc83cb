// Provider and models: the short way to models of one's own. Keys are entered on the screen of providers.
#pragma once

#include <string>

#include "screen/model_fields.hpp"
#include "screen/screen_model.hpp"
#include "session/workspace.hpp"

namespace moa::screen {

class SetupScreen final : public ScreenModel {
  public:
    /// Begins with the setup in use. The workspace outlives it.
    explicit SetupScreen(session::Workspace& workspace);

    Screen show() const override;
    Outcome act(std::string_view name, std::string_view value) override;
    ModelSearch search(std::string_view name, std::string_view words) const override;
    void begin_search(std::string_view name) override;
    void resume() override;

  private:
    void choose_provider(std::string_view name);
    /// The setup as it stands on the screen, which is what will be called; the error says what is missing.
    Result<session::Setup> asked() const;
    Item calls_item() const;
    const mixture::Provider& provider() const;
    bool has_key() const;
    std::string settings_name() const;
    Section access_section() const;
    Item check_item(const std::vector<session::CheckLine>& lines) const;
    std::vector<session::CheckLine> check_lines() const;
    void load();
    void load_once();
    void check();
    Outcome save();
    Outcome refuse(const std::optional<Error>& error);

    session::Workspace& workspace_;
    session::Setup setup_;  ///< without models
    ModelFields models_;
    std::size_t own_providers_ = 0;  ///< how many there were when this was looked at last
    std::string problem_;
    std::string refusal_;  ///< why the list was not asked for, or nothing was checked
    std::string focus_;
    int focus_turn_ = 0;
};

}  // namespace moa::screen
