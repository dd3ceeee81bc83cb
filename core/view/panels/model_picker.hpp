// The list to choose a model from: a field to search in, and below it the provider's models with what they
// hold and cost.
#pragma once

#include <optional>
#include <string>

#include "session/model_choices.hpp"
#include "view/context.hpp"

namespace moa::view {

class ModelPicker {
  public:
    /// Opens it below `field`, at its next `draw`.
    void open(const Rect& field);
    bool is_open() const { return open_; }
    /// Draws it while it is open. The id that was chosen, once. `empty_words` stands where there is no list.
    std::optional<std::string> draw(const Context& context, const mixture::Provider& provider,
                                    const std::string& empty_words);

    /// The same within the current window, `height` high: it is open as long as it is drawn.
    std::optional<std::string> draw_list(const Context& context, const mixture::Provider& provider,
                                         const std::string& empty_words, float height);
    /// The id under the pointer or the keyboard's cursor, or what is typed; empty for none.
    const std::string& considered() const { return considered_; }

  private:
    void search(const Context& context, const mixture::Provider& provider);
    bool draw_choice(const Context& context, const session::ModelChoice& choice, bool active) const;
    void step(int by);

    Rect field_;
    bool opening_ = false;
    bool open_ = false;  ///< in the latest frame
    bool reveal_ = false;
    std::string query_;
    std::vector<session::ModelChoice> choices_;
    std::size_t found_ = 0;
    std::uint64_t revision_ = 0;  ///< of the book that was searched
    std::string searched_;
    std::string considered_;
    int active_ = -1;
};

}  // namespace moa::view
