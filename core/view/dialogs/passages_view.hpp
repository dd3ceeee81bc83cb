// Passages of a text with what is marked in them, drawn with Dear ImGui.
#pragma once

#include <cstddef>
#include <vector>

#include "screen/screen.hpp"
#include "view/text/rich_layout.hpp"
#include "view/text/rich_places.hpp"
#include "view/widgets/flow.hpp"

namespace moa::view {

class PassagesView {
  public:
    /// Lays the passages out anew only where they, the room or the size of text are other ones.
    void draw(Flow& flow, const std::vector<screen::MarkedPassage>& passages);

  private:
    /// Bytes [begin, end) of the passage's text.
    struct Range {
        std::size_t begin = 0;
        std::size_t end = 0;
    };
    struct Laid {
        screen::Passage kind = screen::Passage::paragraph;
        markdown::RichText text;
        std::vector<Range> marks;
        RichLayout layout;         ///< of all but code
        std::vector<Range> lines;  ///< of code
        float height = 0;
    };
    void lay_out(const Context& context, float width);
    static void draw_text(const Flow& flow, const Laid& laid);
    static void draw_code(const Flow& flow, const Laid& laid);

    std::vector<screen::MarkedPassage> shown_;
    std::vector<Laid> laid_;
    float width_ = 0;
    float scale_ = 0;
};

}  // namespace moa::view
