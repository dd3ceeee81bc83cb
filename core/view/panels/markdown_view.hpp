// Draws a text as Markdown, laid out once and again only where it has changed.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "view/panels/flow.hpp"
#include "view/text/markdown_stream.hpp"
#include "view/text/rich_layout.hpp"
#include "view/text/wrapped_text.hpp"

namespace moa::view {

class MarkdownView {
  public:
    using OpenLink = std::function<void(const std::string&)>;

    /// Draws `text` into `flow`; a cursor stands at its end while it is `streaming`.
    void draw(Flow& flow, std::string_view text, bool streaming, const OpenLink& open_link);

    const MarkdownStream& stream() const { return stream_; }

  private:
    /// A block with its lines.
    struct Laid {
        Block block;
        RichLayout text;
        WrappedText code;
        std::vector<RichLayout> cells;
        std::vector<float> columns;  ///< widths
        std::vector<float> rows;     ///< heights
        float space_before = 0;
        float inset = 0;
        float height = 0;
    };
    struct LaidSegment {
        std::uint64_t version = 0;
        float top = 0;  ///< from the top of the text
        float height = 0;
        int first_id = 0;  ///< of its blocks
        std::vector<Laid> blocks;
    };

    void lay_out(const Context& context, float width);
    static void lay_out_block(const Context& context, Laid& laid, float width);
    static void lay_out_table(const Context& context, Laid& laid, float width);
    static float space_between(const Context& context, const Block* before, const Block& block);

    void draw_block(Flow& flow, const Laid& laid, int id, const OpenLink& open_link);
    static void draw_marker(Flow& flow, const Block& block, float left, float width, bool mirrored);
    static void draw_code(Flow& flow, const Laid& laid, float left, float width, int id);
    static void draw_table(Flow& flow, const Laid& laid, float left, const std::string** address);
    void draw_cursor(Flow& flow, float bottom) const;

    MarkdownStream stream_;
    std::vector<LaidSegment> laid_;
    std::size_t settled_ = 0;  ///< segments before this one stay as they are laid out
    std::uint64_t generation_ = 0;
    float width_ = 0;
    float scale_ = 0;
    float ratio_ = 0;
};

}  // namespace moa::view
