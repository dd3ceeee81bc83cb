#include "view/tree/tree_edges.hpp"

#include <algorithm>
#include <tuple>

namespace moa::view {
namespace {

constexpr float gutter_distance = 8;  // from the cards of a layer to its edges beside them

struct Style {
    ImU32 colour = 0;
    float width = 1;
    float pulse = -1;
    bool dashed = false;
};

/// A node and where it is: looked up once for all its edges.
struct Place {
    const run::Node& node;
    const TreeLayout::Card& card;
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

    /// Whether a text reaches `target`: it does when that has been sent, it will, or it is left out of it.
    enum class Passes { yes, not_yet, left_out };

    Style style_of(const run::Node& target, Passes passes, ImU32 hue) {
        const float width = std::clamp(1.5F * camera_.zoom(), 0.75F, 2.0F);
        // Far away edges lie close: paler, they stay a pattern and do not run together.
        const float strength = std::clamp(camera_.zoom() * 1.8F, 0.2F, 1.0F);
        const float thin = std::min(width, 1.0F);
        if (passes == Passes::left_out) return {faded(hue, 0.45F * strength), thin, -1, true};
        if (passes == Passes::not_yet)
            return {faded(context_.theme.muted, 0.25F * strength), thin, -1, false};
        Style style{faded(hue, 0.85F * strength), width, -1, false};
        const Millis since = context_.workspace.on_screen().elapsed() - target.sent_at;
        if (context_.workspace.on_screen().moves() && !context_.options.reduced_motion &&
            target.attempt <= 1 && since >= 0 && since < pulse_ms) {
            style.pulse = static_cast<float>(since) / static_cast<float>(pulse_ms);
            moving_ = true;
        }
        return style;
    }

    std::vector<Place> places_of(const std::vector<run::Node>& layer) const {
        std::vector<Place> places;
        places.reserve(layer.size());
        for (const run::Node& node : layer) {
            if (const TreeLayout::Card* card = layout_.find(node.id)) places.push_back({node, *card});
        }
        return places;
    }

    void from_prompt(const Place& target) {
        const Style style =
            style_of(target.node, target.node.sent_at != no_time ? Passes::yes : Passes::not_yet,
                     context_.theme.accent);
        const Rect& prompt = layout_.prompt;
        if (!layout_.vertical) {
            add({prompt.x + prompt.width, prompt.y + prompt.height / 2}, left_middle(target.card.rect), style,
                false);
        } else {
            down({prompt.x + prompt.width / 2, prompt.y + prompt.height}, target.card, style);
        }
    }

    void from_node(const Place& source, const std::vector<Place>& targets) {
        const ImU32 hue = provider_hue(source.node.provider);
        for (const Place& target : targets)
            between(source, target, hue);
    }

    /// Pieces that several edges share are drawn once.
    void add_shared() {
        const auto fields = [](const Edge& edge) {
            return std::tuple(edge.width, edge.colour, edge.pulse, edge.dashed, edge.from.x, edge.from.y,
                              edge.to.x, edge.to.y);
        };
        std::sort(shared_.begin(), shared_.end(),
                  [&](const Edge& a, const Edge& b) { return fields(a) < fields(b); });
        const auto end = std::unique(shared_.begin(), shared_.end(),
                                     [&](const Edge& a, const Edge& b) { return fields(a) == fields(b); });
        edges_.insert(edges_.end(), shared_.begin(), end);
    }

    bool moving() const { return moving_; }

  private:
    void between(const Place& source, const Place& target, ImU32 hue) {
        const Rect& from = source.card.rect;
        const bool answered = source.node.state == run::NodeState::done && target.node.sent_at != no_time;
        const Passes passes = !answered               ? Passes::not_yet
                              : source.node.is_used() ? Passes::yes
                                                      : Passes::left_out;
        const Style style = style_of(target.node, passes, hue);
        if (!layout_.vertical) {
            add({from.x + from.width, from.y + from.height / 2}, left_middle(target.card.rect), style, false);
            return;
        }
        const TreeLayout::LayerBox& layer =
            layout_.layers[static_cast<std::size_t>(source.node.id.layer - 1)];
        const float bottom = layer.rect.y + layer.rect.height;
        if (layer.rows == 1) {
            down({from.x + from.width / 2, bottom}, target.card, style);
            return;
        }
        // Out of several rows: down a gutter at the right, so that an edge is not hidden behind the cards
        // below.
        const float gutter = layer.rect.x + layer.rect.width + gutter_distance;
        const float middle = from.y + from.height / 2;
        const Style still{style.colour, style.width, -1, style.dashed};
        if (from.x + from.width > gutter - gutter_distance - 1) {
            add({from.x + from.width, middle}, {gutter, middle}, still, false, &shared_);
            add({gutter, middle}, {gutter, bottom}, still, true, &shared_);
        }
        down({gutter, bottom}, target.card, style, &shared_);
    }

    static ImVec2 left_middle(const Rect& rect) { return {rect.x, rect.y + rect.height / 2}; }
    static ImVec2 top_middle(const Rect& rect) { return {rect.x + rect.width / 2, rect.y}; }

    /// From a point above to a card of the layer below: into its top, or, in several rows, by a gutter at the
    /// left.
    void down(ImVec2 from, const TreeLayout::Card& card, const Style& style,
              std::vector<Edge>* into = nullptr) {
        const TreeLayout::LayerBox& layer = layout_.layers[static_cast<std::size_t>(card.id.layer - 1)];
        if (layer.rows == 1) {
            add(from, top_middle(card.rect), style, true, into);
            return;
        }
        const float gutter = layer.rect.x - gutter_distance;
        const ImVec2 entry = left_middle(card.rect);
        const Style still{style.colour, style.width, -1, style.dashed};
        const ImVec2 bend(gutter, layer.heading.y);
        add(from, bend, style, true, &shared_);
        add(bend, {gutter, entry.y}, still, true, &shared_);
        if (card.rect.x < layer.rect.x + 1) add({gutter, entry.y}, entry, still, false, &shared_);
    }

    void add(ImVec2 from, ImVec2 to, const Style& style, bool vertical, std::vector<Edge>* into = nullptr) {
        const Edge edge{camera_.to_screen(from),
                        camera_.to_screen(to),
                        style.colour,
                        style.width,
                        style.pulse,
                        vertical,
                        style.dashed};
        if (may_touch(edge, clip_)) (into != nullptr ? *into : edges_).push_back(edge);
    }

    const Context& context_;
    const TreeLayout& layout_;
    const Camera& camera_;
    const Rect& clip_;
    std::vector<Edge>& edges_;
    std::vector<Edge> shared_;  ///< pieces in gutters, as often as edges take them
    bool moving_ = false;
};

}  // namespace

bool collect_edges(const Context& context, const TreeLayout& layout, const Camera& camera, const Rect& clip,
                   std::vector<Edge>& edges) {
    edges.clear();
    Collector collector(context, layout, camera, clip, edges);
    const auto& layers = context.workspace.shown().layers;
    std::vector<Place> sources = collector.places_of(layers.front());
    for (const Place& place : sources)
        collector.from_prompt(place);
    for (std::size_t i = 1; i < layers.size(); ++i) {
        std::vector<Place> targets = collector.places_of(layers[i]);
        for (const Place& source : sources)
            collector.from_node(source, targets);
        sources.swap(targets);
    }
    collector.add_shared();
    // What has passed lies over what has not.
    std::stable_partition(edges.begin(), edges.end(),
                          [](const Edge& edge) { return edge.width <= 1.0F && edge.pulse < 0; });
    return collector.moving();
}

}  // namespace moa::view
