// Which models answer: presets to choose from, and a form for one's own.
#pragma once

#include <string>
#include <vector>

#include "view/context.hpp"
#include "view/panels/model_form.hpp"

namespace moa::view {

class SetupDialog {
  public:
    /// `files` outlives it, or is nullptr where no recipes are kept.
    explicit SetupDialog(RecipeFiles* files) : files_(files) {}

    /// Opens the menu of presets and saved recipes.
    void open(const Context& context);
    /// Opens the form for provider, key and models.
    void open_form(const Context& context);
    /// Draws what is open; the menu's top left corner at `at`.
    void draw(const Context& context, ImVec2 at);

  private:
    void draw_menu(const Context& context, ImVec2 at);
    void draw_saved(const Context& context);
    void draw_form(const Context& context);
    void fill_form(const session::Workspace& workspace);
    void draw_providers(const Context& context);
    void draw_key(const Context& context, bool appearing);
    void draw_keeper(const Context& context);
    bool apply(const Context& context);

    RecipeFiles* files_;
    std::vector<std::string> saved_;
    bool opening_menu_ = false;
    bool opening_form_ = false;
    session::Setup setup_;
    std::string base_url_;
    std::string key_;
    bool remember_ = false;  ///< the key is to be kept beyond the program's end
    ModelForm models_;
    std::string problem_;
    bool inner_open_ = false;  ///< a list stood open over the form in the latest frame
};

}  // namespace moa::view
