// Text that is cut where its room ends: at its end, or, for names, in the middle.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "view/text/pen.hpp"

namespace moa::view {

/// Breaks `text` into at most `most` lines; the last one ends in an ellipsis when there is more.
std::vector<std::string> clipped_lines(std::string_view text, const Pen& pen, TextStyle style, float width,
                                       std::size_t most);

/// `name`, or its beginning and its end with an ellipsis between them: models of one family differ at both.
std::string cut_in_middle(std::string_view name, const Pen& pen, TextStyle style, float width);

/// The same over at most two lines.
std::vector<std::string> name_lines(std::string_view name, const Pen& pen, TextStyle style, float width);

/// A name that is drawn again and again: cut once for its room.
class CutName {
  public:
    /// On at most `most` lines, one or two.
    const std::vector<std::string>& lines(std::string_view name, const Pen& pen, TextStyle style, float width,
                                          std::size_t most = 1);

  private:
    std::string name_;
    float size_ = 0;
    float width_ = 0;
    std::size_t most_ = 0;
    Letters letters_;
    std::vector<std::string> lines_;
};

}  // namespace moa::view
