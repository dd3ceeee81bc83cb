// Models that a link of the page names, before anything becomes of them.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "screen/screen_model.hpp"
#include "session/models/named_models.hpp"
#include "session/workspace.hpp"

namespace moa::screen {

class NamedScreen final : public ScreenModel {
  public:
    /// The workspace outlives the screen. Nobody is asked anything until the user says so.
    NamedScreen(session::Workspace& workspace, session::NamedModels named)
        : workspace_(workspace), named_(std::move(named)) {}

    Screen show() const override;
    Outcome act(std::string_view name, std::string_view value) override;

  private:
    Result<mixture::Recipe> recipe() const;
    std::vector<mixture::Provider> to_ask() const;
    bool asking() const;

    session::Workspace& workspace_;
    session::NamedModels named_;
    bool asked_ = false;
    std::string problem_;
};

}  // namespace moa::screen
