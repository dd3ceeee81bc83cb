#include "view/dialogs/recipe_layers_view.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "screen/recipe_step_buttons.hpp"
#include "screen/words.hpp"
#include "view/keys.hpp"
#include "view/text/wrapped_text.hpp"

namespace moa::view {
namespace {

using session::RecipePlace;

constexpr float column_width = 224;
constexpr float layer_gap = 40;
constexpr float agent_gap = 8;
constexpr float hue_width = 4;

/// A line below a card's facts.
struct CardNote {
    std::string_view words;
    ImU32 colour = 0;
};

/// Draws the cards from a place on, one below the other.
class Layers {
  public:
    Layers(const Context& context, RecipePlace chosen)
        : context_(context), list_(*ImGui::GetWindowDrawList()), chosen_(chosen) {}

    CardNote fault(bool faulty) const {
        return {faulty ? screen::words::faulty : std::string_view(), context_.theme.failed};
    }

    /// A card with a title and a line of facts; returns its height.
    float card(ImVec2 at, float width, RecipePlace place, std::string_view title, std::string_view facts,
               ImU32 hue, bool framed, const CardNote& note) {
        const Theme& theme = context_.theme;
        const float inset = context_.scaled(14);
        const float line = context_.scaled(20);
        const TextStyle small{Face::regular, context_.scaled(12)};
        const float room = width - 2 * inset;
        // The recipe's sentence is told whole.
        const std::vector<std::string_view> told = place.is_recipe()
                                                       ? lines_of(facts, context_.pen, small, room)
                                                       : std::vector<std::string_view>{facts};
        const float height = static_cast<float>(told.size() + 1) * line + context_.scaled(20) +
                             (note.words.empty() ? 0 : context_.scaled(18));
        const ImVec2 to(at.x + width, at.y + height);
        ImGui::SetCursorScreenPos(at);
        ImGui::PushID(to_string(place).c_str());
        const bool pressed =
            ImGui::InvisibleButton("card", ImVec2(width, height), ImGuiButtonFlags_EnableNav);
        const bool over = ImGui::IsItemHovered();
        const bool focused = ImGui::IsItemFocused();
        ImGui::PopID();
        if (over) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
        if (pressed) act_ = "select " + to_string(place);
        if (focused) take_keys(place);
        const bool is_chosen = place == chosen_;
        if (framed) list_.AddRectFilled(at, to, theme.raised, 10);
        if (over && !is_chosen) list_.AddRectFilled(at, to, theme.hover, 10);
        if (hue != 0) {
            list_.AddRectFilled(at, ImVec2(at.x + 2 * hue_width, to.y), hue, 10,
                                ImDrawFlags_RoundCornersLeft);
            list_.AddRectFilled(ImVec2(at.x + hue_width, at.y), ImVec2(at.x + 2 * hue_width + 1, to.y),
                                theme.raised);
        }
        if (is_chosen) {
            list_.AddRect(at, to, theme.accent, 10, 0, 2);
        } else if (framed || over) {
            list_.AddRect(at, to, theme.line, 10);
        }
        float top = at.y + context_.scaled(10);
        context_.pen.write_cut(list_, {Face::semibold, context_.scaled(14)}, ImVec2(at.x + inset, top), line,
                               room, theme.text, title);
        for (const std::string_view each : told) {
            top += line;
            context_.pen.write_cut(list_, small, ImVec2(at.x + inset, top), line, room, theme.muted, each);
        }
        if (!note.words.empty()) {
            context_.pen.write_cut(list_, small, ImVec2(at.x + inset, top + line), context_.scaled(18), room,
                                   note.colour, note.words);
        }
        reach(to);
        return height;
    }

    float agent(ImVec2 at, float width, RecipePlace place, const screen::AgentOutline& agent) {
        std::string facts = agent.provider_label;
        if (!agent.price.empty()) facts += " \u00b7 " + agent.price;
        if (agent.has_backup) facts += " \u00b7 backup";
        if (agent.muted) facts += " \u00b7 muted";
        std::string title = agent.label;
        if (agent.repeat > 1) title += "  \u00d7 " + std::to_string(agent.repeat);
        const ImU32 hue = faded(provider_hue(agent.provider), agent.muted ? 0.35F : 1);
        const CardNote note = agent.faulty ? fault(true)
                                           : CardNote{agent.verdict, agent.uncallable ? context_.theme.failed
                                                                                      : context_.theme.muted};
        return card(at, width, place, title, facts, hue, true, note);
    }

