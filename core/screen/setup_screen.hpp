// Provider, key and models: the short way to models of one's own.
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
    void commit(std::string_view name) override;
    ModelSearch search(std::string_view name, std::string_view words) const override;
    void begin_search(std::string_view name) override;
    void close() override;

  private:
    void choose_provider(std::string_view name);
    void move_to(std::string_view base_url);
    /// The setup as it stands on the screen.
    session::Setup asked() const;
    /// The provider at the address that stands there; one without an address while that makes no sense.
    mixture::Provider provider() const;
    const mixture::Provider* known() const;
    bool has_key() const;
    Section access_section() const;
    Item key_item() const;
    Item remember_item() const;
    Item list_item() const;
    Item check_item(const std::vector<session::CheckLine>& lines) const;
    std::vector<session::CheckLine> check_lines() const;
    void load();
    void load_once();
    void check();
    void forget_key();
    std::optional<Error> keep_key() const;
    Outcome save();
    Outcome refuse(const std::optional<Error>& error);

    session::Workspace& workspace_;
    session::Setup setup_;  ///< without models
    std::string base_url_;
    std::string key_;
    bool remember_ = false;
    ModelFields models_;
    std::string problem_;
    std::string refusal_;  ///< why the list was not asked for, or nothing was checked
    std::string focus_;
    int focus_turn_ = 0;
};

}  // namespace moa::screen
