#include "view/markdown/laid_block.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "view/math/formula.hpp"
#include "view/widgets/sideways_scroll.hpp"

namespace moa::view {
namespace {

constexpr float list_indent = 24;
/// Lists and quotes nested deeper than this get no more room.
constexpr int deepest = 12;
/// However deep it stands, a block has as much.
constexpr float least_width = 64;
constexpr float rule_height = 17;

RichStyle style_of(const Context& context, const markdown::Block& block) {
    if (block.kind == markdown::BlockKind::note) return {context.scaled(13), context.scaled(20)};
    if (block.kind != markdown::BlockKind::heading) {
        const bool displayed = block.kind == markdown::BlockKind::formula;
        return {context.scaled(15), context.scaled(24), false, set_formula, displayed};
    }
    constexpr float sizes[] = {20, 20, 16, 15, 15, 15};
    const float size = sizes[std::clamp(block.level, 1, 6) - 1];
    return {context.scaled(size), context.scaled(size + 10), true, set_formula};
}

bool is_box(const markdown::Block& block) {
    return block.kind == markdown::BlockKind::code || block.kind == markdown::BlockKind::table;
}

}  // namespace

void LaidBlock::update(const Context& context, const markdown::Block& parsed, float width,
                       std::uint64_t shape) {
    const bool same_shape = std::exchange(shape_, shape) == shape;
    if (complete_ && same_shape && block_ == parsed) return;
    const bool continued = same_shape && block_.kind == markdown::BlockKind::code &&
                           block_.language == parsed.language &&
                           parsed.text.text.starts_with(block_.text.text);
    block_ = parsed;
    complete_ = true;
    const std::uint64_t guesses = context.pen.guesses();
    lay_out(context, continued, width);
    if (context.pen.guesses() == guesses) return;
    complete_ = false;
    code_size_ = 0;
}

/// Long code takes several frames; while it streams, each has little to add.
void LaidBlock::lay_out_code(const Context& context, bool continued) {
    constexpr std::size_t most = 32 << 10;
    if (code_size_ == 0) continued = false;
    if (!continued) code_size_ = 0;
    const std::string_view code = block_.text.text;
    std::size_t end = code.size();
    if (end - code_size_ > most) {
        complete_ = false;
        end = code_size_ + most;
        while (end < code.size() && (static_cast<unsigned char>(code[end]) & 0xc0U) == 0x80U)
            ++end;
    }
    code_.lay_out(context, block_.language, code.substr(0, end), continued, width_);
    code_size_ = end;
}

void LaidBlock::lay_out(const Context& context, bool continued, float width) {
    inset_ = context.scaled(static_cast<float>(std::min(block_.depth, deepest)) * list_indent +
                            static_cast<float>(quote_bars()) * quote_indent);
    width_ = std::max(context.scaled(least_width), width - inset_);
    switch (block_.kind) {
        case markdown::BlockKind::paragraph:
        case markdown::BlockKind::heading:
        case markdown::BlockKind::note:
            text_.lay_out(block_.text, context.pen, style_of(context, block_), width_);
            height_ = text_.height();
            break;
        case markdown::BlockKind::formula: {
            constexpr float unbounded = std::numeric_limits<float>::infinity();
            text_.lay_out(block_.text, context.pen, style_of(context, block_), unbounded);
            if (!is_drawn_formula())
                text_.lay_out(block_.text, context.pen, style_of(context, block_), width_);
            height_ = text_.height();
            if (text_.width() > width_) height_ += context.scaled(SidewaysScroll::bar_room);
            break;
        }
        case markdown::BlockKind::code:
            lay_out_code(context, continued);
            height_ = code_.height();
            break;
        case markdown::BlockKind::rule:
            height_ = context.scaled(rule_height);
            break;
        case markdown::BlockKind::table:
            table_.lay_out(context, block_, width_);
            height_ = table_.height();
            break;
    }
}

void LaidBlock::follow(const Context& context, const markdown::Block* before) {
    space_before_ = 0;
    if (before == nullptr) return;
    float space = 12;
    if (block_.kind == markdown::BlockKind::heading) space = 22;
    if (before->kind == markdown::BlockKind::heading) space = 8;
    if (is_box(block_) || is_box(*before)) space = std::max(space, 14.0F);
    const bool list_goes_on =
        block_.depth > 0 && before->depth > 0 && block_.kind == markdown::BlockKind::paragraph;
    if (list_goes_on) space = block_.tight ? 4 : 8;
    space_before_ = context.scaled(space);
}

const RichLines* LaidBlock::lines_of(int cell) const {
    if (block_.kind == markdown::BlockKind::table) return &table_.lines_of(cell);
    return block_.kind == markdown::BlockKind::code ? nullptr : &text_.lines();
}

bool LaidBlock::is_drawn_formula() const {
    const auto& pieces = text_.lines().pieces;
    return block_.kind == markdown::BlockKind::formula && !pieces.empty() && pieces.front().is_formula();
}

int LaidBlock::quote_bars() const {
    return std::min(block_.quote, deepest);
}

std::pair<float, float> LaidBlock::across(const Pen& pen, TextPlace place, std::uint32_t end) const {
    if (block_.kind == markdown::BlockKind::code)
        return code_.across(pen, block_.text.text, place.offset, end);
    if (block_.kind == markdown::BlockKind::table) return table_.across(place.cell);
    return {0, 0};
}

float LaidBlock::top_of(TextPlace place) const {
    switch (block_.kind) {
        case markdown::BlockKind::code:
            return code_.inset().y + code_.top_of(place.offset);
        case markdown::BlockKind::table:
            return table_.top_of(place.cell, place.offset);
        default:
            return view::top_of(text_.lines(), place.offset);
    }
}

}  // namespace moa::view
