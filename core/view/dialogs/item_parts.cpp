#include "view/dialogs/item_parts.hpp"

#include <algorithm>
#include <charconv>
#include <string>

#include "view/dialogs/dialog.hpp"
#include "view/keys.hpp"

namespace moa::view {
namespace {

/// Ctrl+Enter presses what the screen is for; Enter alone presses what has the focus.
bool is_for_the_screen() {
    return ImGui::GetIO().KeyCtrl;
}

TextStyle small(const Context& context) {
    return {Face::regular, context.scaled(12), true};
}

}  // namespace

ImU32 colour_of(const Theme& theme, screen::Tone tone) {
    switch (tone) {
        case screen::Tone::plain:
            return theme.text;
        case screen::Tone::good:
            return theme.streaming;
        case screen::Tone::doubtful:
            return theme.degraded;
        case screen::Tone::failed:
            return theme.failed;
        case screen::Tone::muted:
            break;
    }
    return theme.muted;
}

void draw_toggle(Flow& flow, const screen::Item& item, screen::ItemActs& acts) {
    const Context& context = flow.context();
    ImGui::SetCursorScreenPos(ImVec2(flow.x(), flow.y()));
    bool on = item.value == "true";
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(3, 3));
    ImGui::PushStyleVar(ImGuiStyleVar_FrameRounding, 5);
    const bool pressed = ImGui::Checkbox("##toggle", &on) && !is_for_the_screen();
    ImGui::PopStyleVar(2);
    const float height = ImGui::GetItemRectSize().y;
    const float left = height + context.scaled(10);
    context.pen.write_cut(flow.list(), {Face::semibold, context.scaled(13)},
                          ImVec2(flow.x() + left, flow.y()), height, flow.width() - left, context.theme.text,
                          item.label);
    flow.skip(height + context.scaled(4));
    if (pressed) acts.act(item.name, on ? "true" : "");
}

void draw_choice(const Context& context, const screen::Item& item, screen::ItemActs& acts) {
    const auto chosen = std::find_if(item.choices.begin(), item.choices.end(),
                                     [&](const screen::Choice& each) { return each.value == item.value; });
    const std::string& shown = chosen != item.choices.end() ? chosen->words : item.value;
    if (!begin_choice(context, "##choice", shown)) return;
    std::string_view group;
    for (const screen::Choice& each : item.choices) {
        if (each.group != group) ImGui::SeparatorText(each.group.c_str());
        group = each.group;
        ImGui::PushID(each.value.c_str());
        if (ImGui::Selectable(each.words.c_str(), each.value == item.value)) acts.act(item.name, each.value);
        ImGui::PopID();
    }
    end_choice();
}

float width_of(const screen::Button& button) {
    return button_width(button.label.c_str());
}

bool press_button(const Context& context, const screen::Button& button) {
    // It keeps the keyboard when its label changes.
    const std::string label = button.label + "###" + button.name;
    ImGui::BeginDisabled(!button.possible);
    bool pressed = false;
    if (button.role == screen::Role::primary) {
        pressed = accent_button(context, label.c_str(), width_of(button));
    } else if (button.role == screen::Role::quiet) {
        pressed = quiet_button(context, label.c_str(), button.final);
    } else {
        pressed = ImGui::Button(label.c_str());
    }
    ImGui::EndDisabled();
    const bool accepts = button.role == screen::Role::primary && button.shortcut.empty();
    const std::string keys = accepts ? std::string(screen::keys_of(Shortcut::accept)) : button.shortcut;
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(10, 6));
    if (!keys.empty()) ImGui::SetItemTooltip("%s", keys.c_str());
    ImGui::PopStyleVar();
    return pressed && !(ImGui::GetIO().KeyCtrl && ImGui::IsKeyDown(ImGuiKey_Enter));
}

void draw_options(Flow& flow, const screen::Item& item, screen::ItemActs& acts) {
    const Context& context = flow.context();
    flow.text(item.label, {Face::semibold, context.scaled(13)}, context.scaled(24), context.theme.text);
    const float space = ImGui::GetStyle().ItemSpacing.x;
    const auto count = static_cast<float>(item.choices.size());
    const float share = (flow.width() - (count - 1) * space) / count;
    const bool beside =
        std::all_of(item.choices.begin(), item.choices.end(), [share](const screen::Choice& each) {
            return ImGui::CalcTextSize(each.words.c_str()).x + 12 <= share;
        });
    const float width = beside ? share : flow.width();
    const float height = ImGui::GetFrameHeight();
    float x = flow.x();
    for (const screen::Choice& each : item.choices) {
        ImGui::SetCursorScreenPos(ImVec2(x, flow.y()));
        const bool pressed = each.value == item.value ? accent_button(context, each.words.c_str(), width)
                                                      : ImGui::Button(each.words.c_str(), ImVec2(width, 0));
        if (pressed && !is_for_the_screen()) acts.act(item.name, each.value);
        if (beside) {
            x += width + space;
        } else {
            flow.skip(height + context.scaled(4));
        }
    }
    if (beside) flow.skip(height + context.scaled(4));
}