    float adder(ImVec2 at, const char* words, const char* step, RecipePlace place) {
        const TextStyle style{Face::regular, context_.scaled(13)};
        const float height = context_.scaled(32);
        const float inset = context_.scaled(10);
        const ImVec2 size(context_.pen.width(style, words) + 2 * inset, height);
        ImGui::SetCursorScreenPos(at);
        ImGui::PushID(to_string(place).c_str());
        if (ImGui::InvisibleButton(step, size, ImGuiButtonFlags_EnableNav))
            act_ = screen::step_act({step, place, {}});
        ImGui::PopID();
        if (ImGui::IsItemHovered()) {
            ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
            list_.AddRectFilled(at, ImVec2(at.x + size.x, at.y + height), context_.theme.hover, 8);
        }
        context_.pen.write(list_, style, ImVec2(at.x + inset, at.y), height, context_.theme.accent, words);
        reach(ImVec2(at.x + size.x, at.y + height));
        return height;
    }

    float layer(ImVec2 at, float width, RecipePlace place, const screen::LayerOutline& layer) {
        const float gap = context_.scaled(agent_gap);
        const float top = at.y;
        std::string facts = layer.role;
        if (!layer.wait.empty()) facts += " \u00b7 " + layer.wait;
        at.y += card(at, width, place, layer.title, facts, 0, false, fault(layer.faulty)) + gap;
        for (const screen::AgentOutline& each : layer.agents) {
            ++place.agent;
            at.y += agent(at, width, place, each) + gap;
        }
        place.agent = -1;
        at.y += layer.is_last ? adder(at, "+ Layer before it", "add_layer", place)
                              : adder(at, "+ Agent", "add_agent", place);
        return at.y - top;
    }

    void arrow(ImVec2 from, ImVec2 to) {
        const ImU32 ink = faded(context_.theme.muted, 0.7F);
        const bool down = to.y > from.y;
        const float head = context_.scaled(4);
        list_.AddLine(from, to, ink);
        list_.PathLineTo(ImVec2(to.x - head, to.y - head));
        list_.PathLineTo(to);
        list_.PathLineTo(down ? ImVec2(to.x + head, to.y - head) : ImVec2(to.x - head, to.y + head));
        list_.PathStroke(ink);
    }

    std::string finish(float right, float below) {
        ImGui::SetCursorScreenPos(ImVec2(reached_.x + right, reached_.y + below));
        ImGui::Dummy(ImVec2(1, 1));
        return std::move(act_);
    }

  private:
    void reach(ImVec2 to) {
        reached_.x = std::max(reached_.x, to.x);
        reached_.y = std::max(reached_.y, to.y);
    }

    /// Alt with an arrow moves the card that has the focus, Delete removes it.
    void take_keys(RecipePlace place) {
        if (place.is_recipe()) return;
        if (key_pressed(Shortcut::editor_remove)) act_ = screen::step_act({"remove", place, {}});
        RecipePlace to = place;
        int& along = place.is_agent() ? to.agent : to.layer;
        if (key_pressed(Shortcut::editor_up, true)) --along;
        if (key_pressed(Shortcut::editor_down, true)) ++along;
        if (key_pressed(Shortcut::editor_left, true)) --to.layer;
        if (key_pressed(Shortcut::editor_right, true)) ++to.layer;
        if (to != place && to.layer >= 0 && (!to.is_layer() || place.is_layer()))
            act_ = screen::step_act({"move", place, to});
    }

    const Context& context_;
    ImDrawList& list_;
    RecipePlace chosen_;
    std::string act_;
    ImVec2 reached_;
};

}  // namespace

std::string draw_recipe_layers(const Context& context, const screen::RecipePane& pane, bool narrow) {
    const screen::RecipeOutline& outline = pane.outline;
    Layers layers(context, pane.place);
    const float margin = context.scaled(narrow ? 16 : 24);
    const float top_gap = context.scaled(20);
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const float room = ImGui::GetContentRegionAvail().x - 2 * margin;
    ImVec2 at(corner.x + margin, corner.y + top_gap);
    const float width = narrow ? room : context.scaled(column_width);
    const float gap = context.scaled(narrow ? 28 : layer_gap);
    const std::string sentence = outline.sentence + (outline.check.empty() ? "" : " " + outline.check);
    at.y +=
        layers.card(at, room, {}, pane.name.empty() ? std::string(screen::words::unnamed_recipe) : pane.name,
                    sentence, 0, true, {}) +
        context.scaled(16);
    RecipePlace place;
    for (const screen::LayerOutline& layer : outline.layers) {
        ++place.layer;
        const float height = layers.layer(at, width, place, layer);
        if (narrow) {
            at.y += height + gap;
            if (!layer.is_last)
                layers.arrow(ImVec2(at.x + width / 2, at.y - gap + 4), ImVec2(at.x + width / 2, at.y - 6));
        } else {
            at.x += width + gap;
            const float middle = at.y + context.scaled(30);
            if (!layer.is_last) layers.arrow(ImVec2(at.x - gap + 8, middle), ImVec2(at.x - 8, middle));
        }
    }
    return layers.finish(narrow ? -1 : context.scaled(16), context.scaled(16));
}

}  // namespace moa::view
