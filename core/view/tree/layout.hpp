// Where the tree's parts are, in its own coordinates (units at zoom 1, the origin at the top left).
#pragma once

#include <optional>
#include <vector>

#include "run/state.hpp"
#include "view/view.hpp"

namespace moa::view {

inline constexpr float card_width = 240;
inline constexpr float card_height = 94;

struct TreeLayout {
    struct Card {
        run::NodeId id;
        Rect rect;
    };
    struct LayerBox {
        Rect rect;  ///< around its cards
        Rect heading;
        std::size_t first = 0;  ///< its cards in `cards`: [first, first + count)
        std::size_t count = 0;
        int columns = 1;
        int rows = 1;
    };

    bool vertical = false;  ///< layers below each other
    float width = 0;
    float height = 0;
    Rect prompt;
    std::vector<Card> cards;  ///< by layer, then by place in it
    std::vector<LayerBox> layers;

    const Card* find(run::NodeId id) const;
};

/// Layers as columns from left to right, or, `vertical`, below each other in as many columns as `width`
/// holds.
TreeLayout lay_out_tree(const run::RunState& state, bool vertical, float width);

enum class Direction { left, right, up, down };

/// The card next to `from` in a direction, as seen on screen; without `from` the first one.
std::optional<run::NodeId> neighbour(const TreeLayout& layout, std::optional<run::NodeId> from,
                                     Direction direction);

}  // namespace moa::view
