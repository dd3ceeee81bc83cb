#include "view/tree/tree_view.hpp"

#include <algorithm>
#include <cmath>

#include "run/node_sentence.hpp"
#include "session/agent_facts.hpp"
#include "session/models/model_words.hpp"
#include "view/keys.hpp"
#include "view/touch.hpp"
#include "view/tree/preview.hpp"
#include "view/tree/tree_edges.hpp"

namespace moa::view {
namespace {

constexpr float readable_zoom = 0.75F;

std::size_t size_of(const run::RunState& state) {
    std::size_t nodes = 0;
    for (const auto& layer : state.layers)
        nodes += layer.size();
    return nodes;
}

/// A wheel turns in whole steps, two fingers move by parts of one. (A tree that runs down is scrolled by
/// both.)
bool is_notch(const ImGuiIO& io) {
    return io.MouseWheelH == 0 && io.MouseWheel == std::round(io.MouseWheel);
}

constexpr float drag_slack = 4;  ///< how far a click may wander

/// The pointer is farther from where it was pressed than a click may be.
bool is_beyond_click(const ImGuiIO& io) {
    const ImVec2& from = io.MouseClickedPos[ImGuiMouseButton_Left];
    return std::hypot(io.MousePos.x - from.x, io.MousePos.y - from.y) >= drag_slack;
}

/// On a large screen a small tree may grow a little, not beyond the text beside it.
float largest_fit(const Rect& room) {
    constexpr float plain_width = 1100;
    constexpr float plain_height = 820;
    return std::clamp(std::min(room.width / plain_width, room.height / plain_height), 1.0F, 1.15F);
}

bool fits(const TreeLayout& layout, const run::RunState& state) {
    if (layout.layers.size() != state.layers.size() || layout.cards.size() != size_of(state)) return false;
    for (std::size_t i = 0; i < state.layers.size(); ++i) {
        if (layout.layers[i].count != state.layers[i].size()) return false;
    }
    return true;
}

}  // namespace

bool runs_down(const Context& context, const Rect& room) {
    if (is_narrow(ImGui::GetIO().DisplaySize)) return true;
    const auto columns = static_cast<float>(context.workspace.shown().layers.size() + 1);
    constexpr float least_column = 170;
    return room.width < room.height && room.width < columns * least_column * context.options.text_scale;
}

std::string layer_heading(const run::RunState& state, std::size_t layer) {
    if (layer + 1 == state.layers.size()) return "Aggregator";
    const std::string number = "Layer " + std::to_string(layer + 1);
    const auto& nodes = state.layers[layer];
    std::string heading = number + (layer == 0 ? ": proposers" : ": refiners");
    const bool started = std::any_of(nodes.begin(), nodes.end(),
                                     [](const run::Node& node) { return node.sent_at != no_time; });
    if (started) {
        const auto answered = std::count_if(nodes.begin(), nodes.end(), [](const run::Node& node) {
            return node.state == run::NodeState::done;
        });
        heading += ", " + std::to_string(answered) + " of " + std::to_string(nodes.size()) + " answered";
        const auto left_out = answered - std::count_if(nodes.begin(), nodes.end(),
                                                       [](const run::Node& node) { return node.is_used(); });
        if (left_out > 0) heading += ", " + std::to_string(left_out) + " not used";
    }
    return heading;
}

/// The question's field grows while one types: a tree that gave way would shrink with each line.
bool TreeView::holds_for_typing(const Context& context, const Rect& canvas, const Rect& room) const {
    const bool same_place = canvas.x == fitted_.canvas.x && canvas.y == fitted_.canvas.y &&
                            canvas.width == fitted_.canvas.width && room.y == fitted_.room.y &&
                            ImGui::GetIO().DisplaySize.y == fitted_.window_height;
    const bool same_tree = layout_.width == fitted_.tree.x && layout_.height == fitted_.tree.y &&
                           context.options.text_scale == fitted_.text_scale;
    const std::size_t typed = context.workspace.conversation().draft().size();
    return same_place && same_tree && room.height < fitted_.room.height && typed > 0 &&
           typed != fitted_.draft;
}

void TreeView::update_layout(const Context& context, const Rect& canvas, const Rect& room) {
    const run::RunState& state = context.workspace.shown();
    const bool vertical = runs_down(context, room);
    const float text_scale = context.options.text_scale;
    const float width = room.width / std::max(0.5F, text_scale);
    // Cheap to compute, so done afresh unless nothing can have changed.
    if (vertical || vertical != layout_.vertical || !fits(layout_, state)) {
        layout_ = lay_out_tree(state, vertical, width);
    }
    if (auto_fit_ && !holds_for_typing(context, canvas, room)) {
        const float largest = largest_fit(room);
        // Who needs much larger text pans instead of reading small print.
        constexpr float much = 1.5F;
        const float enlarged = vertical ? 1.0F : std::max(1.0F, text_scale);
        const float least = vertical || text_scale < much ? 0 : readable_zoom * text_scale;
        camera_.fit(layout_, room, {least, largest * text_scale, enlarged});
        fitted_ = {canvas,
                   room,
                   ImVec2(layout_.width, layout_.height),
                   text_scale,
                   ImGui::GetIO().DisplaySize.y,
                   context.workspace.conversation().draft().size()};
    }
    if (to_reveal_) {
        if (const TreeLayout::Card* card = layout_.find(*to_reveal_)) {
            const Camera before = camera_;
            camera_.reveal(card->rect, room, readable_zoom * std::max(1.0F, context.options.text_scale));
            if (!(camera_ == before)) auto_fit_ = false;
        }
        to_reveal_.reset();
    }
}

std::optional<run::NodeId> TreeView::card_at(ImVec2 point) const {
    for (const TreeLayout::Card& card : layout_.cards) {
        if (contains(camera_.to_screen(card.rect), point)) return card.id;
    }
    return std::nullopt;
}

void TreeView::take_pointer(const Context& context, const Rect& canvas) {
    const ImGuiIO& io = ImGui::GetIO();
    ImGui::SetCursorScreenPos(top_left(canvas));
    ImGui::SetNextItemAllowOverlap();
    ImGui::InvisibleButton("tree", ImVec2(canvas.width, canvas.height));
    const bool hovered = ImGui::IsItemHovered();
    hovered_ = hovered ? card_at(io.MousePos) : std::nullopt;
    if (hovered_) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    // A menu at the card: right click, or a finger that rests on it. A narrow window shows the node instead,
    // with the same as buttons.
    const bool resting = ImGui::IsItemActive() && !dragging_ && by_touch() &&
                         io.MouseDownDuration[ImGuiMouseButton_Left] >= long_press_s;
    if (ImGui::IsItemActive() && !dragging_) context.requests.stopwatch = true;
    const bool has_menu = !context.workspace.on_screen().idle() && !is_narrow(io.DisplaySize);
    if (hovered_ && has_menu && (resting || ImGui::IsMouseClicked(ImGuiMouseButton_Right))) {
        context.workspace.conversation().select(hovered_);
        context.requests.menu = MenuPlace{*hovered_, io.MousePos};
        if (resting) dragging_ = true;  // letting go is no click
        context.requests.layout_moved = true;
    }

    // A hand may let go in the frame of its last movement.
    const bool released = ImGui::IsItemDeactivated();
    if ((released && is_beyond_click(io)) ||
        (ImGui::IsItemActive() && ImGui::IsMouseDragging(ImGuiMouseButton_Left, drag_slack))) {
        dragging_ = true;
        auto_fit_ = false;
        camera_.pan(io.MouseDelta);
    } else if (hovered && key_held(Shortcut::pan)) {
        ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeAll);
        dragging_ = dragging_ || ImGui::IsItemActive();  // a press does not click
        if (io.MouseDelta.x != 0 || io.MouseDelta.y != 0) {
            auto_fit_ = false;
            camera_.pan(io.MouseDelta);
            context.requests.layout_moved = true;
        }
    }
    if (released) {
        if (!dragging_) {
            if (const auto hit = card_at(io.MousePos)) {
                context.workspace.conversation().select(hit);
                clicked_ = true;
            } else if (io.MouseClickedLastCount[ImGuiMouseButton_Left] == 2) {
                auto_fit_ = true;
            }
        }
        dragging_ = false;
        context.requests.layout_moved = true;
    }
    if (hovered && (io.MouseWheel != 0 || io.MouseWheelH != 0)) {
        auto_fit_ = false;
        context.requests.layout_moved = true;
        if (io.KeyCtrl || (is_notch(io) && !layout_.vertical)) {
            camera_.zoom_around(io.MousePos, std::exp(io.MouseWheel * 0.12F));
        } else {
            constexpr float step = 56;
            camera_.pan({io.MouseWheelH * step, io.MouseWheel * step});
        }
    }
}

