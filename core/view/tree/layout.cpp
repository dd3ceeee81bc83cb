#include "view/tree/layout.hpp"

#include <algorithm>
#include <cmath>

namespace moa::view {
namespace {

constexpr float card_gap = 6;
constexpr float prompt_width = 184;
constexpr float heading_height = 20;
constexpr float heading_space = 8;
constexpr float column_gap = 56;
constexpr float row_gap = 40;
constexpr float gutter = 16;           // beside the cards of a vertical layer of several rows, for its edges
constexpr std::size_t most_rows = 12;  // a layer of more nodes gets further columns

float span_of(int count, float size) {
    return static_cast<float>(count) * size + static_cast<float>(count - 1) * card_gap;
}

/// Appends a layer's cards as a grid below and right of (x, y), column by column or row by row.
void place_cards(TreeLayout& layout, TreeLayout::LayerBox& box, const std::vector<run::Node>& nodes, float x,
                 float y, bool by_column) {
    box.first = layout.cards.size();
    box.count = nodes.size();
    box.rect = {x, y, span_of(box.columns, card_width), span_of(box.rows, card_height)};
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const auto place = static_cast<int>(i);
        const int column = by_column ? place / box.rows : place % box.columns;
        const int row = by_column ? place % box.rows : place / box.columns;
        layout.cards.push_back(
            {nodes[i].id,
             {x + static_cast<float>(column) * (card_width + card_gap),
              y + static_cast<float>(row) * (card_height + card_gap), card_width, card_height}});
    }
}

void lay_out_across(TreeLayout& layout, const run::RunState& state) {
    float tallest = card_height;
    for (const auto& nodes : state.layers) {
        TreeLayout::LayerBox box;
        box.columns = static_cast<int>((nodes.size() + most_rows - 1) / most_rows);
        box.rows = static_cast<int>(std::min(nodes.size(), most_rows));
        if (box.columns > 1) {
            const auto columns = static_cast<std::size_t>(box.columns);
            box.rows = static_cast<int>((nodes.size() + columns - 1) / columns);
        }
        tallest = std::max(tallest, span_of(box.rows, card_height));
        layout.layers.push_back(box);
    }
    const float top = heading_height + heading_space;
    layout.height = top + tallest;
    const float middle = top + tallest / 2;
    layout.prompt = {0, middle - card_height / 2, prompt_width, card_height};
    float x = prompt_width + column_gap;
    for (std::size_t i = 0; i < state.layers.size(); ++i) {
        TreeLayout::LayerBox& box = layout.layers[i];
        const float height = span_of(box.rows, card_height);
        place_cards(layout, box, state.layers[i], x, middle - height / 2, true);
        box.heading = {x, 0, box.rect.width, heading_height};
        x += box.rect.width + column_gap;
    }
    layout.width = x - column_gap;
}

void lay_out_down(TreeLayout& layout, const run::RunState& state, float width) {
    const int fitting =
        std::max(1, static_cast<int>((width - 2 * gutter + card_gap) / (card_width + card_gap)));
    int widest = 1;
    for (const auto& nodes : state.layers)
        widest = std::max(widest, std::min(fitting, static_cast<int>(nodes.size())));
    const float inner = span_of(widest, card_width);
    layout.width = inner + 2 * gutter;
    constexpr float prompt_height = 64;
    layout.prompt = {gutter, 0, inner, prompt_height};
    float y = prompt_height + row_gap;
    for (const auto& nodes : state.layers) {
        TreeLayout::LayerBox box;
        box.columns = std::min(widest, static_cast<int>(nodes.size()));
        box.rows = (static_cast<int>(nodes.size()) + box.columns - 1) / box.columns;
        box.heading = {gutter, y, inner, heading_height};
        y += heading_height + heading_space;
        place_cards(layout, box, nodes, gutter + (inner - span_of(box.columns, card_width)) / 2, y, false);
        y += box.rect.height + row_gap;
        layout.layers.push_back(box);
    }
    layout.height = y - row_gap;
}

}  // namespace

const TreeLayout::Card* TreeLayout::find(run::NodeId id) const {
    const auto found =
        std::lower_bound(cards.begin(), cards.end(), id,
                         [](const Card& card, run::NodeId wanted) { return card.id < wanted; });
    return found != cards.end() && found->id == id ? &*found : nullptr;
}

TreeLayout lay_out_tree(const run::RunState& state, bool vertical, float width) {
    TreeLayout layout;
    layout.vertical = vertical;
    if (vertical) {
        lay_out_down(layout, state, width);
    } else {
        lay_out_across(layout, state);
    }
    return layout;
}

std::optional<run::NodeId> neighbour(const TreeLayout& layout, std::optional<run::NodeId> from,
                                     Direction direction) {
    if (layout.cards.empty()) return std::nullopt;
    const TreeLayout::Card* start = from ? layout.find(*from) : nullptr;
    if (start == nullptr) return layout.cards.front().id;
    const bool sideways = direction == Direction::left || direction == Direction::right;
    const float sign = direction == Direction::left || direction == Direction::up ? -1.0F : 1.0F;
    const TreeLayout::Card* best = nullptr;
    float best_distance = 0;
    for (const TreeLayout::Card& card : layout.cards) {
        const float dx = card.rect.x - start->rect.x;
        const float dy = card.rect.y - start->rect.y;
        const float along = (sideways ? dx : dy) * sign;
        const float across = std::fabs(sideways ? dy : dx);
        if (along <= 1) continue;
        // Straight on first; going up or down stays in its column.
        if (!sideways && !layout.vertical && across > 1) continue;
        const float distance = along + across * 0.5F;
        if (best == nullptr || distance < best_distance) {
            best = &card;
            best_distance = distance;
        }
    }
    return best != nullptr ? std::optional(best->id) : from;
}

}  // namespace moa::view
