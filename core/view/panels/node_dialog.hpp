// Asks for a node's new text, or for the model that is to answer in its place.
#pragma once

#include <string>

#include "view/context.hpp"
#include "view/panels/model_picker.hpp"

namespace moa::view {

class NodeDialog {
  public:
    void open(const Context& context, const NodeQuestion& question);
    void draw(const Context& context);

  private:
    void draw_text(const Context& context);
    void draw_model(const Context& context);
    bool answer(const Context& context, std::string_view name, std::string words);

    NodeQuestion question_;
    bool opening_ = false;
    std::string text_;
    std::string problem_;
    ModelPicker picker_;
};

}  // namespace moa::view
