// The tree on its canvas: camera, input, culling, and the drawing of edges and cards.
#pragma once

#include <optional>
#include <vector>

#include "view/context.hpp"
#include "view/panels/node_menu.hpp"
#include "view/tree/camera.hpp"
#include "view/tree/cards.hpp"
#include "view/widgets/hover_card.hpp"

namespace moa::view {

/// Whether the tree stands from top to bottom: in narrow windows, and where `room` is too narrow to read it
/// side by side.
bool runs_down(const Context& context, const Rect& room);

class TreeView {
  public:
    /// Draws into `canvas`; the tree is fitted into `room`, the part of it that nothing covers. It ends
    /// softly at `bottom`, above what lies over the canvas: no piece of a card looks out below the question.
    void draw(const Context& context, const Rect& canvas, const Rect& room, float bottom);

    std::optional<Rect> card_rect(run::NodeId node) const;
    void reveal(run::NodeId node) { to_reveal_ = node; }
    void fit() { auto_fit_ = true; }

    /// Whether the latest frame's input chose a card.
    bool was_clicked() const { return clicked_; }

    /// Who is told of beside the pointer.
    std::optional<run::NodeId> told() const { return hover_card_.told(); }

    // Facts for tests.
    int cards_drawn() const { return cards_drawn_; }
    std::uint64_t lines_broken() const { return cards_.lines_broken(); }
    const TreeLayout& layout() const { return layout_; }
    const Camera& camera() const { return camera_; }

  private:
    void update_layout(const Context& context, const Rect& canvas, const Rect& room);
    bool holds_for_typing(const Context& context, const Rect& canvas, const Rect& room) const;
    void take_input(const Context& context, const Rect& canvas, const Rect& room);
    void take_pointer(const Context& context, const Rect& canvas);
    void take_keys(const Context& context, const Rect& room);
    void draw_dots(const Context& context, ImDrawList& list, const Rect& canvas) const;
    void draw_headings(const Context& context, ImDrawList& list) const;
    static void draw_fade(const Context& context, ImDrawList& list, const Rect& shown);
    void draw_hover_card(const Context& context, const Rect& room);
    void draw_fit_button(const Context& context, ImDrawList& list, const Rect& canvas, const Rect& room);
    std::optional<run::NodeId> card_at(ImVec2 point) const;

    TreeLayout layout_;
    Camera camera_;
    Cards cards_;
    std::vector<Edge> edges_;
    bool auto_fit_ = true;
    /// What the tree was fitted to.
    struct Fitted {
        Rect canvas;
        Rect room;
        ImVec2 tree{0, 0};
        float text_scale = 0;
        float window_height = 0;
        std::size_t draft = 0;  ///< the length of what was being typed
    };
    Fitted fitted_;
    bool dragging_ = false;
    bool clicked_ = false;
    std::optional<run::NodeId> hovered_;
    HoverCard hover_card_;
    std::optional<run::NodeId> to_reveal_;
    std::optional<run::NodeId> selected_before_;
    int cards_drawn_ = 0;
};

/// "Layer 1: proposers, 2 of 6 answered", "Layer 2: refiners", "Aggregator".
std::string layer_heading(const run::RunState& state, std::size_t layer);

}  // namespace moa::view
