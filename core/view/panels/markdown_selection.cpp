// Selecting in a text that is drawn as Markdown: with pointer, finger and keyboard.
#include <algorithm>
#include <cmath>

#include "view/keys.hpp"
#include "view/panels/markdown_view.hpp"
#include "view/text/line_places.hpp"
#include "view/text/rich_places.hpp"
#include "view/text/units.hpp"

namespace moa::view {
namespace {

/// A finger that rests this long on a word selects it: as long as on Android and iOS.
constexpr float long_press_s = 0.5F;
constexpr float long_press_slack = 8;  ///< how far it may wander meanwhile

bool by_touch() {
    return ImGui::GetIO().MouseSource == ImGuiMouseSource_TouchScreen;
}

/// The finger has just been down for long enough, in one place.
bool is_long_press() {
    const ImGuiIO& io = ImGui::GetIO();
    return by_touch() && ImGui::IsMouseDown(ImGuiMouseButton_Left) &&
           io.MouseDownDuration[0] >= long_press_s && io.MouseDownDurationPrev[0] < long_press_s &&
           io.MouseDragMaxDistanceSqr[0] < long_press_slack * long_press_slack;
}

}  // namespace

void MarkdownView::begin_selection(const Flow& flow) {
    if (selected_generation_ != stream_.generation()) {
        selection_.clear();  // the blocks are others now
        selected_generation_ = stream_.generation();
    }
    seeking_ = pressed_ || ImGui::IsMouseClicked(ImGuiMouseButton_Left) ||
               ImGui::IsMouseClicked(ImGuiMouseButton_Right) || is_long_press();
    under_ = {};
    // A finger at rest sends nothing: the frame that sees it has rested has to be asked for.
    if (by_touch() && ImGui::IsMouseDown(ImGuiMouseButton_Left) && !pressed_)
        flow.context().wishes.animating = true;
}

std::uint32_t MarkdownView::offset_at(const Context& context, const Placed& part, ImVec2 point) {
    if (part.lines != nullptr)
        return view::offset_at(part.lines->lines(), context.pen, *part.text,
                               {part.at, part.width, part.align}, point);
    const auto& lines = part.code_lines->lines();
    const std::string_view text = part.text->text;
    if (lines.empty() || point.y < part.at.y) return 0;
    const auto row = static_cast<std::size_t>((point.y - part.at.y) / context.scaled(code_line));
    if (row >= lines.size()) return static_cast<std::uint32_t>(text.size());
    const TextLine line = lines[row];
    return line.begin + offset_in_line(context.pen, code_style(context),
                                       text.substr(line.begin, line.end - line.begin), point.x - part.at.x);
}

void MarkdownView::mark_bytes(const Flow& flow, const Placed& part, std::uint32_t begin, std::uint32_t end,
                              ImU32 colour, ImU32 border) const {
    if (begin >= end) return;
    const Context& context = flow.context();
    if (part.lines != nullptr) {
        view::mark(part.lines->lines(), flow.list(), context.pen, *part.text,
                   {part.at, part.width, part.align}, {begin, end, colour, border}, flow.clip_top(),
                   flow.clip_bottom());
        return;
    }
    const float height = context.scaled(code_line);
    float y = part.at.y;
    for (const TextLine& line : part.code_lines->lines()) {
        const bool seen = y + height >= flow.clip_top() && y <= flow.clip_bottom();
        if (seen && line.end > begin && line.begin < end) {
            const std::string_view text =
                std::string_view(part.text->text).substr(line.begin, line.end - line.begin);
            const std::uint32_t from = std::max(begin, line.begin) - line.begin;
            const std::uint32_t to = std::min(end, line.end) - line.begin;
            for (const LineStretch& stretch :
                 stretches_of(context.pen, code_style(context), text, from, to)) {
                const ImVec2 corner(part.at.x + stretch.left, y);
                const ImVec2 opposite(part.at.x + stretch.right, y + height);
                flow.list().AddRectFilled(corner, opposite, colour);
                flow.list().AddRect(corner, opposite, border);
            }
        }
        y += height;
    }
}

void MarkdownView::mark(const Flow& flow, const Placed& part) const {
    mark_found(flow, part);
    const auto [begin, end] = covered(selection_.range(), part.block, part.cell, part.text->text.size());
    mark_bytes(flow, part, begin, end, faded(flow.context().theme.accent, 0.3F));
}

void MarkdownView::select_in(const Flow& flow, const Placed& part) {
    mark(flow, part);
    if (!seeking_) return;
    const ImVec2 point = ImGui::GetMousePos();
    const float below = std::max({part.at.y - point.y, point.y - part.at.y - part.height, 0.0F});
    const float beside = std::max({part.at.x - point.x, point.x - part.at.x - part.width, 0.0F});
    // Lines first: a cell of another row is farther than any of the same.
    const float distance = below * 1000 + beside;
    if (under_.part.text != nullptr && distance >= under_.distance) return;
    under_ = {distance, part, offset_at(flow.context(), part, point)};
}

TextRange MarkdownView::range_under_pointer() const {
    const Placed& part = under_.part;
    std::pair<std::uint32_t, std::uint32_t> bytes{under_.offset, under_.offset};
    if (grain_ == Grain::word) bytes = word_around(part.text->text, under_.offset);
    if (grain_ == Grain::part) bytes = {0, static_cast<std::uint32_t>(part.text->text.size())};
    return {{part.block, part.cell, bytes.first}, {part.block, part.cell, bytes.second}};
}

void MarkdownView::take_pointer(const Flow& flow, float top, float bottom) {
    const ImGuiIO& io = ImGui::GetIO();
    const ImVec2 point = io.MousePos;
    const bool inside = point.y >= top && point.y <= bottom && point.x >= flow.x() - 8 &&
                        point.x <= flow.x() + flow.width() + 8;
    const bool over = inside && ImGui::IsWindowHovered() && !ImGui::IsAnyItemHovered();
    const bool clicked = ImGui::IsMouseClicked(ImGuiMouseButton_Left);
    if (clicked) focused_ = over;
    const bool begins = over && (is_long_press() || (clicked && !by_touch()));
    if (clicked && !begins && !(by_touch() && over)) selection_.clear();
    if (begins && under_.part.text != nullptr) {
        const int clicks = io.MouseClickedCount[0];
        grain_ = by_touch() || clicks == 2 ? Grain::word : clicks >= 3 ? Grain::part : Grain::letter;
        pressed_ = true;
        const TextRange range = range_under_pointer();
        if (io.KeyShift && clicks == 1 && !selection_.empty()) {
            selection_.extend(range);
        } else {
            selection_.begin(range);
        }
        flow.context().wishes.layout_moved = true;
    } else if (pressed_ && under_.part.text != nullptr) {  // also where it is let go: it may have moved there
        const TextRange before = selection_.range();
        selection_.extend(range_under_pointer());
        if (!(selection_.range() == before)) flow.context().wishes.layout_moved = true;
        // At the edge the text comes towards the pointer, the faster the farther it is.
        const float past = point.y < flow.clip_top()      ? point.y - flow.clip_top()
                           : point.y > flow.clip_bottom() ? point.y - flow.clip_bottom()
                                                          : 0;
        if (past != 0) {
            ImGui::SetScrollY(ImGui::GetScrollY() + past * 12 * io.DeltaTime);
            flow.context().wishes.animating = true;
        }
    }
    if (!ImGui::IsMouseDown(ImGuiMouseButton_Left)) pressed_ = false;
    if (over && !by_touch() && ImGui::GetMouseCursor() == ImGuiMouseCursor_Arrow)
        ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
    if (over && ImGui::IsMouseClicked(ImGuiMouseButton_Right)) {
        focused_ = true;
        ImGui::OpenPopup("text menu");
    }
}

const Block* MarkdownView::block_at(int id) const {
    for (const LaidSegment& segment : laid_) {
        const int at = id - segment.first_id;
        if (at >= 0 && static_cast<std::size_t>(at) < segment.blocks.size())
            return &segment.blocks[static_cast<std::size_t>(at)].block;
    }
    return nullptr;
}

/// One unit or word on; over the end of a part to the next one.
TextPlace MarkdownView::moved(TextPlace from, bool forward, bool by_word) const {
    const Block* block = block_at(from.block);
    if (block == nullptr) return from;
    const int parts = part_count(*block);
    const std::string_view text =
        from.cell < parts ? std::string_view(part_of(*block, from.cell).text) : std::string_view();
    if (forward && from.offset < text.size()) {
        from.offset = by_word ? word_around(text, from.offset).second
                              : from.offset + unit_at(text.substr(from.offset)).size;
        return from;
    }
    if (!forward && from.offset > 0) {
        from.offset = by_word ? word_around(text, from.offset - 1).first
                              : static_cast<std::uint32_t>(whole_units(text, from.offset - 1));
        return from;
    }
    TextPlace next{from.block, from.cell + (forward ? 1 : -1), 0};
    while (next.cell < 0 || next.cell >= part_count(*block)) {
        next.block += forward ? 1 : -1;
        block = block_at(next.block);
        if (block == nullptr) return from;
        next.cell = forward ? 0 : part_count(*block) - 1;
    }
    if (!forward) next.offset = static_cast<std::uint32_t>(part_of(*block, next.cell).text.size());
    return next;
}

void MarkdownView::select_all() {
    int last = -1;
    for (const LaidSegment& segment : laid_)
        last = segment.first_id + static_cast<int>(segment.blocks.size()) - 1;
    if (last < 0) return;
    selection_.begin({{0, 0, 0}, {0, 0, 0}});
    selection_.extend({{last + 1, 0, 0}, {last + 1, 0, 0}});
}

std::string MarkdownView::selected_text() const {
    std::string text;
    const TextRange range = selection_.range();
    if (range.empty()) return text;
    const Block* before = nullptr;
    for (const LaidSegment& segment : laid_) {
        int id = segment.first_id;
        for (const Laid& laid : segment.blocks) {
            if (id >= range.begin.block && id <= range.end.block)
                append_plain(text, before, laid.block, id, range);
            before = &laid.block;
            ++id;
        }
    }
    return text;
}

/// The source of all that the selection touches: what of it Markdown can be cut into.
void MarkdownView::copy_markdown(std::string_view text) const {
    const TextRange range = selection_.range();
    const auto& segments = stream_.segments();
    std::size_t begin = text.size();
    std::size_t end = 0;
    for (std::size_t s = 0; s < laid_.size() && s < segments.size(); ++s) {
        const int first = laid_[s].first_id;
        const int behind = first + static_cast<int>(laid_[s].blocks.size());
        if (behind <= range.begin.block || first > range.end.block) continue;
        begin = std::min(begin, segments[s].begin);
        end = s + 1 < segments.size() ? segments[s + 1].begin : text.size();
    }
    if (begin >= end) return;
    const std::string source(text.substr(begin, end - begin));
    ImGui::SetClipboardText(source.substr(0, source.find_last_not_of(" \n\r\t") + 1).c_str());
}

void MarkdownView::take_keys(std::string_view text) {
    if (!focused_ || ImGui::GetIO().WantTextInput) return;
    if (key_pressed(KeyAct::select_all)) select_all();
    if (selection_.empty()) return;
    if (key_pressed(KeyAct::copy)) ImGui::SetClipboardText(selected_text().c_str());
    if (key_pressed(KeyAct::copy_markdown)) copy_markdown(text);
    for (const bool forward : {false, true}) {
        const KeyAct by_letter = forward ? KeyAct::extend_right : KeyAct::extend_left;
        const KeyAct by_word = forward ? KeyAct::extend_word_right : KeyAct::extend_word_left;
        const bool word = key_pressed(by_word, true);
        if (word || key_pressed(by_letter, true))
            selection_.move_head(moved(selection_.head(), forward, word));
    }
}

void MarkdownView::draw_menu(std::string_view text) {
    // The panel around it has no padding of its own.
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(12, 10));
    const bool open = ImGui::BeginPopup("text menu");
    ImGui::PopStyleVar();
    if (!open) return;
    const bool any = !selection_.empty();
    if (ImGui::MenuItem("Copy", "Ctrl+C", false, any)) ImGui::SetClipboardText(selected_text().c_str());
    if (ImGui::MenuItem("Copy as Markdown", "Ctrl+Shift+C", false, any)) copy_markdown(text);
    if (ImGui::MenuItem("Select all", "Ctrl+A")) select_all();
    ImGui::EndPopup();
}

void MarkdownView::end_selection(Flow& flow, std::string_view text, float top, float bottom) {
    ImGui::PushID(this);
    take_pointer(flow, top, bottom);
    take_keys(text);
    draw_menu(text);
    ImGui::PopID();
}

}  // namespace moa::view
