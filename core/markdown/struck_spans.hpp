// Struck text: two tildes on each side, one stands for itself.
#pragma once

#include <string_view>
#include <vector>

namespace moa::markdown {

/// md4c strikes out with one tilde, too, as in H~2~O, and does not say how many there are.
class StruckSpans {
  public:
    void enter() { open_.push_back(Tildes::unknown); }
    /// Text comes; between it and the text before stood `marks`, which hold the tildes of the spans entered
    /// since. Returns how many of these tildes stand for themselves.
    int begin_text(std::string_view marks);
    /// Whether the tilde at the end of the innermost span stands for itself.
    bool leave();

    /// Whether text is struck here.
    bool is_struck() const { return struck_ > 0; }

  private:
    enum class Tildes { unknown, one, two };
    std::vector<Tildes> open_;  ///< on each side of the spans one is in
    int struck_ = 0;            ///< how many of them have two
};

}  // namespace moa::markdown
