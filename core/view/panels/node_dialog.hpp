// Asks for a node's new text, or for the model that is to answer in its place.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "session/node_actions.hpp"
#include "view/context.hpp"
#include "view/panels/model_picker.hpp"

namespace moa::view {

class NodeDialog {
  public:
    void open(const Context& context, const NodeQuestion& question);
    void draw(const Context& context);

  private:
    void draw_text(const Context& context, const session::Action& action);
    void draw_model(const Context& context, const session::Action& action);
    /// Whether the dialog is done: the change is made.
    bool answer(const Context& context, const session::Action& action, std::string words);
    const std::string& price(const Context& context, const session::Action& action);

    NodeQuestion question_;
    bool opening_ = false;
    std::string text_;
    std::string problem_;
    ModelPicker picker_;
    std::string unlisted_;  ///< why the list was not asked for, with a space behind it; empty where it was
    std::string price_;
    std::pair<std::string, std::uint64_t> priced_;  ///< the model and the workspace's revision it is of
};

}  // namespace moa::view
