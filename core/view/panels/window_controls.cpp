#include "view/controls.hpp"
#include "view/panels/composer.hpp"
#include "view/panels/header.hpp"
#include "view/panels/node_dialog.hpp"

namespace moa::view {
namespace {

class WindowControls final : public Controls {
  public:
    float question_height(const Context& context, float width) override {
        return composer_.height(context, width);
    }
    void draw_question(const Context& context, const Rect& area) override { composer_.draw(context, area); }
    void draw_header(const Context& context, const Rect& area, bool& dark) override {
        header_.draw(context, area, dark);
    }
    void ask(const Context& context, const NodeQuestion& question) override {
        dialog_.open(context, question);
    }
    void draw_dialogs(const Context& context) override { dialog_.draw(context); }

  private:
    NodeDialog dialog_;
    Header header_;
    Composer composer_;
};

}  // namespace

std::unique_ptr<Controls> window_controls() {
    return std::make_unique<WindowControls>();
}

}  // namespace moa::view
