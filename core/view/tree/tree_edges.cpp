#include "view/tree/tree_edges.hpp"

#include <algorithm>

namespace moa::view {
namespace {

constexpr float gutter_distance = 8;  // from the cards of a layer to its edges beside them

struct Style {
    ImU32 colour = 0;
    float width = 1;
    float pulse = -1;
};

bool may_touch(const Edge& edge, const Rect& clip) {
    const Rect box{std::min(edge.from.x, edge.to.x) - 2, std::min(edge.from.y, edge.to.y) - 2,
                   std::max(edge.from.x, edge.to.x) - std::min(edge.from.x, edge.to.x) + 4,
                   std::max(edge.from.y, edge.to.y) - std::min(edge.from.y, edge.to.y) + 4};
    return overlap(box, clip);
}

class Collector {
  public:
    Collector(const Context& context, const TreeLayout& layout, const Camera& camera, const Rect& clip,
              std::vector<Edge>& edges)
        : context_(context), layout_(layout), camera_(camera), clip_(clip), edges_(edges) {}

    /// How an edge looks whose text passed to `target` when that was first sent; `passed` whether it did.
    Style style_of(const run::Node& target, bool passed, ImU32 hue) {
        const float width = std::clamp(1.5F * camera_.zoom(), 0.75F, 2.0F);
        // Far away edges lie close: paler, they stay a pattern and do not run together.
        const float strength = std::clamp(camera_.zoom() * 1.8F, 0.2F, 1.0F);
        if (!passed) return {faded(context_.theme.muted, 0.25F * strength), std::min(width, 1.0F), -1};
        Style style{faded(hue, 0.85F * strength), width, -1};
        const Millis since = context_.workspace.elapsed() - target.sent_at;
        if (context_.workspace.running() && !context_.options.reduced_motion && target.attempt <= 1 &&
            since >= 0 && since < pulse_ms) {
            style.pulse = static_cast<float>(since) / static_cast<float>(pulse_ms);
            moving_ = true;
        }
        return style;
    }

    void from_prompt(const run::Node& target) {
        const TreeLayout::Card* card = layout_.find(target.id);
        if (card == nullptr) return;
        const Style style = style_of(target, target.sent_at != no_time, context_.theme.accent);
        const Rect& prompt = layout_.prompt;
        if (!layout_.vertical) {
            add({prompt.x + prompt.width, prompt.y + prompt.height / 2}, left_middle(card->rect), style,
                false);
        } else {
            down({prompt.x + prompt.width / 2, prompt.y + prompt.height}, *card, style);
        }
    }

    void between(const run::Node& source, const run::Node& target) {
        const TreeLayout::Card* from = layout_.find(source.id);
        const TreeLayout::Card* to = layout_.find(target.id);
        if (from == nullptr || to == nullptr) return;
        const bool passed = source.state == run::NodeState::done && target.sent_at != no_time;
        const Style style = style_of(target, passed, provider_hue(source.provider));
        if (!layout_.vertical) {
            add({from->rect.x + from->rect.width, from->rect.y + from->rect.height / 2},
                left_middle(to->rect), style, false);
            return;
        }
        const TreeLayout::LayerBox& layer = layout_.layers[static_cast<std::size_t>(source.id.layer - 1)];
        const float bottom = layer.rect.y + layer.rect.height;
        if (layer.rows == 1) {
            down({from->rect.x + from->rect.width / 2, bottom}, *to, style);
            return;
        }
        // Out of several rows: down a gutter at the right, so that an edge is not hidden behind the cards
        // below.
        const float gutter = layer.rect.x + layer.rect.width + gutter_distance;
        const float middle = from->rect.y + from->rect.height / 2;
        const Style still{style.colour, style.width, -1};
        if (from->rect.x + from->rect.width > gutter - gutter_distance - 1) {
            add({from->rect.x + from->rect.width, middle}, {gutter, middle}, still, false);
            add({gutter, middle}, {gutter, bottom}, still, true);
        }
        down({gutter, bottom}, *to, style);
    }

    bool moving() const { return moving_; }

  private:
    static ImVec2 left_middle(const Rect& rect) { return {rect.x, rect.y + rect.height / 2}; }
    static ImVec2 top_middle(const Rect& rect) { return {rect.x + rect.width / 2, rect.y}; }

    /// From a point above to a card of the layer below: into its top, or, in several rows, by a gutter at the
    /// left.
    void down(ImVec2 from, const TreeLayout::Card& card, const Style& style) {
        const TreeLayout::LayerBox& layer = layout_.layers[static_cast<std::size_t>(card.id.layer - 1)];
        if (layer.rows == 1) {
            add(from, top_middle(card.rect), style, true);
            return;
        }
        const float gutter = layer.rect.x - gutter_distance;
        const ImVec2 entry = left_middle(card.rect);
        const Style still{style.colour, style.width, -1};
        const ImVec2 bend(gutter, layer.heading.y);
        add(from, bend, style, true);
        add(bend, {gutter, entry.y}, still, true);
        if (card.rect.x < layer.rect.x + 1) add({gutter, entry.y}, entry, still, false);
    }

    void add(ImVec2 from, ImVec2 to, const Style& style, bool vertical) {
        const Edge edge{
            camera_.to_screen(from), camera_.to_screen(to), style.colour, style.width, style.pulse, vertical};
        if (may_touch(edge, clip_)) edges_.push_back(edge);
    }

    const Context& context_;
    const TreeLayout& layout_;
    const Camera& camera_;
    const Rect& clip_;
    std::vector<Edge>& edges_;
    bool moving_ = false;
};

}  // namespace

bool collect_edges(const Context& context, const TreeLayout& layout, const Camera& camera, const Rect& clip,
                   std::vector<Edge>& edges) {
    edges.clear();
    Collector collector(context, layout, camera, clip, edges);
    const auto& layers = context.workspace.shown().layers;
    for (const run::Node& node : layers.front())
        collector.from_prompt(node);
    for (std::size_t i = 1; i < layers.size(); ++i) {
        for (const run::Node& source : layers[i - 1]) {
            for (const run::Node& target : layers[i])
                collector.between(source, target);
        }
    }
    // What has passed lies over what has not.
    std::stable_partition(edges.begin(), edges.end(),
                          [](const Edge& edge) { return edge.width <= 1.0F && edge.pulse < 0; });
    return collector.moving();
}

}  // namespace moa::view