void draw_amount(Flow& flow, const screen::Item& item, screen::ItemActs& acts) {
    const Context& context = flow.context();
    flow.text(item.label, {Face::semibold, context.scaled(13)}, context.scaled(24), context.theme.text);
    int value = item.range.least;
    std::from_chars(item.value.data(), item.value.data() + item.value.size(), value);
    const float square = context.scaled(40);
    const float words = context.scaled(64);
    const auto step = [&](const char* sign, float x, int by) {
        ImGui::SetCursorScreenPos(ImVec2(flow.x() + x, flow.y()));
        const int next = std::clamp(value + by, item.range.least, item.range.most);
        ImGui::BeginDisabled(next == value);
        if (ImGui::Button(sign, ImVec2(square, 0)) && !is_for_the_screen())
            acts.act(item.name, std::to_string(next));
        ImGui::EndDisabled();
    };
    step("-", 0, -item.range.step);
    const std::string shown = item.value + (item.unit.empty() ? "" : " " + item.unit);
    const TextStyle style{Face::regular, context.scaled(13), true};
    const float height = ImGui::GetFrameHeight();
    context.pen.write(flow.list(), style,
                      ImVec2(flow.x() + square + (words - context.pen.width(style, shown)) / 2, flow.y()),
                      height, context.theme.text, shown);
    step("+", square + words, item.range.step);
    flow.skip(height + context.scaled(4));
}

void draw_state_line(Flow& flow, const screen::Item& item, screen::ItemActs& acts) {
    const Context& context = flow.context();
    const float inset = context.scaled(8);
    const float height = context.scaled(26);
    ImGui::BeginDisabled(!item.possible);
    const bool pressed = flow.action_button(item.name.c_str(), item.label, -inset, height);
    ImGui::EndDisabled();
    if (item.in_sight && flow.is_visible(height)) return acts.act(item.name, {});
    if (pressed && !is_for_the_screen()) acts.act(item.name, {});
    if (item.notes.empty()) return flow.skip(height);
    const float left = context.pen.width({Face::regular, context.scaled(12)}, item.label) + 2 * inset;
    const float top = flow.y();
    flow.skip(context.scaled(4));
    flow.indent(left);
    draw_notes(flow, item.notes);
    flow.indent(-left);
    flow.skip(std::max(0.0F, top + height - flow.y()));
}

bool remove_cross(Flow& flow, const screen::Button& button, float width, float height) {
    const Context& context = flow.context();
    ImGui::SetCursorScreenPos(ImVec2(flow.x() + width, flow.y()));
    const bool pressed = ImGui::InvisibleButton("remove", ImVec2(height, height), ImGuiButtonFlags_EnableNav);
    const bool over = ImGui::IsItemHovered() || ImGui::IsItemFocused();
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(10, 6));
    ImGui::SetItemTooltip("%s", button.description.c_str());
    ImGui::PopStyleVar();
    const ImVec2 middle(flow.x() + width + height / 2, flow.y() + height / 2);
    const float arm = context.scaled(4);
    const ImU32 ink = over ? context.theme.text : context.theme.muted;
    flow.list().AddLine(ImVec2(middle.x - arm, middle.y - arm), ImVec2(middle.x + arm, middle.y + arm), ink,
                        1.5F);
    flow.list().AddLine(ImVec2(middle.x - arm, middle.y + arm), ImVec2(middle.x + arm, middle.y - arm), ink,
                        1.5F);
    return pressed && !is_for_the_screen();
}

void draw_notes(Flow& flow, const std::vector<screen::Note>& notes) {
    const Context& context = flow.context();
    const TextStyle style = small(context);
    const float line = context.scaled(18);
    for (std::size_t i = 0; i < notes.size(); ++i) {
        const screen::Note& note = notes[i];
        const ImU32 colour = colour_of(context.theme, note.tone);
        const bool shares = i + 1 < notes.size() && notes[i + 1].aside;
        if (note.aside) {
            context.pen.write_right(flow.list(), style, ImVec2(flow.x() + flow.width(), flow.y()), line,
                                    colour, note.words);
            flow.skip(line);
        } else if (shares) {
            const float taken = context.pen.width(style, notes[i + 1].words) + context.scaled(12);
            context.pen.write_cut(flow.list(), style, ImVec2(flow.x(), flow.y()), line, flow.width() - taken,
                                  colour, note.words);
        } else {
            flow.text(note.words, style, line, colour);
        }
    }
}

void draw_words_below(Flow& flow, const screen::Item& item, screen::ItemActs& acts) {
    const Context& context = flow.context();
    const float line = context.scaled(18);
    if (!item.error.empty()) flow.text(item.error, small(context), line, context.theme.failed);
    if (!item.help.empty()) flow.text(item.help, small(context), line, context.theme.muted);
    const float height = context.scaled(24);
    const float inset = context.scaled(8);
    float x = -inset;
    const auto press = [&](const std::string& id, const std::string& label) {
        const float width = context.pen.width({Face::regular, context.scaled(12)}, label) + 2 * inset;
        if (x > 0 && x + width > flow.width()) {
            flow.skip(height);
            x = -inset;
        }
        const bool pressed = flow.action_button(id.c_str(), label, x, height) && !is_for_the_screen();
        x += width;
        return pressed;
    };
    for (const screen::Button& button : item.buttons) {
        ImGui::BeginDisabled(!button.possible);
        const bool pressed = press(button.name, button.label);
        ImGui::EndDisabled();
        if (pressed) acts.act(button.name, {});
    }
    if (item.link && press(item.link->url, item.link->words)) context.requests.open_link = item.link->url;
    if (!item.buttons.empty() || item.link) flow.skip(height);
}

void draw_summary(Flow& flow, const screen::Section& section, float top) {
    const Context& context = flow.context();
    const std::string& words = *section.summary;
    const float taken =
        context.pen.width({Face::regular, context.scaled(13)}, section.title) + context.scaled(36);
    const TextStyle style{Face::regular, context.scaled(12)};
    const float wide = std::min(std::max(0.0F, flow.width() - taken), context.pen.width(style, words));
    context.pen.write_cut(flow.list(), style, ImVec2(flow.x() + flow.width() - wide, top), context.scaled(32),
                          wide + 1, section.faulty ? context.theme.failed : context.theme.muted, words);
}

}  // namespace moa::view
