// The recipe editor of the window: layers and agents beside the form of the one that is chosen; where a
// recipe comes from and where it goes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "screen/recipe_form.hpp"
#include "view/dialogs/item_view.hpp"
#include "view/panels/recipe_layers_view.hpp"
#include "view/ports.hpp"

namespace moa::view {

class RecipeEditor {
  public:
    /// `files` outlives it, or is nullptr where nothing can be kept.
    explicit RecipeEditor(RecipeFiles* files) : files_(files) {}

    /// Opens it with the recipe in use, or with what was left unfinished in it.
    void open(const Context& context);
    void draw(const Context& context);

  private:
    void update(const Context& context);
    void draw_head(const Context& context, float width);
    void draw_sources(const Context& context);
    void draw_body(const Context& context, ImVec2 size, bool narrow);
    void draw_form(const Context& context, ImVec2 size, bool narrow);
    void draw_check(Flow& flow);
    void draw_steps(Flow& flow);
    std::string foot_words() const;
    void draw_words(const Context& context, const std::string& words, float width);
    void draw_foot(const Context& context, float width, bool narrow);
    void draw_transfer(const Context& context);
    void take_keys(const Context& context);
    void step(const session::DraftStep& step);
    void start_from(const mixture::Recipe& recipe, const std::string& saved_as);
    bool is_whole();
    void import(const Context& context);
    void write_out();
    void save();
    void forget();
    void restore_unfinished();
    void keep_unfinished();
    bool use(const Context& context);

    enum class Transfer { none, in, out };

    RecipeFiles* files_;
    session::RecipeDraft draft_;
    session::RecipePlace place_;
    screen::RecipeOutline outline_;
    screen::RecipeForm form_;
    std::uint64_t seen_draft_ = 0;  ///< revisions that outline and form are made of
    std::uint64_t seen_workspace_ = 0;
    std::uint64_t kept_draft_ = 0;  ///< the revision that is kept, or was no change yet
    session::RecipePlace seen_place_;
    ItemView form_view_;
    std::string saved_as_;  ///< the name under which what is edited is kept
    std::vector<std::string> saved_;
    std::string words_;     ///< what was done, or why it was not
    bool refused_ = false;  ///< the words are a refusal
    bool opening_ = false;
    bool in_form_ = false;     ///< of a narrow window: the form is shown, not the layers
    bool inner_open_ = false;  ///< a list stood open over it in the latest frame
    Transfer transfer_ = Transfer::none;
    bool asking_ = false;        ///< its field takes the keyboard at the next draw
    std::string transfer_text_;  ///< a path, or a recipe as JSON
};

}  // namespace moa::view