void TreeView::take_keys(const Context& context, const Rect& room) {
    const ImGuiIO& io = ImGui::GetIO();
    if (io.WantTextInput ||
        ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel))
        return;
    session::Workspace& workspace = context.workspace;
    constexpr struct {
        Shortcut act;
        Direction direction;
    } arrows[] = {{Shortcut::walk_left, Direction::left},
                  {Shortcut::walk_right, Direction::right},
                  {Shortcut::walk_up, Direction::up},
                  {Shortcut::walk_down, Direction::down}};
    for (const auto& arrow : arrows) {
        if (context.requests.panel_has_keys || context.requests.replay_has_arrows ||
            !key_pressed(arrow.act, true))
            continue;
        workspace.conversation().select(
            neighbour(layout_, workspace.conversation().selected(), arrow.direction));
        to_reveal_ = workspace.conversation().selected();
        clicked_ = true;
    }
    if (key_pressed(Shortcut::node_menu) && workspace.conversation().selected()) {
        if (const auto card = card_rect(*workspace.conversation().selected()))
            context.requests.menu =
                MenuPlace{*workspace.conversation().selected(), ImVec2(card->x + 16, card->y + 32)};
    }
    // While a run goes on, Escape stops it.
    if (key_pressed(Shortcut::leave_node) && !context.requests.escape_taken && !workspace.running() &&
        workspace.conversation().selected())
        workspace.conversation().select(std::nullopt);
    if (key_pressed(Shortcut::fit)) auto_fit_ = true;
    const ImVec2 middle(room.x + room.width / 2, room.y + room.height / 2);
    const bool larger = key_pressed(Shortcut::zoom_in);
    if (larger || key_pressed(Shortcut::zoom_out)) {
        auto_fit_ = false;
        camera_.zoom_around(middle, larger ? 1.2F : 1 / 1.2F);
    }
}

