// The bar at the top: name, recipe, cost and time; for shells without controls of their own.
#pragma once

#include "screen/shell_acts.hpp"
#include "view/context.hpp"
#include "view/panels/recipe_menu.hpp"

namespace moa::view {

class Header {
  public:
    explicit Header(const screen::ShellActs& shell)
        : recipes_(shell.recipes), has_history_(shell.history != nullptr) {}
    void draw(const Context& context, const Rect& area);

  private:
    static bool draw_button(const Context& context, const Rect& area, const char* id, const char* help,
                            float& right);
    float draw_chip(const Context& context, const Rect& area, float left, float right);
    static void draw_models(const Context& context, const Rect& area, float left, float right);
    /// The button for it, its right edge at `right`; returns its left edge.
    float draw_new(const Context& context, const Rect& area, float right);
    float draw_history(const Context& context, const Rect& area, float right);
    RecipeMenu recipes_;
    bool has_history_;
};

}  // namespace moa::view
