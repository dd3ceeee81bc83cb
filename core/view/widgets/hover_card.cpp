#include "view/widgets/hover_card.hpp"

#include <algorithm>
#include <string_view>

#include "view/text/clipped_text.hpp"
#include "view/touch.hpp"

namespace moa::view {
namespace {

constexpr Millis delay_ms = 350;

}  // namespace

bool HoverCard::is_due(const Context& context, std::optional<run::NodeId> over) {
    const bool busy = by_touch() || ImGui::IsAnyMouseDown() ||
                      ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
    is_due_ = false;
    if (!over || busy) {
        over_.reset();
        return false;
    }
    // From one thing to its neighbour nobody has to wait again.
    if (!over_) since_ = context.now;
    over_ = over;
    is_due_ = context.now - since_ >= delay_ms;
    if (!is_due_) context.requests.stopwatch = true;
    return is_due_;
}

void HoverCard::draw(const Context& context, const Rect& free, const HoverWords& words) const {
    const Theme& theme = context.theme;
    const Pen& pen = context.pen;
    const float inset = context.scaled(12);
    const float line = context.scaled(18);
    const float wide = context.scaled(280);
    const float value_x = context.scaled(96);
    const TextStyle title{Face::semibold, context.scaled(13)};
    const TextStyle plain{Face::regular, context.scaled(12), true};
    const float inner = wide - 2 * inset;
    constexpr std::size_t title_lines = 2;
    constexpr std::size_t text_lines = 2;
    const auto named = clipped_lines(words.title, pen, title, inner, title_lines);
    const auto said = clipped_lines(words.text, pen, plain, inner, text_lines);
    const std::size_t lines =
        named.size() + (words.line.empty() ? 0U : 1U) + words.facts.size() + said.size();
    const float high = static_cast<float>(lines) * line + inset * 1.5F;

    const ImVec2 mouse = ImGui::GetIO().MousePos;
    constexpr float apart = 16;
    const float bottom = free.y + free.height - high;
    ImVec2 at(mouse.x + apart, mouse.y + apart);
    if (at.y > bottom) at.y = mouse.y - apart - high;
    at.x = std::max(free.x, std::min(at.x, free.x + free.width - wide));
    at.y = std::max(free.y, std::min(at.y, bottom));
    const ImVec2 end(at.x + wide, at.y + high);

    ImDrawList& list = *ImGui::GetForegroundDrawList();
    constexpr float rounding = 8;
    list.AddRectFilled(at, end, theme.raised, rounding);
    list.AddRect(at, end, theme.line, rounding);
    const float left = at.x + inset;
    float y = at.y + inset * 0.75F;
    for (const std::string& each : named) {
        pen.write(list, title, ImVec2(left, y), line, theme.text, each);
        y += line;
    }
    if (!words.line.empty()) {
        pen.write_cut(list, plain, ImVec2(left, y), line, inner, theme.soft, words.line);
        y += line;
    }
    for (const auto& [name, value] : words.facts) {
        pen.write(list, plain, ImVec2(left, y), line, theme.muted, name);
        pen.write_cut(list, plain, ImVec2(left + value_x, y), line, inner - value_x, theme.soft, value);
        y += line;
    }
    for (const std::string& each : said) {
        pen.write(list, plain, ImVec2(left, y), line, theme.text, each);
        y += line;
    }
}

}  // namespace moa::view