void TreeView::take_input(const Context& context, const Rect& canvas, const Rect& room) {
    clicked_ = false;
    take_pointer(context, canvas);
    take_keys(context, room);
    if (!auto_fit_) camera_.keep_in(layout_, room);
}

void TreeView::draw_dots(const Context& context, ImDrawList& list, const Rect& canvas) const {
    constexpr float grid = 24;
    float step = grid * camera_.zoom();
    while (step < 18)
        step *= 2;
    const ImVec2 origin = camera_.to_screen(ImVec2(0, 0));
    const float first_x = canvas.x + std::fmod(std::fmod(origin.x - canvas.x, step) + step, step);
    const float first_y = canvas.y + std::fmod(std::fmod(origin.y - canvas.y, step) + step, step);
    for (float y = first_y; y < canvas.y + canvas.height; y += step) {
        for (float x = first_x; x < canvas.x + canvas.width; x += step) {
            const ImVec2 at(context.pen.snapped(x), context.pen.snapped(y));
            list.AddRectFilled(at, ImVec2(at.x + 1, at.y + 1), context.theme.dots);
        }
    }
}

void TreeView::draw_headings(const Context& context, ImDrawList& list) const {
    constexpr float least_letters = 10;
    const float zoom = camera_.zoom();
    const TextStyle style{Face::regular, std::max(12 * letter_scale(context, zoom), least_letters), true};
    const float line = std::max(20 * zoom, style.size * 1.5F);
    const run::RunState& state = context.workspace.shown();
    for (std::size_t i = 0; i < layout_.layers.size(); ++i) {
        const Rect at = camera_.to_screen(layout_.layers[i].heading);
        const float room = at.width + 40 * zoom;
        // As much of it as has room: "Layer 1: proposers, 2 of 6 answered", "Layer 1: proposers", "Layer 1".
        std::string words = layer_heading(state, i);
        for (const char mark : {',', ':'}) {
            if (context.pen.width(style, words) > room)
                words.resize(std::min(words.find(mark), words.size()));
        }
        context.pen.write_cut(list, style, ImVec2(at.x, at.y + at.height - line), line, room,
                              context.theme.muted, words);
    }
}

