// The list to choose a model from: a field to search in, and below it the provider's models with what they
// hold and cost.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "screen/model_search.hpp"
#include "view/context.hpp"

namespace moa::view {

class ModelPicker {
  public:
    using Search = std::function<screen::ModelSearch(std::string_view words)>;

    /// Opens it below `field`, at its next `draw`.
    void open(const Rect& field);
    bool is_open() const { return open_; }
    /// Draws it while it is open. The id that was chosen, once.
    std::optional<std::string> draw(const Context& context, const Search& search);

  private:
    std::optional<std::string> draw_list(const Context& context);
    void look(const Context& context, const Search& search);
    bool draw_choice(const Context& context, const session::ModelChoice& choice, bool active) const;
    void step(int by);

    Rect field_;
    bool opening_ = false;
    bool open_ = false;  ///< in the latest frame
    bool reveal_ = false;
    std::string query_;
    screen::ModelSearch found_;
    std::optional<std::string> looked_for_;  ///< nothing: the list is to be searched anew
    std::uint64_t revision_ = 0;             ///< of the workspace that was searched
    int active_ = -1;
};

}  // namespace moa::view
