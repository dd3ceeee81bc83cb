// Providers: where they are, their keys, and what is known of them; and endpoints of the user's own.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "screen/provider_row.hpp"
#include "screen/screen_model.hpp"
#include "screen/shell_acts.hpp"

namespace moa::screen {

class ProvidersScreen final : public ScreenModel {
  public:
    /// `wanted`: the provider whose key is asked for ("groq"), "new" for an endpoint to be added, empty for
    /// none; behind a space what follows once that is saved, "run" (the question), "retry" (what failed)
    /// or "reach" (the same, where the address is in question).
    /// Workspace and shell outlive it.
    ProvidersScreen(session::Workspace& workspace, const ShellActs& shell, std::string_view wanted);

    Screen show() const override;
    Outcome act(std::string_view name, std::string_view value) override;
    void commit(std::string_view name) override;
    void close() override;

  private:
    ProviderRow* row(std::string_view id);
    void add_row();
    void focus_on(std::string_view what, const std::string& id);
    void remove(std::string_view id);
    Outcome save();
    Outcome refuse(const ProviderRow& row, const ProviderRow::Fault& fault);
    void go_on();
    void act_on_keys(std::string_view name, bool sure);
    session::CredentialStore* store() const;

    session::Workspace& workspace_;
    const ShellActs& shell_;
    std::vector<ProviderRow> rows_;
    std::string then_;
    std::string sure_;  ///< the row whose removal, or the keys whose forgetting, was asked for once
    std::string problem_;
    std::string focus_;
    int focus_turn_ = 0;
    int added_ = 0;
};

}  // namespace moa::screen