/// What a card is too small to say.
void TreeView::draw_hover_card(const Context& context, const Rect& room) {
    const bool is_small = camera_.zoom() < readable_zoom;
    if (!hover_card_.is_due(context, is_small ? hovered_ : std::nullopt)) return;
    const run::RunState& state = context.workspace.shown();
    const run::Node* node = state.find(*hovered_);
    if (node == nullptr) return;
    const session::AgentFacts facts = session::agent_facts(context.workspace, *node);
    HoverWords words;
    words.title = run::to_string(node->id) + " " + node->label;
    words.line = facts.provider + ", " + std::string(session::state_word(context.workspace, *node));
    words.text = run::node_sentence(state, *node, context.workspace.on_screen().elapsed());
    if (context.workspace.on_screen().idle()) {
        words.text = facts.context;
        if (!facts.price.empty()) session::add_to_list(words.text, facts.price);
    } else if (words.text.empty()) {
        words.text = opening_of(node->text);
    }
    hover_card_.draw(context, room, words);
}

void TreeView::draw_fit_button(const Context& context, ImDrawList& list, const Rect& canvas,
                               const Rect& room) {
    if (auto_fit_) return;
    constexpr float size = 32;
    const ImVec2 from(canvas.x + canvas.width - size - 12, room.y - 8);
    const ImVec2 to(from.x + size, from.y + size);
    ImGui::SetCursorScreenPos(from);
    const bool pressed = ImGui::InvisibleButton("fit", ImVec2(size, size));
    const bool over = ImGui::IsItemHovered();
    list.AddRectFilled(from, to, context.theme.raised, 8);
    list.AddRect(from, to, over ? context.theme.muted : context.theme.line, 8);
    // Four corners of a frame.
    const ImU32 colour = over ? context.theme.text : context.theme.soft;
    const ImVec2 middle(from.x + size / 2, from.y + size / 2);
    for (int i = 0; i < 4; ++i) {
        const float sx = (i & 1) != 0 ? 1.0F : -1.0F;
        const float sy = (i & 2) != 0 ? 1.0F : -1.0F;
        list.PathLineTo(ImVec2(middle.x + sx * 2, middle.y + sy * 6));
        list.PathLineTo(ImVec2(middle.x + sx * 6, middle.y + sy * 6));
        list.PathLineTo(ImVec2(middle.x + sx * 6, middle.y + sy * 2));
        list.PathStroke(colour, 0, 1.5F);
    }
    if (over) ImGui::SetTooltip("Fit the tree to the window (F)");
    if (pressed) {
        auto_fit_ = true;
        context.requests.layout_moved = true;
    }
}

void TreeView::draw(const Context& context, const Rect& canvas, const Rect& room, float bottom) {
    update_layout(context, canvas, room);
    take_input(context, canvas, room);

    const Rect shown{canvas.x, canvas.y, canvas.width, std::clamp(bottom - canvas.y, 0.0F, canvas.height)};
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.PushClipRect(top_left(shown), bottom_right(shown), true);
    draw_dots(context, list, shown);
    if (collect_edges(context, layout_, camera_, shown, edges_)) context.requests.animating = true;
    context.edges.paint(list, edges_,
                        ImVec4(shown.x, shown.y, shown.x + shown.width, shown.y + shown.height));
    const run::RunState& state = context.workspace.shown();
    const float zoom = camera_.zoom();
    const Rect prompt = camera_.to_screen(layout_.prompt);
    if (overlap(prompt, shown)) cards_.draw_prompt(context, list, prompt, zoom);
    draw_headings(context, list);
    cards_drawn_ = 0;
    std::size_t next = 0;
    for (const auto& layer : state.layers) {
        for (const run::Node& node : layer) {
            const Rect rect = camera_.to_screen(layout_.cards[next++].rect);
            if (!overlap(rect, shown)) continue;
            ++cards_drawn_;
            const bool selected = context.workspace.conversation().selected() == node.id;
            cards_.draw_node(context, list, state, node, rect, {zoom, selected, hovered_ == node.id});
        }
    }
    draw_fade(context, list, shown);
    draw_fit_button(context, list, canvas, room);
    list.PopClipRect();
    draw_hover_card(context, room);
}

void TreeView::draw_fade(const Context& context, ImDrawList& list, const Rect& shown) {
    constexpr float soft = 24;
    const ImU32 solid = context.theme.bg;
    const ImU32 clear = faded(solid, 0);
    const ImVec2 end = bottom_right(shown);
    list.AddRectFilledMultiColor(ImVec2(shown.x, end.y - soft), end, clear, clear, solid, solid);
}

std::optional<Rect> TreeView::card_rect(run::NodeId node) const {
    const TreeLayout::Card* card = layout_.find(node);
    if (card == nullptr) return std::nullopt;
    return camera_.to_screen(card->rect);
}

}  // namespace moa::view
