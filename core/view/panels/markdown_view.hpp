// Draws a text as Markdown, laid out once and again only where it has changed.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "view/find/finder.hpp"
#include "view/text/markdown_stream.hpp"
#include "view/text/rich_layout.hpp"
#include "view/text/text_selection.hpp"
#include "view/text/wrapped_text.hpp"
#include "view/widgets/flow.hpp"

namespace moa::view {

class MarkdownView {
  public:
    using OpenLink = std::function<void(const std::string&)>;

    /// Draws `text` into `flow`; a cursor stands at its end while it is `streaming`. `version` as for
    /// MarkdownStream.
    void draw(Flow& flow, std::string_view text, std::uint64_t version, bool streaming,
              const OpenLink& open_link);

    /// What has been found in the text of the next `draw`.
    void set_found(const FoundMarks& found) { found_ = found; }

    const MarkdownStream& stream() const { return stream_; }
    /// Whether the pointer is selecting: the panel is not scrolled by it meanwhile.
    bool is_selecting() const { return pressed_; }
    /// What is selected, as plain text.
    std::string selected_text() const;

  private:
    /// A block with its lines.
    struct Laid {
        Block block;
        RichLayout text;
        WrappedText code;
        std::uint64_t code_version = 0;
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
    static constexpr float code_line = 20;  ///< height of a line of code
    static constexpr float code_inset_y = 12;
    static constexpr float cell_padding_y = 7;
    static TextStyle code_style(const Context& context);
    static float space_between(const Context& context, const Block* before, const Block& block);

    void draw_block(Flow& flow, const Laid& laid, int id, const OpenLink& open_link);
    void draw_paragraph(Flow& flow, const Laid& laid, int id, ImVec2 at, float width,
                        const std::string** address);
    static void draw_marker(Flow& flow, const Block& block, float left, float width, bool mirrored);
    void draw_code(Flow& flow, const Laid& laid, float left, float width, int id);
    static void draw_copy_button(Flow& flow, const Laid& laid, ImVec2 from, ImVec2 to, int id);
    void draw_table(Flow& flow, const Laid& laid, int id, float left, const std::string** address);
    void draw_cursor(Flow& flow, float bottom) const;

    // markdown_selection.cpp
    /// A part (a paragraph, a cell, code) in its place on screen.
    struct Placed {
        int block = 0;
        int cell = 0;
        const RichText* text = nullptr;
        const RichLayout* lines = nullptr;  ///< of all but code
        const WrappedText* code_lines = nullptr;
        ImVec2 at;
        float width = 0;
        float height = 0;
        CellAlign align = CellAlign::left;
    };
    enum class Grain { letter, word, part };
    void begin_selection(const Flow& flow);
    /// Colours what is selected of a part, and looks whether it is the one nearest to the pointer. Call
    /// before its text is written.
    void select_in(const Flow& flow, const Placed& part);
    void end_selection(Flow& flow, std::string_view text, float top, float bottom);
    static std::uint32_t offset_at(const Context& context, const Placed& part, ImVec2 point);
    void mark(const Flow& flow, const Placed& part) const;
    void mark_bytes(const Flow& flow, const Placed& part, std::uint32_t begin, std::uint32_t end,
                    ImU32 colour, ImU32 border = 0) const;
    TextRange range_under_pointer() const;
    void take_pointer(const Flow& flow, float top, float bottom);
    void take_keys(std::string_view text);
    void draw_menu(std::string_view text);
    void select_all();
    void copy_markdown(std::string_view text) const;
    const Block* block_at(int id) const;
    TextPlace moved(TextPlace from, bool forward, bool by_word) const;

    // markdown_found.cpp
    void mark_found(const Flow& flow, const Placed& part) const;
    /// The bytes of a part that are on screen.
    static std::pair<std::uint32_t, std::uint32_t> bytes_on_screen(const Flow& flow, const Placed& part);
    /// Where the line with this place begins, from the top of the text.
    float top_of(const Context& context, TextPlace place) const;
    void reveal_found(const Flow& flow, float start) const;

    FoundMarks found_;
    TextSelection selection_;
    Grain grain_ = Grain::letter;
    bool pressed_ = false;  ///< the pointer went down in the text and is still down
    bool focused_ = false;  ///< the latest click was in this text
    bool seeking_ = false;  ///< this frame has to find out what is under the pointer
    struct Under {
        float distance = 0;
        Placed part;
        std::uint32_t offset = 0;
    };
    Under under_;  ///< `part.text` is nullptr where there is no text
    std::uint64_t selected_generation_ = 0;

    MarkdownStream stream_;
    std::vector<LaidSegment> laid_;
    std::size_t settled_ = 0;  ///< segments before this one stay as they are laid out
    std::uint64_t generation_ = 0;
    float width_ = 0;
    float scale_ = 0;
    float ratio_ = 0;
};

}  // namespace moa::view
